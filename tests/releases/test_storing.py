"""Files on a disk, and what ``verify`` says of them."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from annotator.accounts.models import User
from annotator.exchange.verification import findings
from annotator.releases.services import delete_release
from annotator.releases.storing import Folder
from annotator.releases.tidying import clear_deleted
from tests.releases.conftest import Releasing


@pytest.fixture
def disk(tmp_path: Path, settings: Settings) -> Path:
    """As the settings have it, in a folder of the test."""
    own = settings.RELEASES["OPTIONS"] | {"location": tmp_path / "releases"}
    settings.STORAGES = {**settings.STORAGES, "releases": settings.RELEASES | {"OPTIONS": own}}
    return tmp_path / "releases"


def files(disk: Path) -> list[str]:
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())


def test_files_are_for_the_application_only(disk: Path, releasing: Releasing) -> None:
    release = releasing()
    assert (disk / release.folder / "csv" / "corpus.csv").stat().st_mode & 0o777 == 0o600
    assert (disk / release.folder).stat().st_mode & 0o777 == 0o700
    assert len(release.folder) == 32


def test_nothing_is_left_of_a_folder_that_is_cleared(disk: Path, releasing: Releasing) -> None:
    release, other = releasing(), releasing()
    Folder(release.folder).clear()
    assert not (disk / release.folder).exists()
    assert (disk / other.folder / "corpus.jsonl").exists()
    Folder("nowhere").clear()


def test_what_a_deletion_left_is_cleared_away(disk: Path, releasing: Releasing, max: User) -> None:
    """Its own transaction never ends in a test, so nothing has been cleared yet."""
    deleted, kept = releasing(), releasing()
    (disk / "unknown").mkdir()
    delete_release(release=deleted, by=max)
    assert (disk / deleted.folder).exists()
    clear_deleted()
    assert {path.name for path in disk.iterdir()} == {kept.folder, "unknown"}


def test_where_nothing_was_stored_there_is_nothing_to_clear(disk: Path, db: None) -> None:
    clear_deleted()
    assert not disk.exists()


def test_a_file_of_the_same_name_is_replaced(disk: Path) -> None:
    for data in (b"first", b"second"):
        [stored] = Folder("x").write([("a/b.txt", data[:3]), ("a/b.txt", data[3:])])
    assert (stored.name, stored.bytes) == ("a/b.txt", 6)
    assert files(disk) == ["x/a/b.txt"]
    assert (disk / "x/a/b.txt").read_bytes() == b"second"


def test_all_is_well_with_what_was_just_built(disk: Path, releasing: Releasing) -> None:
    releasing()
    assert list(findings()) == []


def test_a_file_that_is_missing_or_changed_is_found(disk: Path, releasing: Releasing) -> None:
    release = releasing()
    (disk / release.folder / "README.md").unlink()
    (disk / release.folder / "corpus.jsonl").write_bytes(b"{}\n")
    assert sorted(map(str, findings())) == [
        f"release {release.pk}: Its file README.md is missing.",
        f"release {release.pk}: Its file corpus.jsonl is not what was built.",
    ]
