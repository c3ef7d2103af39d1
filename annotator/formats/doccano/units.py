"""What the offsets of a file count, where nothing is quoted that would tell.

doccano counts UTF-16 code units unless a project says otherwise, and its files don't say.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import objects, values
from annotator.formats.records import Item, Options, Source
from annotator.formats.shown import Part
from annotator.text.offsets import from_utf16, utf16_length


class Units:
    """Of one file. It is read through once, and only if an article of it needs to know."""

    def __init__(
        self, source: Source, options: Options, parts_of: Callable[[dict[str, Any]], list[Part]]
    ) -> None:
        self._source, self._options, self._parts_of = source, options, parts_of
        self._told: str | None = None

    def matter(self, text: str) -> bool:
        """Whether the two ways to count differ in a text."""
        return utf16_length(text) != len(text)

    def of(self, text: str, parts: list[Part]) -> str:
        """“codepoint” or “utf16”, as the article itself tells, or else another of the file."""
        told = _told(text, parts)
        if told:
            return told
        if self._told is None:
            self._told = self._look()
        return self._told

    def _look(self) -> str:
        """As the first article that tells, or else as most annotations are of whole words."""
        told: list[str] = []
        surplus = 0

        def look(given: dict[str, Any], *_: object) -> Iterable[Item]:
            nonlocal surplus
            text = given.get("text")
            if isinstance(text, str) and self.matter(text):
                parts = self._parts_of(given)
                told.append(_told(text, parts))
                surplus += _surplus(text, parts)
            return ()

        for _item in objects.each([self._source], self._options, "doccano", look):
            if any(told):
                break
        by_words = "utf16" if surplus > 0 else "codepoint" if surplus < 0 else ""
        return next(filter(None, told), by_words)


def _told(text: str, parts: list[Part]) -> str:
    """What only one of the two can be: past the end of a text, or between halves of a sign."""
    try:
        offsets = _offsets(parts)
    except InvalidInput:
        return ""
    past = max(offsets, default=0) > len(text)
    try:
        from_utf16(text, offsets)
    except InvalidInput:
        return "" if past else "codepoint"
    return "utf16" if past else ""


def _surplus(text: str, parts: list[Part]) -> int:
    """How many more ends are those of words if offsets are UTF-16 than if they are characters."""
    try:
        offsets = _offsets(parts)
        moved = from_utf16(text, offsets)
    except InvalidInput:
        return 0
    return _ends_of_words(text, moved) - _ends_of_words(text, offsets)


def _ends_of_words(text: str, offsets: Sequence[int]) -> int:
    pairs = zip(offsets[::2], offsets[1::2], strict=True)
    return sum(_is_border(text, a, 0) + _is_border(text, b, -1) for a, b in pairs)


def _is_border(text: str, at: int, inside: int) -> bool:
    """Whether a word or a sign begins or ends there; ``inside`` is where it is, 0 or -1 on."""
    within, beyond = text[at + inside : at + inside + 1], text[at - 1 - inside :][:1]
    return bool(within.strip()) and not (within.isalnum() and at > 0 and beyond.isalnum())


def _offsets(parts: list[Part]) -> list[int]:
    return [at for part in parts for at in _ends(part)]


def _ends(part: Part) -> tuple[int, int]:
    return values.whole(part["start"], "start"), values.whole(part["end"], "end")
