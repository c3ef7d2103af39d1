"""Zip archives: the files in them, never trusting what the archive says of itself."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import IO, Any, cast

from annotator.errors import InvalidInput
from annotator.formats.records import Limits, Problem, Source
from annotator.formats.values import harmless

MAX_DIRECTORY = 16 * 1024 * 1024
_RATIO_MATTERS_FROM = 16 * 1024 * 1024
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[list[Source | Problem]]:
    """The files in it, which can be read inside of the block, and what can't be."""
    with source.open() as stream:
        _check_directory(stream, source.size)
        with _opened(stream) as archive:
            found = [info for info in archive.infolist() if not _is_litter(info)]
            if not found:
                raise InvalidInput("There is nothing in this archive.")
            _check_sizes(found, source.size, limits)
            yield [_member(source, archive, info) for info in found]


def _member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Source | Problem:
    # Written anew, so that names of files that belong together are alike: “a//b”, “./a/b”.
    name = str(PurePosixPath(source.name, f"./{harmless(info.filename)}"))
    if info.flag_bits & 1:
        return Problem(name, 0, "This file is encrypted.")
    if info.filename.lower().endswith(".zip"):
        return Problem(name, 0, "Archives in archives are not read.")
    return Source(name, info.file_size, lambda: _open(archive, info))


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    with _understood():
        return cast(IO[bytes], BufferedReader(_Stream(archive.open(info)), 256 * 1024))


class _Stream(RawIOBase):
    """A file in the archive; ``zipfile`` gives no more of it than the size that was checked."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _understood():
            data = self._packed.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise InvalidInput("The archive is damaged, or was cut off on its way.") from None


def _opened(stream: IO[bytes]) -> zipfile.ZipFile:
    with _understood():
        return zipfile.ZipFile(stream)


def _check_directory(stream: IO[bytes], size: int) -> None:
    """Refuses a table of contents that would fill the memory, before it is read."""
    stream.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        raise InvalidInput("The archive is damaged, or was cut off on its way.")
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > MAX_DIRECTORY:
        raise InvalidInput("The archive has too many files; make several of it.")
    stream.seek(0)


def _check_sizes(found: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    total = sum(info.file_size for info in found)
    if total > limits.unzipped:
        raise InvalidInput(
            f"The archive unpacks to {total:,} bytes, and {limits.unzipped:,} are read at most."
        )
    if total > _RATIO_MATTERS_FROM and total > size * limits.ratio:
        raise InvalidInput(
            f"The archive unpacks to {total // max(size, 1):,} times its size; "
            f"{limits.ratio} times is the limit."
        )


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """Directories, and what systems put into archives unasked."""
    path = PurePosixPath(info.filename)
    hidden = path.name.startswith(".") or path.name in ("Thumbs.db", "desktop.ini")
    return info.is_dir() or hidden or "__MACOSX" in path.parts
