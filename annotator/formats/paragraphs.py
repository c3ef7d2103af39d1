"""Lines as they were printed, joined into the paragraphs that they were cut from."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FULL = 0.75
"""How long a line is, beside the longest of its page, that the next one may go on with."""

_NEARLY_WHOLE = 0.95
_USUAL = 0.9
_ENDS = re.compile(r"[.!?…:;؟。！？।]['\"”’»)\]]*$")
_ITEM = re.compile(r"([-–—•*·‣▪]|\d{1,3}[.)]|[a-z][.)])\s")
_CUT = re.compile(r"([^\W\d_]+)([-\u2010])$")
_BEGINS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SOFT = "\u00ad"


@dataclass(frozen=True, slots=True)
class Page:
    """``text`` has one printed line a line; an empty line is a gap."""

    text: str

    @property
    def lines(self) -> list[str]:
        return [" ".join(line.split()) for line in self.text.splitlines()]

    @property
    def width(self) -> int:
        """How many characters a line has that is full, in most cases."""
        lengths = sorted(len(line) for line in self.lines if line)
        return lengths[int(len(lengths) * _USUAL)] if lengths else 0


@dataclass(slots=True)
class _Hyphens:
    """What became of words that a line end had cut. ``words`` are those of whole lines."""

    words: Counter[str]
    mended: int = 0
    kept: int = 0

    def join(self, line: str, following: str) -> str:
        """Both lines as one. Where nobody can know, the hyphen stays."""
        if line.endswith(_SOFT):
            return line.removesuffix(_SOFT) + following
        cut, begins = _CUT.search(line), _BEGINS.match(following)
        if not cut or not begins:
            return f"{line} {following}"
        if self._is_one_word(cut[1], begins[0]):
            self.mended += 1
            return line[:-1] + following
        self.kept += 1
        return line + following

    def _is_one_word(self, first: str, second: str) -> bool:
        """Whether the text has the word elsewhere in one piece, and never with a hyphen."""
        whole, parted = (first + second).casefold(), f"{first}-{second}".casefold()
        return self.words[whole] > 0 and not self.words[parted]


def joined(pages: Sequence[Page]) -> tuple[str, list[str]]:
    """The text, and sentences about what was decided. Paragraphs end with the page at the latest.

    A line is joined to the one before where that one is as long as lines are, doesn't end as a
    sentence short of the edge, and neither an empty line nor the mark of a list is between.
    """
    hyphens = _Hyphens(_words(pages))
    paragraphs = [one for page in pages for one in _paragraphs(page, hyphens)]
    return "\n".join(paragraphs), list(_said(hyphens))


def _words(pages: Sequence[Page]) -> Counter[str]:
    """How often each word is there, but for those that a line end may have cut."""
    found: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            whole = _CUT.sub("", line)
            found.update(word.casefold().replace("\u2010", "-") for word in _WORD.findall(whole))
    return found


def _paragraphs(page: Page, hyphens: _Hyphens) -> Iterator[str]:
    width, paragraph, last = page.width, "", ""
    for line in page.lines:
        if paragraph and _goes_on(last, line, width):
            paragraph = hyphens.join(paragraph, line)
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        last = line
    if paragraph:
        yield paragraph


def _goes_on(last: str, line: str, width: int) -> bool:
    if not line or not last or _ITEM.match(line):
        return False
    if last.endswith(_SOFT) or _CUT.search(last):
        return True
    least = _NEARLY_WHOLE if _ENDS.search(last) else _FULL
    return len(last) >= least * width


def _said(hyphens: _Hyphens) -> Iterator[str]:
    cut = "Words that a line end had cut"
    if hyphens.mended:
        yield f"{cut}, put together because they are whole elsewhere: {hyphens.mended:,}."
    if hyphens.kept:
        yield f"{cut}, and that keep their hyphen: {hyphens.kept:,}."
