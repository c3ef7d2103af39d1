"""Texts put back into a release without texts, from one's own copies of the articles."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, cast

import orjson

from annotator.errors import InvalidInput
from annotator.formats.native import dumped
from annotator.formats.native_reading import is_native
from annotator.formats.records import Item, Record
from annotator.formats.textless import Plain, is_textless, with_text


class Restorer:
    """Takes copies, keeps the texts that are wanted in a file, and gives them to the lines.

    ``missing``: ids of the articles whose text was in none of the copies.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        """``lines`` are those of the release."""
        self._wanted = {one["content_sha256"] for one in map(_article, lines) if is_textless(one)}
        self._file = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 – closed below
        self._places: dict[str, tuple[int, int]] = {}
        self.missing: list[str] = []

    def take(self, items: Iterable[Item]) -> None:
        """What was read of the copies; what is not wanted is passed over."""
        for item in items:
            if isinstance(item, Record) and item.digest in self._wanted:
                self._keep(item)

    def restored(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines with their texts; one whose text is missing stays as it is."""
        self.missing.clear()
        for line in lines:
            article = _article(line)
            text = self._text(article["content_sha256"])
            if not is_textless(article):
                yield line
            elif text is None:
                self.missing.append(article["id"])
                yield line
            else:
                yield dumped(with_text(article, text))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "Restorer":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _keep(self, record: Record) -> None:
        if record.digest not in self._places:
            data = record.text.encode()
            self._places[record.digest] = self._file.seek(0, 2), len(data)
            self._file.write(data)

    def _text(self, digest: str) -> str | None:
        if digest not in self._places:
            return None
        start, size = self._places[digest]
        self._file.seek(start)
        return self._file.read(size).decode()


def _article(line: bytes) -> Plain:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not is_native(found):
        raise InvalidInput("This is no corpus.jsonl of a release.")
    return found
