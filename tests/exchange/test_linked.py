"""Relations, speakers and figures out of a project and into another: nothing is lost or doubled."""

import csv
import io
from uuid import UUID

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.activity.models import Event
from annotator.annotations.models import Annotation, Relation
from annotator.exchange.choices import Rules, Selection, UnknownLabels
from annotator.exchange.reports import Report
from annotator.exchange.sentences import details
from annotator.exchange.services import import_articles, preview
from annotator.exchange.verification import findings
from annotator.formats.records import Options
from annotator.names import key
from annotator.projects.models import Project
from annotator.schemes.installing import install_news_scheme
from annotator.schemes.models import Label, RelationType
from annotator.speakers.models import Alias, Speaker
from tests import make
from tests.exchange import exports, linked
from tests.formats.files import lines, source

CREATE = Rules(labels=UnknownLabels.CREATE)
SKIP = Rules(labels=UnknownLabels.SKIP)


@pytest.fixture
def full(project: Project) -> Project:
    linked.fill(project)
    return project


def raw(project: Project, form: str = "jsonl", **choice: object) -> bytes:
    return exports.raw(Selection(project, **choice), form)  # type: ignore[arg-type]


def first(project: Project, **choice: object) -> dict[str, list[dict[str, object]]]:
    return orjson.loads(raw(project, **choice).splitlines()[0])


def table(project: Project, **choice: object) -> list[dict[str, str]]:
    written = raw(project, "csv", **choice).decode()
    return list(csv.DictReader(io.StringIO(written, newline="")))


def run(project: Project, data: bytes, rules: Rules = Rules()) -> Report:  # noqa: B008
    return import_articles(project=project, by=None, sources=[source("c.jsonl", data)], rules=rules)


@pytest.mark.parametrize("has_scheme", [True, False])
def test_a_project_with_everything_comes_back_byte_for_byte(
    full: Project, has_scheme: bool
) -> None:
    exported, other = raw(full), make.project()
    if has_scheme:
        install_news_scheme(other, None)
    report = run(other, exported, Rules() if has_scheme else CREATE)
    assert report.first_problems == []
    assert (report.relations, report.speakers) == (21, 3)
    assert raw(other) == exported
    assert list(findings()) == []
    assert run(make.project(), raw(other), CREATE).written


def test_who_speaks_is_exported_under_one_name(full: Project) -> None:
    found = first(full)
    names = [(one["name"], one["kind"], one["aliases"]) for one in found["speakers"]]
    assert names == [
        ("The Ministry", found["speakers"][0]["kind"], []),
        ("The Ministry", found["speakers"][1]["kind"], []),
        ("Yoav Gallant", "person", ["Gallant", "غالانت", "يوآف غالانت"]),
    ]
    pointing = [one["speaker"] for one in found["spans"] if one["quote"] in ("Yoav Gallant", "he")]
    assert set(pointing) == {found["speakers"][2]["id"]}


def test_what_an_import_makes_is_complete(full: Project) -> None:
    other = make.project()
    run(other, raw(full), CREATE)
    meanings = dict(Label.objects.filter(project=other).values_list("name", "meaning"))
    assert meanings["Claim"] == "claim"
    assert meanings["Figure"] == "figure"
    said_by = RelationType.objects.get(project=other, name="said by")
    assert [one.name for one in said_by.sources.all()] == ["Claim"]
    assert [one.name for one in said_by.targets.all()] == ["Speaker"]
    assert said_by.many
    assert not RelationType.objects.get(project=other, name="in").many
    names = Alias.objects.filter(speaker__project=other, speaker__name="Yoav Gallant")
    assert {one.name: one.key for one in names} == {
        name: key(name) for name in ("Yoav Gallant", "Gallant", "غالانت", "يوآف غالانت")
    }


def test_the_number_of_queries_depends_on_batches_alone(full: Project) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            raw(full)
        return len(captured)

    before = queries()
    entry = Speaker.objects.filter(project=full).first()
    label = Label.objects.get(project=full, name="Speaker")
    for n in range(10):
        one = make.annotation_set(make.article(full, f"Text {n}"), None, name="z")
        make.annotation(one, label, (0, 4), speaker=entry)
    assert queries() == before


def test_an_import_asks_no_query_for_each_speaker(full: Project) -> None:
    def imported(number: int) -> int:
        other = make.project()
        data = b"".join(_article(n, str(UUID(int=n + 1))) for n in range(number))
        with CaptureQueriesContext(connection) as captured:
            assert run(other, data, CREATE).speakers == number
        return len(captured)

    assert imported(40) == imported(3)


def _article(number: int, uid: str, name: str = "") -> bytes:
    one = {"kind": "gold", "name": "", "state": "open"}
    part = {"id": str(UUID(int=5)), "set": "gold", "label": "Speaker", "fragments": [[0, 4]]}
    part |= {"quote": "Text", "speaker": uid}
    entry = {"id": uid, "name": name or f"Name {number}", "aliases": [f"N. {number}"]}
    head = {"schema": "news-annotator/1", "id": f"a{number}", "text": f"Text {number}"}
    return lines(head | {"sets": [one], "spans": [part], "speakers": [entry]})


def test_a_speaker_is_found_by_id_then_by_name_and_stays_as_it_is(project: Project) -> None:
    mine = linked.speaker(project, "Ann Lee", uid=UUID(int=1))
    gone = linked.speaker(project, "A. Lee", uid=UUID(int=2), merged_into=mine)
    data = _article(1, str(mine.uid), "Ann B. Lee") + _article(2, str(gone.uid), "A. Lee")
    data += _article(3, str(UUID(int=3)), "ANN LEE") + _article(4, "x", "ann  lee")
    report = run(project, data, CREATE)
    assert (report.speakers, report.known_speakers) == (0, 4)
    assert set(Annotation.objects.values_list("speaker", flat=True)) == {mine.pk}
    assert [one.name for one in mine.aliases.all()] == ["Ann Lee"]


def test_speakers_of_one_name_stay_two(project: Project) -> None:
    """Which of them is meant, a name doesn't tell."""
    linked.speaker(project, "Ann Lee")
    linked.speaker(project, "Ann Lee")
    report = run(project, _article(1, str(UUID(int=3)), "Ann Lee"), CREATE)
    assert report.speakers == 1
    other = make.project()
    twins = _article(1, str(UUID(int=3)), "Ann Lee") + _article(2, str(UUID(int=4)), "Ann Lee")
    assert run(other, twins, CREATE).speakers == 2


def test_ids_that_are_no_uuids_count_in_their_article_only(project: Project) -> None:
    data = _article(1, "1", "Ann") + _article(2, "1", "Ben") + _article(3, "2", "ann")
    assert run(project, data, CREATE).speakers == 2
    ann = Speaker.objects.get(project=project, name="Ann")
    assert ann.annotations.count() == 2


def test_links_that_the_project_does_not_have_are_a_problem_that_names_them(
    full: Project,
) -> None:
    other = make.project()
    for name in ("Speaker", "Claim", "Figure", "Cue"):
        make.label(other, name)
    said_by = RelationType.objects.create(project=other, name="Said By", many=False)
    labels = Label.objects.filter(project=other)
    said_by.sources.set(labels.filter(name="Claim"))
    said_by.targets.set(labels.filter(name="Speaker"))
    in_ = RelationType.objects.create(project=other, name="in")
    in_.sources.set(labels.filter(name="Figure"))
    in_.targets.set(labels.filter(name="Figure"))
    (problem,) = run(other, raw(full)).first_problems
    for sentence in (
        "no link “introduces”.",
        "“in” can't lead from “Figure” to “Claim”",
        "one link “Said By” only",
    ):
        assert sentence in problem.reason
    assert not Relation.objects.filter(set__article__project=other).exists()


def test_such_links_can_be_left_out(full: Project) -> None:
    other = make.project()
    for name in ("Speaker", "Claim"):
        make.label(other, name)
    said_by = RelationType.objects.create(project=other, name="said by", many=False)
    labels = Label.objects.filter(project=other)
    said_by.sources.set(labels.filter(name="Claim"))
    said_by.targets.set(labels.filter(name="Speaker"))
    report = run(other, raw(full), SKIP)
    assert (report.relations, report.links_left_out, report.left_out) == (6, 15, 12)
    assert report.relations == Relation.objects.filter(type=said_by).count()
    assert list(findings()) == []


def test_kinds_of_links_become_wider_where_that_is_wanted(full: Project) -> None:
    other = make.project()
    make.label(other, "Claim")
    in_ = RelationType.objects.create(project=other, name="In")
    in_.sources.set(Label.objects.filter(project=other))
    in_.targets.set(Label.objects.filter(project=other))
    report = run(other, raw(full), CREATE)
    assert report.kinds == {
        "In": "wider",
        "introduces": "new",
        "quoted in": "new",
        "said by": "new",
    }
    assert {one.name for one in in_.sources.all()} == {"Claim", "Figure"}
    assert Event.objects.filter(kind="relation_type:changed", subject=str(in_.pk)).exists()
    assert list(findings()) == []


def test_too_many_kinds_of_links_are_a_mistake(project: Project) -> None:
    parts = [{"id": n, "start": n, "end": n + 1, "label": "x"} for n in range(60)]
    links = [{"from": n, "to": n + 1, "type": f"type {n}"} for n in range(59)]
    data = lines({"text": "x" * 60, "spans": parts, "relations": links})
    assert "more than 50 kinds of links" in run(project, data, CREATE).first_problems[0].reason


def test_a_preview_tells_of_links_and_speakers_and_writes_nothing(full: Project) -> None:
    other = make.project()
    report = preview(
        project=other,
        by=None,
        sources=[source("c.jsonl", raw(full))],
        options=Options(),
        rules=CREATE,
    )
    told = details(report)
    assert "21 links between them came as well." in told
    assert "3 speakers are new." in told
    kinds = "in (new), introduces (new), quoted in (new), said by (new)"
    assert f"4 kinds of links: {kinds}." in told
    for rows in (RelationType, Speaker, Label):
        assert not rows.objects.filter(project=other).exists()


def test_links_of_other_programs_get_ids_of_their_own(project: Project) -> None:
    parts = [{"id": n, "start": n, "end": n + 1, "label": "x"} for n in range(2)]
    links = [{"from": 0, "to": 1, "type": "next"}, {"from": 1, "to": 0, "type": "next"}]
    data = lines({"text": "xxx", "spans": parts, "relations": links})
    run(project, data, CREATE)
    there = list(Relation.objects.order_by("id").values_list("uid", "source", "target"))
    other = make.project()
    run(other, data, CREATE)
    again = Relation.objects.filter(set__article__project=other).order_by("id")
    assert list(again.values_list("uid", "source", "target")) == there


def test_one_label_alone_has_its_links_and_the_names_of_who_says_it(full: Project) -> None:
    claim = Label.objects.get(project=full, name="Claim")
    found = first(full, label_ids=(claim.pk,))
    assert {one["type"] for one in found["relations"]} == {"quoted in"}
    assert found["speakers"] == []
    outer = table(full, label_ids=(claim.pk,))[0]
    assert outer["speaker"] == "Yoav Gallant; he"
    assert outer["canonical_speaker"] == "Yoav Gallant"


def test_csv_has_it_all_in_rows(full: Project) -> None:
    rows = [row for row in table(full) if row["set"] == "gold"]
    outer, inner = (row for row in rows if row["label"] == "Claim")
    assert (outer["speaker"], outer["form"]) == ("Yoav Gallant; he", "direct")
    assert (inner["speaker"], inner["canonical_speaker"]) == ("the ministry", "The Ministry")
    assert inner["relations"].split(";")[0] == f"quoted in:{outer['annotation']}"
    figure = next(row for row in rows if row["quote"] == "1,200 people")
    assert (figure["value_low"], figure["comparator"], figure["confirmed"]) == ("1200", "≈", "true")
    he = next(row for row in rows if row["quote"] == "he")
    assert he["canonical_speaker"] == "Yoav Gallant"


def test_csv_tells_that_it_leaves_out_what_is_known_of_speakers(full: Project) -> None:
    assert exports.left_out(Selection(full), "csv")[-1] == (
        "What the register knows of 3 speakers beyond names is left out."
    )


def test_figures_that_bring_no_value_are_read(project: Project) -> None:
    text = "More than 1,200 people left."
    part = {"start": 10, "end": 22, "label": "figure"}
    data = lines({"text": text, "lang": "en", "spans": [part, part | {"label": "x"}]})
    run(project, data, CREATE)
    figure, other = Annotation.objects.order_by("id")
    assert figure.value["low"] == 1200
    assert (figure.value["comparator"], figure.value["confirmed"]) == (">", False)
    assert other.value is None
