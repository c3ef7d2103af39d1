"""Formats of several files, written to memory and read from it."""

from collections.abc import Iterable

from annotator.formats.losses import Losses
from annotator.formats.reading import read
from annotator.formats.records import Item, Note, Options, Problem, Record
from annotator.formats.registry import FORMATS
from annotator.formats.writing import Writing
from tests.formats.files import source
from tests.formats.hard import SCHEME


def written(
    form: str, records: Iterable[Record], losses: Losses | None = None, **wishes: object
) -> dict[str, bytes]:
    """The files by name."""
    files: dict[str, bytes] = {}
    how = Writing(**{"scheme": SCHEME, **wishes})  # type: ignore[arg-type]
    counted = Losses() if losses is None else losses
    for name, data in FORMATS[form].write(records, how, counted):
        files[name] = files.get(name, b"") + data
    return files


def items(files: dict[str, bytes | str], form: str = "") -> list[Item]:
    given = [source(name, data) for name, data in files.items()]
    return list(read(given, Options(format=form)))


def records(files: dict[str, bytes | str], form: str = "") -> list[Record]:
    """All that was read, which must be without problems."""
    found = items(files, form)
    assert not problems(found), found
    return [item for item in found if isinstance(item, Record)]


def problems(found: list[Item]) -> list[tuple[str, int, str]]:
    return [(one.file, one.line, one.reason) for one in found if isinstance(one, Problem)]


def notes(found: list[Item]) -> list[str]:
    return [one.sentence for one in found if isinstance(one, Note)]


def only(found: list[Item]) -> Record:
    (record,) = (item for item in found if isinstance(item, Record))
    return record
