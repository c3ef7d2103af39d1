"""In which ways two borders of the same thing differ: kinds of boundary error."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.agreement.noise import QUOTATION_MARKS, determiners
from annotator.agreement.overlaps import common_length
from annotator.text.spans import Fragment, Fragments, extent, length

LEFT, RIGHT, INSIDE = "left", "right", "inside"
LONGER, SHORTER = "longer", "shorter"
DETERMINER, MARK = "determiner", "quotation mark"
PUNCTUATION, CUE = "trailing punctuation", "cue included"
_SIGNS = "".join(sorted(QUOTATION_MARKS)) + "([{ "
KINDS = (LEFT, RIGHT, INSIDE, LONGER, SHORTER, DETERMINER, MARK, PUNCTUATION, CUE)


@dataclass(frozen=True, slots=True)
class Text:
    """What is needed of an article to name errors; ``cues``: where its “said” and the like are."""

    text: str
    lang: str = "en"
    cues: Sequence[Fragment] = ()


def kinds(text: Text, a: Fragments, b: Fragments) -> tuple[str, ...]:
    """How A differs from B, in the order of KINDS; () if they are equal.

    LEFT and RIGHT: that end differs; INSIDE: only what lies between the ends does. LONGER and
    SHORTER: A has more code points, or fewer. The others say what one has and the other lacks,
    whichever it is: a determiner at the beginning, marks at an end, stops at the end, a cue.
    """
    if a == b:
        return ()
    found = {*_ends(a, b), *_sizes(a, b), *_differences(text, a, b)}
    return tuple(kind for kind in KINDS if kind in found)


def counted(pairs: Iterable[tuple[Text, Fragments, Fragments]]) -> Counter[str]:
    """How often each kind occurs; a pair counts for every kind that it has."""
    return Counter(kind for pair in pairs for kind in kinds(*pair))


def _ends(a: Fragments, b: Fragments) -> Iterable[str]:
    (start, end), (other_start, other_end) = extent(a), extent(b)
    if start != other_start:
        yield LEFT
    if end != other_end:
        yield RIGHT
    if (start, end) == (other_start, other_end):
        yield INSIDE


def _sizes(a: Fragments, b: Fragments) -> Iterable[str]:
    if length(a) != length(b):
        yield LONGER if length(a) > length(b) else SHORTER


def _differences(text: Text, a: Fragments, b: Fragments) -> Iterable[str]:
    (start, end), (other_start, other_end) = extent(a), extent(b)
    yield from _before(text, *sorted((start, other_start)))
    yield from _behind(text.text[min(end, other_end) : max(end, other_end)])
    if any(_has(a, cue) != _has(b, cue) for cue in text.cues):
        yield CUE


def _before(text: Text, start: int, end: int) -> Iterable[str]:
    """What is at the beginning of one and not of the other."""
    words = determiners(text.lang)
    left = text.text[start:end]
    bare = left.strip().lower()
    word = bare.strip(_SIGNS)
    determiner = word in words.words or bare.lstrip(_SIGNS) in words.joined
    if determiner:
        yield DETERMINER
    if (determiner or not word) and left.lstrip()[:1] in QUOTATION_MARKS and left.strip():
        yield MARK


def _behind(right: str) -> Iterable[str]:
    """What is at the end of one and not of the other."""
    if any(char.isalnum() for char in right):
        return
    if any(char in QUOTATION_MARKS for char in right):
        yield MARK
    if any(char not in QUOTATION_MARKS and not char.isspace() for char in right):
        yield PUNCTUATION


def _has(fragments: Fragments, cue: Fragment) -> bool:
    return common_length(fragments, (cue,)) > 0
