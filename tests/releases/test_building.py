"""What is in a release, and that it is the same whenever it is built."""

import csv
import hashlib
import io
import zipfile

import orjson
import pyarrow.parquet
import pytest

from annotator.annotations.states import Kind, State
from annotator.errors import InvalidInput
from annotator.projects.models import Project
from annotator.releases.choices import OFFERED
from annotator.releases.models import Release
from annotator.releases.storing import Folder
from annotator.schemes.models import Label
from annotator.splitting.rules import By, Rule
from tests import make
from tests.releases.conftest import Releasing, built, everything, read


def lines(release: Release) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in read(release, "corpus.jsonl").splitlines()]


def test_what_is_in_a_release(releasing: Releasing) -> None:
    release = releasing(name="First")
    assert [file["name"] for file in release.files] == [
        "corpus.jsonl", "csv/corpus.csv", "guidelines.md", "README.md", "manifest.json",
        "SHA256SUMS", "floods-1.zip",
    ]  # fmt: skip
    assert release.state == Release.State.READY
    assert release.size == sum(len(data) for data in everything(release).values())


def test_gold_alone_is_in_it_unless_more_is_chosen(releasing: Releasing) -> None:
    found = lines(releasing())
    assert len(found) == 10
    assert {one["id"] for article in found for one in article["sets"]} == {"gold"}  # type: ignore[attr-defined]


def test_every_file_has_its_checksum(releasing: Releasing) -> None:
    release = releasing()
    files = everything(release)
    for file in release.files:
        assert hashlib.sha256(files[file["name"]]).hexdigest() == file["sha256"]
        assert len(files[file["name"]]) == file["bytes"]
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums.keys() == files.keys() - {"SHA256SUMS", "floods-1.zip"}
    manifest = orjson.loads(files["manifest.json"])
    assert {file["name"]: file["sha256"] for file in manifest["files"]}.items() <= sums.items()


def test_the_archive_holds_every_file_in_a_folder(releasing: Releasing) -> None:
    release = releasing()
    files = everything(release)
    with zipfile.ZipFile(io.BytesIO(files.pop("floods-1.zip"))) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {f"floods-1/{name}": data for name, data in files.items()}


def test_built_again_it_is_the_same_to_the_byte(releasing: Releasing) -> None:
    release = releasing(soft_labels=True)
    first = everything(release)
    Release.objects.filter(pk=release.pk).update(
        state="waiting", built=None, manifest=None, files=[], size=0
    )
    assert everything(built(release)) == first


def test_the_same_choice_makes_the_same_data_under_another_number(releasing: Releasing) -> None:
    first, second = (everything(releasing()) for _ in range(2))
    for name in ("corpus.jsonl", "csv/corpus.csv", "guidelines.md"):
        assert first[name] == second[name]


def test_articles_are_on_sides_in_every_format(releasing: Releasing) -> None:
    release = releasing(rule=Rule(shares=(50, 20, 30)))
    sides = {one["id"]: one["split"] for one in lines(release)}
    assert sorted(map(list(sides.values()).count, ("train", "dev", "test"))) == [2, 3, 5]
    table = csv.DictReader(io.StringIO(read(release, "csv/corpus.csv").decode(), newline=""))
    assert {row["article"]: row["split"] for row in table} == sides


def test_sources_are_on_one_side_and_nothing_is_divided_if_nobody_wants_it(
    releasing: Releasing,
) -> None:
    found = lines(releasing(rule=Rule(By.SOURCE, shares=(50, 0, 50))))
    assert len({(one["source"], one["split"]) for one in found}) == 2
    assert all("split" not in one for one in lines(releasing(rule=Rule(By.NOTHING))))


def test_soft_labels_are_counted_and_their_sets_come_along(releasing: Releasing) -> None:
    release = releasing(soft_labels=True)
    first = lines(release)[0]
    assert [one["id"] for one in first["sets"]] == ["annotator:ana", "annotator:ben", "gold"]  # type: ignore[attr-defined]
    soft = orjson.loads(read(release, "soft_labels.jsonl").splitlines()[0])
    assert soft["annotators"] == ["ana", "ben"]
    assert soft["spans"] == [
        {
            "fragments": [[0, 6]],
            "labels": {"Claim": 1, "Speaker": 1},
            "unmarked": 0,
            "gold": ["Claim"],
        },
        {"fragments": [[10, 22]], "labels": {}, "unmarked": 2, "gold": ["Speaker"]},
    ]
    assert len(lines(release)) == 10


def test_no_word_of_an_article_is_in_a_release_without_texts(releasing: Releasing) -> None:
    formats = ("csv", ""), ("huggingface", "")
    release = releasing(texts=False, soft_labels=True, formats=formats)
    for name, data in everything(release).items():
        assert b"minister" not in data, name
        if name.endswith(".parquet"):
            assert "minister" not in str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist())
    assert "restore_texts" in read(release, "README.md").decode()


def test_formats_that_need_texts_are_refused_without(releasing: Releasing) -> None:
    with pytest.raises(InvalidInput, match="without texts"):
        releasing(texts=False, formats=(("doccano", ""),))


def test_nothing_to_release_is_told(releasing: Releasing) -> None:
    with pytest.raises(InvalidInput, match="No article fits"):
        releasing(selection={"sources": ("nowhere.example",)})


def test_the_manifest_names_what_was_chosen(releasing: Releasing, claim: Label) -> None:
    release = releasing(selection={"label_ids": (claim.pk,)}, licence="CC-BY-4.0")
    assert release.manifest is not None
    assert release.manifest["choice"]["selection"]["labels"] == ["Claim"]
    assert release.manifest["licence"] == "CC-BY-4.0"
    assert release.manifest["counts"]["release"]["labels"]["Claim"]["all"] == 10
    assert release.manifest["counts"]["project"] == {
        "articles": 12, "sets": 34, "annotations": 44, "relations": 0,
    }  # fmt: skip
    guidelines = hashlib.sha256(read(release, "guidelines.md")).hexdigest()
    assert release.manifest["guidelines"] == {
        "sha256": guidelines,
        "version": guidelines[:12],
    }


def test_the_manifest_tells_what_formats_leave_out(releasing: Releasing) -> None:
    release = releasing()
    assert release.manifest
    assert release.manifest["losses"] == {"jsonl": {}, "csv": {"texts": 10}}
    assert "The texts of 10 articles are left out." in read(release, "README.md").decode()


def test_what_was_stored_before_is_gone(releasing: Releasing, corpus: Project) -> None:
    release = releasing()
    list(Folder(release.folder).write([("left/over", b"x")]))
    Release.objects.update(state="waiting", built=None, manifest=None, files=[], size=0)
    built(release)
    assert not Folder(release.folder).holds("left/over")


def test_near_duplicates_are_named_and_stay_together(
    releasing: Releasing, corpus: Project, claim: Label
) -> None:
    text = " ".join(f"word{n}" for n in range(200))
    for n in range(2):
        article = make.article(corpus, f"{text} {n}", uid=f"twin-{n}")
        gold = make.annotation_set(article, None, kind=Kind.GOLD, state=State.ACCEPTED)
        make.annotation(gold, claim, (0, 5))
    release = releasing(rule=Rule(shares=(34, 33, 33)))
    assert release.manifest
    assert release.manifest["near_duplicates"]["groups"] == [["twin-0", "twin-1"]]
    sides = {one["split"] for one in lines(release) if str(one["id"]).startswith("twin")}
    assert len(sides) == 1


@pytest.mark.parametrize("name", OFFERED)
def test_every_format_is_the_same_to_the_byte_when_it_is_built_again(
    releasing: Releasing, name: str
) -> None:
    first, second = (everything(releasing(formats=((name, ""),))) for _ in range(2))
    own = [path for path in first if path.startswith(f"{name}/")]
    assert own
    assert {path: first[path] for path in own} == {path: second[path] for path in own}
