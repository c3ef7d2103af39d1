"""Tags of tokens: written in two schemes, and read in all that are about."""

import re
from collections.abc import Iterable, Iterator, Sequence

from annotator.text.spans import Fragment

OUTSIDE = "O"
_NOTHING = {OUTSIDE, "_", "-", "-X-"}
_TAG = re.compile(r"([BIESULMW])[-_](.+)", re.DOTALL)
_BEGINS, _ENDS = frozenset("BSUW"), frozenset("ESULW")

Stretch = tuple[str, int, int]
"""A label, and its tokens as a half-open range of numbers."""


def iob2(count: int, stretches: Iterable[Fragment], label: str) -> list[str]:
    """B- for the first token, I- for those that follow."""
    tags = [OUTSIDE] * count
    for first, last in stretches:
        tags[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return tags


def bilou(count: int, stretches: Iterable[Fragment], label: str) -> list[str]:
    """L- for the last token besides, and U- for an only one."""
    stretches = list(stretches)
    tags = iob2(count, stretches, label)
    for first, last in stretches:
        tags[last - 1] = f"{'U' if last - first == 1 else 'L'}-{label}"
    return tags


def decoded(tags: Sequence[str], breaks: set[int]) -> Iterator[Stretch]:
    """What tags of any scheme mark: IOB1, IOB2, BIOES, BMES, BILOU, or labels alone.

    They need not be told apart: wherever one of them lets an annotation begin or end, none of the
    others lets it go on. ``breaks``: the tokens that sentences begin with; nothing crosses these.
    """
    label, first = "", 0
    for number, tag in enumerate(tags):
        part, name = _parted(tag)
        if label and (name != label or part in _BEGINS or number in breaks):
            yield label, first, number
            label = ""
        if name and not label:
            label, first = name, number
        if label and part in _ENDS:
            yield label, first, number + 1
            label = ""
    if label:
        yield label, first, len(tags)


def _parted(tag: str) -> tuple[str, str]:
    """“B-Claim” is B of Claim; a label alone goes on from what is before it."""
    if tag in _NOTHING:
        return OUTSIDE, ""
    match = _TAG.fullmatch(tag)
    return (match[1], match[2]) if match else ("I", tag)
