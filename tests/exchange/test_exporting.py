"""The corpus out of the database: chosen, complete, in order, and the same after a round trip."""

import csv
import io
from uuid import UUID

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.errors import NotAllowed, NotFound
from annotator.exchange.choices import Rules, Selection, UnknownLabels
from annotator.exchange.services import import_articles, log_export
from annotator.exchange.verification import findings
from annotator.formats import native, rows
from annotator.formats.records import Record
from annotator.formats.registry import WRITTEN
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.exchange.exports import left_out, raw
from tests.formats.files import any_record, source

CREATE = Rules(labels=UnknownLabels.CREATE)


def jsonl(selection: Selection) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in raw(selection).splitlines()]


def table(selection: Selection) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw(selection, "csv").decode(), newline="")))


@pytest.fixture
def corpus(project: Project, ana: User, ben: User, claim: Label, speaker: Label) -> Selection:
    """One article with sets of Ana (submitted) and Ben (open, empty), and one with none."""
    article = make.article(project, uid="first", meta={"b": 1, "a": None})
    anas = make.annotation_set(article, ana, state=State.SUBMITTED)
    make.annotation(anas, claim, (13, 17), (66, 76), note="sure?", uid=UUID(int=1))
    make.annotation(anas, speaker, (0, 12), uid=UUID(int=2))
    make.annotation_set(article, ben)
    make.article(project, "Nothing here.", uid="second")
    return Selection(project)


def test_everything_is_exported_in_order(corpus: Selection) -> None:
    first, second = jsonl(corpus)
    assert (first["id"], second["id"]) == ("first", "second")
    assert first["meta"] == {"a": None, "b": 1}
    assert [one["id"] for one in first["sets"]] == ["annotator:ana", "annotator:ben"]  # type: ignore[attr-defined]
    assert second["sets"] == second["spans"] == []
    speaker, claim = first["spans"]  # type: ignore[misc]
    assert speaker == {
        "id": str(UUID(int=2)),
        "set": "annotator:ana",
        "label": "Speaker",
        "fragments": [[0, 12]],
        "quote": "The minister",
    }
    assert (claim["fragments"], claim["note"]) == ([[13, 17], [66, 76]], "sure?")


@pytest.mark.parametrize(
    ("choice", "sets", "spans"),
    [
        ({"states": (State.SUBMITTED,)}, ["annotator:ana"], 2),
        ({"states": (State.OPEN,)}, ["annotator:ben"], 0),
        ({"kinds": (Kind.GOLD,)}, [], 0),
    ],
)
def test_sets_are_chosen_and_articles_stay(
    corpus: Selection, choice: dict[str, str], sets: list[str], spans: int
) -> None:
    first, _second = jsonl(Selection(corpus.project, **choice))  # type: ignore[arg-type]
    assert [one["id"] for one in first["sets"]] == sets  # type: ignore[attr-defined]
    assert len(first["spans"]) == spans  # type: ignore[arg-type]


def test_one_persons_sets_one_label_and_only_annotated_articles(
    corpus: Selection, ana: User, claim: Label
) -> None:
    chosen = Selection(corpus.project, owner_id=ana.pk, label_ids=(claim.pk,), annotated_only=True)
    (only,) = jsonl(chosen)
    assert [one["label"] for one in only["spans"]] == ["Claim"]  # type: ignore[attr-defined]


def test_two_sets_of_one_name_are_told_apart(project: Project, article: Article, ana: User) -> None:
    make.annotation_set(article, ana)
    make.annotation_set(article, None, name="ana")
    (only,) = jsonl(Selection(project))
    assert [one["id"] for one in only["sets"]] == ["annotator:ana", "annotator:ana (2)"]  # type: ignore[attr-defined]


def test_other_projects_stay_out(corpus: Selection) -> None:
    make.article(make.project(), "Elsewhere.")
    assert len(jsonl(corpus)) == 2


def test_the_number_of_queries_depends_on_batches_alone(
    corpus: Selection, ana: User, claim: Label
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            raw(corpus)
        return len(captured)

    before = queries()
    for n in range(20):
        one = make.annotation_set(make.article(corpus.project, f"Text {n}"), ana)
        make.annotation(one, claim, (0, 4))
    assert queries() == before


@pytest.fixture
def gold(corpus: Selection, claim: Label, ana: User) -> Selection:
    """The first article has an accepted gold set of two annotations, the second a returned one."""
    first, second = Article.objects.order_by("id")
    one = make.annotation_set(first, None, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation(one, claim, (13, 17), provenance="majority", uid=UUID(int=3))
    make.annotation(one, claim, (18, 20), provenance="edited", uid=UUID(int=4))
    make.annotation_set(second, ana, state=State.RETURNED)
    return corpus


def test_gold_says_how_each_annotation_came_to_be_there(gold: Selection) -> None:
    first, _second = jsonl(Selection(gold.project, kinds=(Kind.GOLD,), states=(State.ACCEPTED,)))
    assert [one["provenance"] for one in first["spans"]] == ["majority", "edited"]  # type: ignore[attr-defined]
    rows = [row["provenance"] for row in table(gold) if row["set"] == "gold"]
    assert rows == ["majority", "edited"]


def test_gold_and_what_was_returned_come_back_byte_for_byte(gold: Selection, ana: User) -> None:
    other = make.project()
    make.member(other, ana)
    exported = raw(gold)
    import_articles(project=other, by=None, sources=[source("c.jsonl", exported)], rules=CREATE)
    assert raw(Selection(other)) == exported
    sets = AnnotationSet.objects.filter(article__project=other).order_by("id")
    assert {one.state: one.submitted is not None for one in sets} == {
        "accepted": True, "submitted": True, "returned": False, "open": False,
    }  # fmt: skip
    assert list(findings()) == []


def test_csv_has_a_row_for_each_annotation_and_for_what_has_none(corpus: Selection) -> None:
    found = table(corpus)
    assert [(row["article"], row["set"], row["label"]) for row in found] == [
        ("first", "annotator:ana", "Speaker"),
        ("first", "annotator:ana", "Claim"),
        ("first", "annotator:ben", ""),
        ("second", "", ""),
    ]
    assert found[1]["fragments"] == "13-17,66-76"


def test_csv_is_no_formula(project: Project, ana: User, claim: Label) -> None:
    article = make.article(project, "=1+1 is said", title="@SUM(A1)", uid="-1")
    make.annotation(make.annotation_set(article, ana), claim, (0, 4))
    (row,) = table(Selection(project))
    assert (row["article"], row["title"], row["quote"]) == ("'-1", "'@SUM(A1)", "'=1+1")


def test_csv_tells_what_it_leaves_out(corpus: Selection) -> None:
    assert left_out(corpus, "jsonl") == []
    assert left_out(corpus, "csv") == [
        "The texts of 2 articles are left out.",
        "The metadata of 1 article are left out.",
    ]


def test_csv_for_excel_begins_with_a_mark(corpus: Selection) -> None:
    assert raw(corpus, "csv", mark=True).startswith(rows.MARK.encode())


def test_who_may_take_what(corpus: Selection, ana: User, ben: User, rita: User, olga: User) -> None:
    own = Selection(corpus.project, owner_id=ana.pk)
    log_export(selection=corpus, by=rita, form=WRITTEN["jsonl"])
    log_export(selection=own, by=ana, form=WRITTEN["jsonl"])
    for person, selection, failure in (
        (ana, corpus, NotAllowed),
        (ben, own, NotAllowed),
        (olga, own, NotFound),
    ):
        with pytest.raises(failure):
            log_export(selection=selection, by=person, form=WRITTEN["jsonl"])
    assert Event.objects.filter(kind="corpus:exported").count() == 2


@settings(max_examples=40)
@given(st.lists(any_record(), min_size=1, max_size=3, unique_by=lambda one: one.text))
@pytest.mark.django_db
def test_an_export_imported_elsewhere_exports_the_same_bytes(records: list[Record]) -> None:
    for number, record in enumerate(records):
        record.uid = f"a-{number}"
    first, second = make.project(), make.project()
    written = b"".join(map(native.line, records))
    report = import_articles(
        project=first, by=None, sources=[source("c.jsonl", written)], rules=CREATE
    )
    assert report.first_problems == []
    exported = raw(Selection(first))
    import_articles(project=second, by=None, sources=[source("c.jsonl", exported)], rules=CREATE)
    assert raw(Selection(second)) == exported
    for mine, theirs in zip(records, exported.splitlines(), strict=True):
        found = orjson.loads(theirs)
        written_spans = orjson.loads(native.line(mine))["spans"]
        assert (found["text"], found["spans"]) == (mine.text, written_spans)


def test_sets_of_people_survive_a_round_trip(corpus: Selection, ana: User, ben: User) -> None:
    other = make.project()
    make.member(other, ana)
    make.member(other, ben)
    exported = raw(corpus)
    import_articles(project=other, by=None, sources=[source("c.jsonl", exported)], rules=CREATE)
    assert raw(Selection(other)) == exported
    assert jsonl(Selection(other, owner_id=ana.pk))[0]["spans"]
    assert list(findings()) == []
