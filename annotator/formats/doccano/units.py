"""What the offsets of a file count, where nothing is quoted that would tell.

doccano counts UTF-16 code units unless a project says otherwise, and its files don't say.
"""

from collections.abc import Callable, Iterable
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
        told: list[str] = []

        def look(given: dict[str, Any], *_: object) -> Iterable[Item]:
            text = given.get("text")
            if isinstance(text, str):
                told.append(_told(text, self._parts_of(given)))
            return ()

        for _item in objects.each([self._source], self._options, "doccano", look):
            if any(told):
                break
        return next(filter(None, told), "")


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


def _offsets(parts: list[Part]) -> list[int]:
    return [at for part in parts for at in _ends(part)]


def _ends(part: Part) -> tuple[int, int]:
    return values.whole(part["start"], "start"), values.whole(part["end"], "end")
