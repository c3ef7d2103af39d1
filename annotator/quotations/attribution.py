"""Whether the words between two quotations are “he said” in the middle of one."""

import re
from collections.abc import Sequence

from annotator.quotations.model import Extent
from annotator.quotations.nesting import Part

LONGEST = 160
"""Code points of an attribution: “said Ann Lee, who has led the committee since May 2019”."""
SHORT = 6
"""Words of one that goes without the comma at its end."""

_GOES_ON = ",،、，;؛—–-―…"
_SENTENCE_END = re.compile(r"(\w*)[.!?؟](?=\s)")
_ABBREVIATED = re.compile(r"[A-Z]?[a-z]{0,4}|\w")
_AND = frozenset(("and", "but", "or", "while", "und", "aber", "et", "mais", "y", "pero"))
_PARTICIPLES = ("ing", "ant", "ndo")
_OWN_CAPITAL = re.compile(r"I\b")
_LETTER = re.compile(r"[^\W\d_]")


def is_attribution(text: str, before: Part, after: Part, cues: Sequence[Extent]) -> bool:
    """``cues``: those between the two parts.

    “We will,” she said, “go on.” is one quotation. “We will.” she said. “Go on.” is two, as they
    are two sentences that can be told and doubted apart.
    """
    start, end = before.outer_end, after.outer_start
    between = text[start:end].strip() if end - start <= LONGEST else ""
    if len(cues) != 1 or "\n\n" in text[start:end] or not between or before.end == before.outer_end:
        return False
    if between.endswith(":") or _ends_sentence(between):
        return False
    if _adds_another(text, between, cues[0]):
        return False
    return _is_broken_off(text, before, after, between) and _goes_on(text, after, between, cues[0])


def _adds_another(text: str, between: str, cue: Extent) -> bool:
    """“We will”, and told them, “Go.” “We will,” adding, “Go.”"""
    first = between.lstrip(_GOES_ON + " ").partition(" ")[0]
    return first.lower() in _AND or text[cue[0] : cue[1]].endswith(_PARTICIPLES)


def _is_broken_off(text: str, before: Part, after: Part, between: str) -> bool:
    """The first part ends with a comma, inside of its marks or behind them, or asks."""
    last = text[max(before.start, before.end - 20) : before.end].rstrip()[-1:]
    if last and last in _GOES_ON:
        return True
    if between[0] in _GOES_ON:
        return not _begins_anew(text, before, after)
    return last != "" and last in "?!" and _is_in_lower_case(text, after)


def _begins_anew(text: str, before: Part, after: Part) -> bool:
    """Where nouns have no capitals, that is."""
    if text[before.outer_end - 1] in "“»«‘":
        return False
    found = _LETTER.search(text, after.start, min(after.end, after.start + 20))
    return (
        found is not None
        and found.group().isupper()
        and not _OWN_CAPITAL.match(text, found.start())
    )


def _goes_on(text: str, after: Part, between: str, cue: Extent) -> bool:
    """After a comma, or in lower case after a few words such as “she said”."""
    if between[-1] in _GOES_ON:
        return True
    few = 1 < len(between.split()) <= SHORT and _is_in_lower_case(text, after)
    start = after.outer_start
    leads = not _LETTER.search(text, start - len(between) - 1, cue[0])
    return few and (leads or not _LETTER.search(text, cue[1], start))


def _ends_sentence(between: str) -> bool:
    if between[-1] in ".!?؟":
        return True
    ends = _SENTENCE_END.finditer(between)
    return any(not (one[1] and _ABBREVIATED.fullmatch(one[1])) for one in ends)


def _is_in_lower_case(text: str, part: Part) -> bool:
    found = _LETTER.search(text, part.start, min(part.end, part.start + 20))
    return found is not None and found.group().islower()
