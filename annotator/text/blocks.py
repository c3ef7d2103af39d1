"""What is drawn, and redrawn, at once: paragraphs, and parts of very long ones."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from annotator.text.spans import Fragment

MAX_BLOCK = 2_000

_LINE = re.compile(r"[^\n]+")
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(
    r"""[.!?…؟۔।]["'”’»›)\]]*\s+ | [。！？]["'”’」』）]*\s*""",
    re.VERBOSE,
)
_JOINER = "\u200d"
# What continues a character but is not of Unicode's category "mark": non-joiner and joiner, the
# vowels and final consonants of decomposed Hangul, skin tones, the letters inside a flag's tag.
_CONTINUES = re.compile("[\u200c\u200d\u1160-\u11ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")

_start = attrgetter("start")
_end = attrgetter("end")


@dataclass(frozen=True, slots=True)
class Block:
    """Code points [start, end) of the text, never a newline among them and never none.

    ``opens``: begins a paragraph; if not, it goes on directly where the block before it ends.
    ``gap``: empty lines before it.
    """

    index: int
    start: int
    end: int
    opens: bool
    gap: int


def blocks(text: str) -> list[Block]:
    """The text cut at every newline, and further where a paragraph exceeds MAX_BLOCK."""
    found: list[Block] = []
    newline = -1
    for line in _LINE.finditer(text):
        gap = line.start() - newline - 1
        for start, end in _parts(text, *line.span()):
            opens = start == line.start()
            found.append(Block(len(found), start, end, opens, gap if opens else 0))
        newline = line.end()
    return found


def touched(blocks: Sequence[Block], fragments: Iterable[Fragment]) -> list[Block]:
    """Those of a text's blocks that share a code point with the fragments (in any order)."""
    places: set[int] = set()
    for start, end in fragments:
        first = bisect_right(blocks, start, key=_end)
        places.update(range(first, bisect_left(blocks, end, first, key=_start)))
    return [blocks[place] for place in sorted(places)]


def _parts(text: str, start: int, end: int) -> Iterator[Fragment]:
    while end - start > MAX_BLOCK:
        cut = _cut(text, start, start + MAX_BLOCK)
        yield start, cut
        start = cut
    yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    """The best place in (start, limit] for a block to end."""
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, start, limit)]
        for at in reversed(ends):
            if not _inside_character(text, start, at):
                return at
    candidates = range(limit, start, -1)
    return next((at for at in candidates if not _inside_character(text, start, at)), limit)


def _inside_character(text: str, start: int, at: int) -> bool:
    """Whether a cut at ``at`` parts what readers see as one character; nothing parts ``start``."""
    if text[at - 1] == _JOINER or _continues(text[at]):
        return True
    return _is_flag_letter(text[at]) and _flag_letters_before(text, start, at) % 2 == 1


def _continues(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or _CONTINUES.match(char) is not None


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters_before(text: str, start: int, at: int) -> int:
    count = 0
    while at - count > start and _is_flag_letter(text[at - count - 1]):
        count += 1
    return count
