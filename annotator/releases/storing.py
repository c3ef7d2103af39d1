"""Where the files of releases are kept: below one folder each, in ``STORAGES["releases"]``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from annotator.errors import Conflict, NotFound
from annotator.formats.writing import CHUNK, Piece


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a release, by its name in there."""

    name: str
    bytes: int
    sha256: str

    def plain(self) -> dict[str, Any]:
        return {"name": self.name, "bytes": self.bytes, "sha256": self.sha256}


def storage() -> Storage:
    return storages["releases"]


def folders() -> list[str]:
    """Of all releases of which something is stored."""
    try:
        found, _files = storage().listdir("")
    except FileNotFoundError:
        return []
    return found


class Folder:
    """The files of one release; ``path`` is where they are in the storage."""

    def __init__(self, path: str) -> None:
        self._path = path

    def write(self, pieces: Iterable[Piece]) -> Iterator[Stored]:
        """Each file, when it is stored."""
        for name, own in groupby(pieces, itemgetter(0)):
            yield self._store(name, (data for _name, data in own))

    def open(self, name: str) -> IO[bytes]:
        """For reading, at any place."""
        return cast(IO[bytes], storage().open(self._at(name), "rb"))

    def holds(self, name: str) -> bool:
        return storage().exists(self._at(name))

    def pieces(self, names: Iterable[str], inside: str) -> Iterator[Piece]:
        """Stored files, as they are to stand in a folder of an archive."""
        for name in names:
            yield f"{inside}/{name}", b""
            with self.open(name) as file:
                while data := file.read(CHUNK):
                    yield f"{inside}/{name}", data

    def clear(self) -> None:
        """Nothing is left, whatever was there."""
        _clear(storage(), self._path)

    def _store(self, name: str, parts: Iterable[bytes]) -> Stored:
        digest, size = sha256(), 0
        with cast(IO[bytes], TemporaryFile()) as draft:
            for part in parts:
                draft.write(part)
                digest.update(part)
                size += len(part)
            draft.seek(0)
            storage().delete(self._at(name))
            storage().save(self._at(name), File(draft))
        return Stored(name, size, digest.hexdigest())

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"


def digest_in(folder: Folder, name: str) -> str:
    """The SHA-256 of a file as it is stored now."""
    digest = sha256()
    with folder.open(name) as file:
        while data := file.read(CHUNK):
            digest.update(data)
    return digest.hexdigest()


def parts_of(folder: Folder, file: dict[str, Any]) -> Iterator[bytes]:
    """A file's bytes; Conflict at the end if they are not those that were stored."""
    digest = sha256()
    if not folder.holds(file["name"]):
        raise NotFound(_("The file %(name)s is missing.") % file)
    with folder.open(file["name"]) as stored:
        while data := stored.read(CHUNK):
            digest.update(data)
            yield data
    if digest.hexdigest() != file["sha256"]:
        raise Conflict(_("The file %(name)s is not what was built.") % file)


def _clear(kept: Storage, path: str) -> None:
    try:
        folders, files = kept.listdir(path)
    except FileNotFoundError:
        return
    for name in files:
        kept.delete(f"{path}/{name}")
    for name in folders:
        _clear(kept, f"{path}/{name}")
    kept.delete(path)
