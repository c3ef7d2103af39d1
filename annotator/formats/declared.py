"""The encoding that a page or an XML file says it is in."""

import re
from collections.abc import Iterator

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.records import Note, Options, Source

_LOOKED_AT = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.I)
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read where a page names the smaller encoding that this one has grown from."""


def decoded(source: Source, options: Options, data: bytes) -> tuple[str, str, list[Note]]:
    """The text and its encoding, with a note where some of it isn't in that encoding."""
    encoding = encoding_of(source, options, data)
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding, []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = f"Some of this is not in the encoding {encoding}; it was replaced by “\ufffd”."
        text = data.decode(encoding, "replace").removeprefix("\ufeff")
        return text, encoding, [Note(source.name, line, sentence)]


def encoding_of(source: Source, options: Options, data: bytes) -> str:
    """By a byte-order mark, as chosen, as declared, or else as guessed.

    What is declared is wrong where all is UTF-8, and more than ASCII: that is never by chance.
    """
    known = encodings.marked(data) or options.encoding or _is_utf8(data)
    declared = "" if known else next(_declared(data), "")
    return declared or encodings.of(source, options)


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


def _declared(data: bytes) -> Iterator[str]:
    for found in _DECLARED.finditer(data[:_LOOKED_AT]):
        try:
            name = encodings.lookup(found[1].decode("ascii", "replace"))
        except InvalidInput:
            continue
        # Whoever could read this far has shown that its characters are not that wide.
        if not name.startswith(("utf-16", "utf-32")):
            yield _MEANT.get(name, name)
