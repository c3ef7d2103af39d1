"""How a corpus is written: what ``write`` of every format is told, and what it gives back."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import RawIOBase
from tempfile import TemporaryFile
from typing import IO, Any, cast

from annotator.formats.records import Scheme

Piece = tuple[str, bytes]
"""The name of a file, with folders, and the next bytes of it. Files come one after the other."""

SPLITS = ("train", "dev", "test")
CHUNK = 256 * 1024
_LEVEL = 4  # of compression: in half the time of the usual 6 almost as small
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that zip knows: the same corpus, the same bytes


@dataclass(frozen=True, slots=True)
class About:
    """What a data card says of the corpus: ``lines`` are more facts, each under a name."""

    title: str = ""
    licence: str = ""
    version: str = ""
    guidelines: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """How to write. Each format takes what it has a use for, see ``registry``.

    ``name``: what files are called. ``scheme``: labels and links of the project. ``unit``: what
    offsets count, “codepoint” or “utf16”. ``borders``: what becomes of an annotation that doesn't
    end where tokens do, “expand”, “contract” or “skip”. ``variant``: one of the format's variants,
    empty for the first. ``mark``: begin with a byte-order mark. ``texts``: write the articles'
    texts; where False there are only digests and offsets in the formats that can do so.
    """

    name: str = "corpus"
    scheme: Scheme = field(default_factory=Scheme)
    unit: str = "codepoint"
    borders: str = "expand"
    variant: str = ""
    mark: bool = False
    texts: bool = True
    about: About = About()


class Spools:
    """Files that grow side by side, kept on disk until they can be given one after the other."""

    def __init__(self) -> None:
        self._files: dict[str, IO[bytes]] = {}

    def add(self, name: str, data: bytes) -> None:
        self.file(name).write(data)

    def file(self, name: str) -> IO[bytes]:
        """The file of that name, open for writing; a new one if there is none yet."""
        if name not in self._files:
            self._files[name] = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 – closed below
        return self._files[name]

    def pieces(self) -> Iterator[Piece]:
        """Every file by its name; each is gone when it has been given."""
        for name in sorted(self._files):
            with self._files.pop(name) as file:
                file.seek(0)
                yield name, b""
                while data := file.read(CHUNK):
                    yield name, data

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()

    def __enter__(self) -> "Spools":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class Names:
    """File names made of what articles and sets are called: safe everywhere, and each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, *parts: str) -> str:
        """A path without an ending; folders are parts."""
        wanted = "/".join(map(safe, parts))
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name.casefold())
        return name


def safe(name: str) -> str:
    """Letters, digits, “-”, “_” and “.”, the latter not in front: what every system can store."""
    kept = "".join(char if char.isalnum() or char in "-_." else "_" for char in name)
    return kept.encode()[:120].decode(errors="ignore").lstrip(".") or "_"


def split_of(split: str) -> str:
    """Where an article without a split goes."""
    return split or SPLITS[0]


def zipped(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """A zip archive of the files, as they come: the same files always make the same bytes."""
    out = _Out()
    with zipfile.ZipFile(cast(IO[bytes], out), "w", zipfile.ZIP_DEFLATED) as archive:
        current, file = "", cast(Any, None)
        for name, data in pieces:
            if name != current or file is None:
                if file is not None:
                    file.close()
                current, file = name, archive.open(_info(name), "w", force_zip64=True)
            file.write(data)
            if out.size >= CHUNK:
                yield out.take()
        if file is not None:
            file.close()
        yield out.take()
    yield out.take()


def joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer parts."""
    waiting: list[bytes] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def one_file(name: str, parts: Iterable[bytes]) -> Iterator[Piece]:
    """Parts as the pieces of one file."""
    return ((name, part) for part in joined(parts))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    # Public, as compress_level, from Python 3.13 on, which still knows this name; typeshed doesn't.
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
    info.external_attr = 0o644 << 16
    return info


class _Out(RawIOBase):
    """What ``zipfile`` has written and nobody has taken yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self.size += len(part)
        return len(part)

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        self.size = 0
        return data


def chosen(variants: Sequence[str], writing: Writing) -> str:
    """The variant that is wanted, or the first."""
    return writing.variant if writing.variant in variants else variants[0]
