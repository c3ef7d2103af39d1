"""Which encoding bytes are in, and text from bytes that may not be in it."""

import codecs
from io import TextIOWrapper
from typing import IO

from annotator.errors import InvalidInput
from annotator.formats.records import Options, Source

UTF_8 = "utf-8"
SAMPLE = 1_000_000
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = {"utf-8-sig": UTF_8, "utf_8_sig": UTF_8, "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_NOT_FOR_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape"}
_HANDLER = "annotator.formats.encodings"


def of(source: Source, options: Options) -> str:
    """The encoding of a file that is text, as it tells, was chosen or is guessed.

    A byte-order mark tells more than a choice that was made for all files together.
    """
    with source.open() as stream:
        sample = stream.read(SAMPLE)
    found = marked(sample)
    if found:
        return found
    if options.encoding:
        return lookup(options.encoding)
    return detect(sample, whole=len(sample) >= source.size)


def lookup(name: str) -> str:
    """Python's name of a text encoding; InvalidInput if there is none of that name."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
        if found.name in _NOT_FOR_FILES:
            raise LookupError
    except (LookupError, ValueError):
        raise InvalidInput(f"There is no text encoding called “{name[:40]}”.") from None
    return _UNMARKED.get(found.name, found.name)


def marked(sample: bytes) -> str:
    """The encoding that a byte-order mark at the beginning tells, or an empty string."""
    return next((name for mark, name in _MARKS if sample.startswith(mark)), "")


def mark_of(encoding: str) -> bytes:
    """What a new file in this encoding should begin with."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    return next((mark for mark, name in _MARKS if wide and name == encoding), b"")


def detect(sample: bytes, *, whole: bool) -> str:
    """The encoding by its mark, UTF-8 if it can be, or else a guess.

    ``whole``: nothing comes after the sample, so that a character can't be cut by its end.
    """
    found = marked(sample)
    if found:
        return found
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(sample, whole)
    except UnicodeDecodeError as error:
        return UTF_8 if _is_damaged_utf8(sample) else _guess(sample, error.start)
    return UTF_8


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether nearly all that isn't ASCII is UTF-8: in other encodings that is next to never so."""
    text = sample.decode(UTF_8, "replace")
    wrong = text.count("\ufffd")
    wide = len(sample) - len(text)
    return wide > 20 * wrong


def _guess(sample: bytes, at: int) -> str:
    """A guess from the part round the first byte that isn't UTF-8, at ``at``."""
    # Only imported here: it takes longer than reading most files.
    from charset_normalizer import from_bytes

    start = max(0, at - 20_000)
    best = from_bytes(sample[start : start + 60_000]).best()
    return lookup(best.encoding) if best else "cp1252"


def decode(data: bytes, encoding: str) -> str:
    """The text; InvalidInput says where it isn't in this encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidInput(_refusal(encoding, data[error.start]), line=line) from None


def reader(stream: IO[bytes], encoding: str, newline: str = "\n") -> TextIOWrapper:
    """Text with its line ends as they are; ``check`` finds what wasn't in the encoding."""
    return TextIOWrapper(stream, encoding, errors=_HANDLER, newline=newline)


def check(text: str, encoding: str) -> None:
    """InvalidInput if some bytes of what ``reader`` gave were not in the encoding."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) & 0xFF
        raise InvalidInput(_refusal(encoding, byte)) from None


def as_it_came(text: str, encoding: str) -> bytes:
    """The bytes that ``reader`` gave this text for."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    return text.encode(encoding, "replace" if wide else "surrogateescape")


def _refusal(encoding: str, byte: int) -> str:
    return f"This is not in the encoding {encoding} (byte 0x{byte:02X}); choose another encoding."


def _keep_bytes(error: UnicodeError) -> tuple[str, int]:
    """What can't be decoded becomes lone surrogates that remember the bytes."""
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101
    part = error.object[error.start : error.end]
    kept = "".join(chr(byte if byte < 0x80 else 0xDC00 + byte) for byte in part)
    return (kept if not kept.isascii() else "\udcff"), error.end


codecs.register_error(_HANDLER, _keep_bytes)
