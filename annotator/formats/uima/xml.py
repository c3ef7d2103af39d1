"""XML written by hand, and read without document types and entities."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from annotator.errors import InvalidInput

Start = Callable[[str, dict[str, str]], None]

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\n\r\t]')
_MAX_DEPTH = 100
_BETWEEN = " "


def legal(text: str) -> str:
    """Characters that XML 1.0 can't hold become U+FFFD, one for one."""
    return _ILLEGAL.sub("\ufffd", text)


def attribute(name: str, value: str | int) -> str:
    """`` name="value"``; the value is legal already."""
    return f' {name}="{_SPECIAL.sub(_escape, str(value))}"'


def element(name: str, *attributes: tuple[str, str | int]) -> str:
    return f"<{name}{''.join(attribute(*one) for one in attributes)}/>\n"


def _escape(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


class Reader:
    """Calls ``start`` for every element, with its type: “uima.cas.Sofa” for the name Sofa in
    UIMA's namespace of that package. ``depth`` is 0 at the root; ``line`` is where it stands."""

    def __init__(self, start: Start, end: Callable[[str, str], None] | None = None) -> None:
        self._start = start
        self._end = end
        self._text: list[str] = []
        self.depth = 0
        self._parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        if end:
            self._parser.CharacterDataHandler = self._text.append

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def read(self, stream: IO[bytes], limit: int) -> None:
        """InvalidInput says where it is no XML, or none that is read."""
        read = 0
        try:
            while data := stream.read(65_536):
                read += len(data)
                if read > limit:
                    raise InvalidInput(f"A document may have {limit:,} bytes, and this has more.")
                self._parser.Parse(data, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            raise InvalidInput(f"This is no XML: {what}.", line=error.lineno) from None
        except (LookupError, ValueError):
            raise InvalidInput("The encoding that this XML declares is not known.") from None

    def _refuse(self, *_: object) -> None:
        raise InvalidInput("It has a document type (DTD), which is not read.", line=self.line)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth > _MAX_DEPTH:
            raise InvalidInput("Its elements are nested too deeply.", line=self.line)
        self._text.clear()
        self._start(_type(name), {_short(key): value for key, value in attributes.items()})
        self.depth += 1

    def _close(self, name: str) -> None:
        self.depth -= 1
        if self._end:
            self._end(_short(name), "".join(self._text).strip())
            self._text.clear()


@lru_cache(maxsize=1_000)
def _type(name: str) -> str:
    """UIMA's namespaces are “http:///uima/cas.ecore” and the like."""
    space, between, short = name.rpartition(_BETWEEN)
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return f"{package}.{short}" if between and package != "uima.noNamespace" else short


@lru_cache(maxsize=1_000)
def _short(name: str) -> str:
    return name.rpartition(_BETWEEN)[2]
