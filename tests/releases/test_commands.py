"""The commands, as they are typed."""

from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.core.management import CommandError, call_command

from annotator.activity.models import Event
from annotator.projects.models import Project
from annotator.releases.models import Release
from annotator.releases.storing import Folder
from tests.releases.conftest import read

pytestmark = pytest.mark.django_db(transaction=True)


def call(*words: object, **options: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_release_is_made_with_good_defaults(corpus: Project) -> None:
    said = call("make_release", "floods", "--name", "First")
    assert "Release 1 is ready: 10 articles, 20 annotations" in said
    release = Release.objects.get()
    assert (release.name, release.state) == ("First", Release.State.READY)
    assert release.manifest
    assert release.manifest["choice"]["formats"] == [["csv", ""]]


def test_everything_can_be_said_otherwise(corpus: Project) -> None:
    words = ("--kind", "annotator", "--split", "50/20/30", "--seed", "7", "--split-by", "source")
    call("make_release", "floods", *words, "--formats", "", "--licence", "CC0-1.0", "--no-texts")
    manifest = Release.objects.get().manifest
    assert manifest
    choice = manifest["choice"]
    assert choice["selection"] == {"kinds": ["annotator"]}
    assert choice["split"] == {
        "by": "source", "shares": [50, 20, 30], "seed": 7, "threshold": 0.8,
    }  # fmt: skip
    assert (choice["texts"], choice["licence"], choice["formats"]) == (False, "CC0-1.0", [])


def test_days_can_be_said(corpus: Project) -> None:
    call("make_release", "floods", "--split-by", "date", "--test-from", "2026-02-12")
    manifest = Release.objects.get().manifest
    assert manifest
    splits = manifest["counts"]["release"]["splits"]
    assert {side: own["articles"] for side, own in splits.items()} == {"train": 8, "test": 2}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), "no project"),
        (("floods", "--split", "1/2/3"), "add up to 100"),
        (("floods", "--formats", "cvs"), "no format to choose"),
        (("floods", "--source", "nowhere.example"), "No article fits"),
    ],
)
def test_what_cannot_be_is_told(corpus: Project, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call("make_release", *words)


def test_releases_are_listed(corpus: Project) -> None:
    call("make_release", "floods", "--name", "First")
    call("make_release", "floods")
    listed = call("list_releases", "floods").splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["2", "ready"], ["1", "ready"]]
    assert listed[1].endswith("\tFirst")


def test_what_waits_is_built(corpus: Project) -> None:
    assert "Built: 0." in call("build_releases")


def test_a_release_is_put_into_a_folder(corpus: Project, tmp_path: Path) -> None:
    call("make_release", "floods")
    call("export_release", "floods", "1", "-o", tmp_path / "floods-1")
    release = Release.objects.get()
    for file in release.files:
        assert (tmp_path / "floods-1" / file["name"]).read_bytes() == read(release, file["name"])
    assert Event.objects.filter(kind="release:downloaded").count() == len(release.files)
    with pytest.raises(CommandError, match="File exists"):
        call("export_release", "floods", "1", "-o", tmp_path / "floods-1")


def test_a_file_that_changed_is_told(corpus: Project, tmp_path: Path) -> None:
    call("make_release", "floods")
    list(Folder(Release.objects.get().folder).write([("README.md", b"Other")]))
    with pytest.raises(CommandError, match="not what was built"):
        call("export_release", "floods", "1", "-o", tmp_path / "floods-1")


def test_texts_come_back_byte_for_byte(corpus: Project, tmp_path: Path) -> None:
    call("make_release", "floods")
    call("make_release", "floods", "--no-texts")
    for number in (1, 2):
        call("export_release", "floods", number, "-o", tmp_path / str(number))
    copies = []
    for article in corpus.articles.all():
        copies.append(tmp_path / f"{article.uid}.txt")
        copies[-1].write_text(article.text, newline="\r\n")
    said = call("restore_texts", tmp_path / "2", "--from", *copies)
    assert "has every text" in said
    whole = (tmp_path / "2" / "corpus-with-texts.jsonl").read_bytes()
    assert whole == (tmp_path / "1" / "corpus.jsonl").read_bytes()


def test_what_is_not_found_is_told(corpus: Project, tmp_path: Path) -> None:
    call("make_release", "floods", "--no-texts")
    call("export_release", "floods", "1", "-o", tmp_path / "1")
    (tmp_path / "a.txt").write_text("Another text")
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "restore_texts", str(tmp_path / "1" / "corpus.jsonl"), "--from",
            str(tmp_path / "a.txt"), "-o", str(tmp_path / "out.jsonl"), stderr=err,
        )  # fmt: skip
    assert "a-0: its text was not found." in err.getvalue()
    first = orjson.loads((tmp_path / "out.jsonl").read_bytes().splitlines()[0])
    assert "text" not in first
