"""PDF documents that have text: page after page, its lines joined into paragraphs."""

import io
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import single
from annotator.formats.paragraphs import Page, joined
from annotator.formats.records import Item, Note, Opened, Options, Source

MAX_BYTES = 100_000_000
MAX_PAGES = 1_000
MAX_SECONDS = 60
MAX_CONTENT = 5_000_000
"""Of one page, unpacked, in bytes."""

_BROKEN = "This is no PDF document, or a damaged one."
_SHOWN_PAGES = 10


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """One article a document."""
    return single.each(sources, options, MAX_BYTES, _document)


def _document(source: Source, raw: bytes, options: Options) -> Iterator[Item]:
    reader = _opened(raw)
    yield Opened(source.name, "pdf", "utf-8")
    pages = list(_pages(reader))
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise InvalidInput(
            "There is no text in this PDF: its pages are pictures. Text recognition (OCR) in "
            "another program makes text of them."
        )
    text, notes = joined([Page(page) for page in pages])
    yield single.article(text, source.name, raw, _fields(reader, source), options)
    if empty:
        notes.append(f"There is no text on these pages: {_listed(empty)}.")
    yield from (Note(source.name, 0, sentence) for sentence in notes)


def _opened(raw: bytes) -> Any:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(raw))
        # Many documents are encrypted with an empty password, which is to forbid printing only.
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except ImportError:
        locked, count = True, 0  # this encryption needs a package of its own
    except Exception:  # a PDF can be broken in more ways than its library expects
        raise InvalidInput(_BROKEN) from None
    if locked:
        raise InvalidInput("This PDF is encrypted. Save it without a password, and try it again.")
    if not count:
        raise InvalidInput("There are no pages in this PDF.")
    if count > MAX_PAGES:
        raise InvalidInput(f"A PDF may have {MAX_PAGES:,} pages; this has {count:,}.")
    return reader


def _pages(reader: Any) -> Iterator[str]:
    """The text of each; InvalidInput says on which one it can't be read."""
    end = time.monotonic() + MAX_SECONDS
    for number in range(1, len(reader.pages) + 1):
        try:
            yield _text(reader.pages[number - 1], end)
        except InvalidInput as error:
            raise InvalidInput(f"Page {number}: {error.message}") from None
        except Exception:  # as above
            raise InvalidInput(f"Page {number} of this PDF is damaged.") from None


def _text(page: Any, end: float) -> str:
    def check_time(*_args: Any) -> None:
        if time.monotonic() > end:
            raise InvalidInput(f"It takes longer than {MAX_SECONDS} seconds to read this PDF.")

    check_time()
    content = page.get_contents()
    if content is None:
        return ""
    if len(content.get_data()) > MAX_CONTENT:
        raise InvalidInput("There is too much on this page to be read.")
    return str(page.extract_text(visitor_operand_before=check_time))


def _fields(reader: Any, source: Source) -> dict[str, str]:
    """What the document says of itself, as far as that can be read."""
    found = {"url": source.url}
    try:
        said = reader.metadata
        root = reader.trailer["/Root"]
        found["lang"] = str(root.get("/Lang") or "")
        found["title"] = " ".join(str(said.title or "").split()) if said else ""
        found["byline"] = str(said.author or "") if said else ""
        found["published"] = _day(said.creation_date) if said else ""
    except Exception:  # noqa: S110 - what is said of a text is worth less than the text
        pass
    return found


def _day(when: datetime | None) -> str:
    return when.date().isoformat() if when else ""


def _listed(numbers: list[int]) -> str:
    more = f" and {len(numbers) - _SHOWN_PAGES} more" if len(numbers) > _SHOWN_PAGES else ""
    return ", ".join(map(str, numbers[:_SHOWN_PAGES])) + more
