"""What is asked of the queue."""

from django.http import QueryDict

from annotator.reviews.queue.parts import Part

_HIGHEST = 2**63 - 1


def part(data: QueryDict) -> Part | None:
    """The part that is to be shown alone."""
    asked = data.get("part", "")
    return Part(asked) if asked in set(Part) - {Part.REST} else None


def place(data: QueryDict) -> int:
    """After which row a page begins; 0: at the start."""
    asked = data.get("after", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) <= _HIGHEST else 0
