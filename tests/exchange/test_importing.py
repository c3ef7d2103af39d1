"""Articles from files into a project: all or nothing, each once, by owners only."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.models import Article
from annotator.errors import NotAllowed, NotFound
from annotator.exchange.choices import Rules, TakenIds, UnknownLabels
from annotator.exchange.reports import Listener, Report
from annotator.exchange.services import import_articles, preview, write
from annotator.formats.records import Item, Options, Problem
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.formats.files import archive, lines, source

CREATE = Rules(labels=UnknownLabels.CREATE)
SKIP = Rules(labels=UnknownLabels.SKIP)
GOOD_ONES = Rules(good_ones=True)
TEXT = "The minister said 1,200 left."


def run(project: Project, *files: tuple[str, bytes | str], rules: Rules = Rules()) -> Report:  # noqa: B008
    return import_articles(
        project=project, by=None, sources=[source(*file) for file in files], rules=rules
    )


def span(start: int, end: int, label: str = "Claim", **values: object) -> dict[str, object]:
    return {"start": start, "end": end, "label": label, **values}


def test_articles_are_stored_as_they_came(project: Project) -> None:
    data = lines({"id": "a", "text": TEXT, "title": "T", "lang": "en", "x": [1, "é"]})
    report = run(project, ("a.jsonl", data))
    article = Article.objects.get()
    assert (report.written, report.articles, report.words) == (True, 1, 5)
    assert (article.uid, article.title, article.text, article.words) == ("a", "T", TEXT, 5)
    assert (article.lang, article.meta, article.revision) == ("en", {"x": [1, "é"]}, 1)
    assert article.project == project


def test_one_problem_and_nothing_is_written_but_all_problems_are_told(project: Project) -> None:
    heard: list[Item] = []

    class Ear(Listener):
        def hear(self, item: Item) -> None:
            heard.append(item)

    files = [
        source("a.jsonl", lines({"text": "One"}, {"x": 1}, {"text": ""})),
        source("b.png", "x"),
    ]
    report = import_articles(project=project, by=None, sources=files, listener=Ear())
    assert not report.written
    assert not Article.objects.exists()
    assert not Event.objects.filter(kind="articles:imported").exists()
    told = [(one.file, one.line) for one in heard if isinstance(one, Problem)]
    assert told == [("a.jsonl", 2), ("a.jsonl", 3), ("b.png", 0)]
    assert report.problems == 3


def test_the_good_ones_are_written_if_that_is_wanted(project: Project) -> None:
    report = run(project, ("a.jsonl", lines({"text": "One"}, {"x": 1})), rules=GOOD_ONES)
    assert (report.written, report.articles, report.problems) == (True, 1, 1)
    assert Article.objects.count() == 1


def test_problems_found_late_leave_nothing_behind(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.exchange.batches.BATCH", 1)
    data = lines({"text": "One", "spans": [span(0, 3, "New")]}, {"text": "Two"}, {"x": 1})
    report = run(project, ("a.jsonl", data), rules=CREATE)
    assert not report.written
    assert not Article.objects.exists()
    assert not Label.objects.exists()


def test_a_text_comes_in_once(project: Project) -> None:
    run(project, ("a.txt", "One\n"))
    report = run(project, ("b.txt", "One\r\n"), ("c.txt", "Two"), ("d.txt", "Two"))
    assert (report.articles, report.duplicates, report.repeated) == (1, 1, 1)
    assert Article.objects.count() == 2


def test_the_same_text_may_be_in_two_projects(project: Project) -> None:
    run(project, ("a.txt", "One"))
    assert run(make.project(), ("a.txt", "One")).articles == 1


def test_annotations_that_came_with_a_duplicate_are_told(project: Project) -> None:
    data = lines({"text": TEXT, "spans": [span(0, 3)]})
    run(project, ("a.jsonl", data), rules=CREATE)
    assert run(project, ("a.jsonl", data), rules=CREATE).left_behind == 1


def test_an_id_that_another_text_has_is_a_problem(project: Project) -> None:
    run(project, ("a.jsonl", lines({"id": "a", "text": "One"})))
    report = run(project, ("a.jsonl", lines({"id": "a", "text": "Two"})))
    assert report.first_problems[0].reason == "Another text has the id “a”."
    report = run(project, ("b.jsonl", lines({"id": "b", "text": "3"}, {"id": "b", "text": "4"})))
    assert (report.problems, report.first_problems[0].line) == (1, 2)


def test_such_an_article_can_get_another_id(project: Project) -> None:
    data = lines({"id": "a", "text": "One"}, {"id": "a", "text": "Two"})
    report = run(project, ("a.jsonl", data), rules=Rules(ids=TakenIds.RENAME))
    first, second = Article.objects.order_by("id")
    assert (first.uid, second.uid) == ("a", f"a-{second.digest[:8]}")
    assert report.renamed == 1


def test_ids_made_from_file_names_never_stand_in_the_way(project: Project) -> None:
    report = run(project, ("x/a.txt", "One"), ("y/a.txt", "Two"), ("c.jsonl", lines({"text": "3"})))
    assert report.problems == 0
    assert [one.uid for one in Article.objects.order_by("id")][:1] == ["a"]


@pytest.mark.parametrize("good_ones", [True, False])
def test_unknown_labels_are_a_problem_that_names_them(project: Project, good_ones: bool) -> None:
    data = lines({"text": TEXT, "spans": [span(0, 3, "person")]})
    report = run(project, ("a.jsonl", data), rules=Rules(good_ones=good_ones))
    assert report.first_problems[0].reason == "The project has no label “person”."
    assert not Article.objects.exists()


def test_unknown_labels_can_be_made(project: Project, claim: Label) -> None:
    data = lines({"text": TEXT, "spans": [span(0, 3, "person"), span(4, 12, "claim")]})
    report = run(project, ("a.jsonl", data), rules=CREATE)
    assert report.new_labels == ["person"]
    labels = set(Annotation.objects.values_list("label__name", flat=True))
    assert labels == {"person", "Claim"}
    assert Event.objects.filter(kind="label:created").count() == 1


def test_unknown_labels_can_be_left_out(project: Project, claim: Label) -> None:
    spans = [span(0, 3, "person"), span(4, 12)]
    data = lines({"text": TEXT, "spans": spans}, {"text": "Two", "spans": [span(0, 3, "x")]})
    report = run(project, ("a.jsonl", data), rules=SKIP)
    assert (report.left_out, report.annotations, report.sets) == (2, 1, 1)
    assert Annotation.objects.get().quote == "minister"


def test_too_many_labels_are_a_mistake(project: Project) -> None:
    text = "x" * 200
    spans = [span(n, n + 1, f"label {n}") for n in range(101)]
    report = run(project, ("a.jsonl", lines({"text": text, "spans": spans})), rules=CREATE)
    assert "more than 100 new labels" in report.first_problems[0].reason


def test_spans_become_an_imported_set_with_the_same_ids_every_time(project: Project) -> None:
    data = lines({"text": TEXT, "spans": [span(0, 3, id="S0"), span(4, 12, id="S0"), span(4, 9)]})
    run(project, ("gum.jsonl", data), rules=CREATE)
    one = AnnotationSet.objects.get()
    assert (one.kind, one.owner, one.name, one.state) == (
        "imported",
        None,
        "gum.jsonl",
        "submitted",
    )
    assert one.version == 3
    uids = list(one.annotations.order_by("id").values_list("uid", flat=True))
    assert len(set(uids)) == 3
    other = make.project()
    run(other, ("gum.jsonl", data), rules=CREATE)
    again = AnnotationSet.objects.get(article__project=other).annotations.order_by("id")
    assert list(again.values_list("uid", flat=True)) == uids


def native(name: str, kind: str = "annotator") -> bytes:
    set_id = f"{kind}:{name}"
    one = {"id": set_id, "kind": kind, "name": name, "state": "submitted"}
    one |= {"created": "2026-01-02T03:04:05Z", "updated": "2026-01-02T03:04:06Z"}
    one |= {"submitted": "2026-01-02T03:04:06.5Z"}
    part = {"id": str(UUID(int=7)), "set": set_id, "label": "Claim", "fragments": [[0, 3]]}
    part |= {"quote": "The", "note": "sure?"}
    head = {"schema": "news-annotator/1", "id": "a", "text": TEXT}
    return lines(head | {"sets": [one], "spans": [part]})


def test_a_set_of_a_member_becomes_theirs(project: Project, claim: Label, ana: User) -> None:
    run(project, ("c.jsonl", native("ana")))
    one = AnnotationSet.objects.get()
    assert (one.owner, one.name, one.state) == (ana, "", "submitted")
    assert one.submitted is not None
    assert one.submitted.microsecond == 500_000
    assert one.annotations.get().note == "sure?"
    assert one.annotations.get().uid == UUID(int=7)


@pytest.mark.parametrize(("name", "kind"), [("olga", "annotator"), ("ana", "suggested")])
def test_any_other_set_belongs_to_nobody_and_keeps_its_name(
    project: Project, claim: Label, olga: User, name: str, kind: str
) -> None:
    run(project, ("c.jsonl", native(name, kind)))
    one = AnnotationSet.objects.get()
    assert (one.owner, one.name, one.kind) == (None, name, kind)


def test_an_import_is_one_event(project: Project, max: User) -> None:
    files = [source("a.jsonl", lines({"text": TEXT, "spans": [span(0, 3)]}, {"text": "Two"}))]
    import_articles(project=project, by=max, sources=files, rules=CREATE)
    event = Event.objects.get(kind="articles:imported")
    assert (event.actor_id, event.project_id) == (max.pk, project.pk)
    ids = list(Article.objects.order_by("id").values_list("id", flat=True))
    assert event.after["ranges"]["articles_article"] == ids
    assert event.after["counts"]["annotations"] == 1


def test_an_import_without_anything_new_is_no_event(project: Project) -> None:
    run(project, ("a.txt", "One"))
    run(project, ("a.txt", "One"))
    assert Event.objects.filter(kind="articles:imported").count() == 1


def test_only_owners_import(project: Project, rita: User, ana: User, olga: User) -> None:
    for person, failure in ((rita, NotAllowed), (ana, NotAllowed), (olga, NotFound)):
        with pytest.raises(failure):
            import_articles(project=project, by=person, sources=[])


def test_a_preview_says_what_would_be_and_writes_nothing(project: Project) -> None:
    data = lines({"text": TEXT, "spans": [span(0, 3, "New")]}, {"text": TEXT}, {"x": 1})
    report = preview(
        project=project,
        by=None,
        sources=[source("a.jsonl", data)],
        options=Options(),
        rules=CREATE,
    )
    assert (report.articles, report.repeated, report.problems) == (1, 1, 1)
    assert report.new_labels == ["New"]
    assert report.first_rows[0].beginning == TEXT
    for table in (Article, Label, Event):
        assert not table.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_import_holds_up_other_imports_and_the_scheme_but_nobody_else() -> None:
    target = make.project()
    lock = f"hashtextextended('import into project {target.pk}', 0)"
    row = f"SELECT FROM projects_project WHERE id = {target.pk} FOR"

    def items() -> Iterator[Item]:
        with connection.copy().cursor() as other:
            other.execute(f"SELECT pg_try_advisory_lock({lock})")
            assert other.fetchone() == (False,)
            other.execute(f"{row} NO KEY UPDATE NOWAIT")
            with pytest.raises(OperationalError):
                other.execute(f"{row} UPDATE NOWAIT")
            other.connection.close()
        yield Problem("a", 1, "seen")

    with transaction.atomic():
        assert write(target, None, items(), Rules(), Listener(), []).problems == 1


MUTABLE = [
    ("a.jsonl", native("ana") + lines({"text": TEXT, "spans": [span(0, 3, text="The")]})),
    ("a.csv", b"id,text,title\n1,One,T\n2,Two,T\n"),
    ("a.zip", archive(("a.txt", "One"), ("b.jsonl", lines({"text": "Two"})))),
]


@settings(max_examples=60)
@given(
    st.sampled_from(MUTABLE),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4),
    st.integers(0, 10_000),
)
@pytest.mark.django_db
def test_damaged_files_are_written_whole_or_not_at_all(
    file: tuple[str, bytes], changes: list[tuple[int, int]], end: int
) -> None:
    name, data = file[0], bytearray(file[1])
    for place, byte in changes:
        data[place % len(data)] = byte
    target = make.project()
    report = run(target, (name, bytes(data[: end % (len(data) + 1)])), rules=CREATE)
    stored = Article.objects.filter(project=target).count()
    assert stored == (report.articles if report.written else 0)
    assert report.written == (report.problems == 0)


def test_new_labels_are_made_in_the_order_of_the_file(project: Project) -> None:
    found = [span(0, 1, name) for name in ("d", "b", "e", "a", "c")]
    run(project, ("a.jsonl", lines({"text": TEXT, "spans": found})), rules=CREATE)
    made = Label.objects.filter(project=project, name__in="abcde").order_by("pk")
    assert "".join(label.name for label in made) == "dbeac"
