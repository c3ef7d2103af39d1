"""The numbers of a built project: equal to the pure functions, kept as long as they are true."""

import ast
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import annotator.agreement
from annotator.accounts.models import User
from annotator.agreement import semeval
from annotator.agreement.alpha import alpha_of_articles
from annotator.agreement.attributes import attribute, units
from annotator.agreement.clusters import clusters
from annotator.agreement.coincidences import sums
from annotator.agreement.confusion import confusion
from annotator.agreement.disorder import unit
from annotator.agreement.gamma import aligned, gamma_of_articles
from annotator.agreement.links import links_f1
from annotator.agreement.model import Article as Compared
from annotator.agreement.noise import without_noise
from annotator.agreement.segments import layer
from annotator.agreement.spans_f1 import spans_f1
from annotator.agreement.unitizing import unitizing
from annotator.annotations import side_by_side
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.insights.agreement import loading, services, standing
from annotator.insights.agreement.numbers import REASONS, plain
from annotator.insights.agreement.scope import EVERYTHING, Scope
from annotator.insights.models import Comparison, Difference
from annotator.projects.models import Project
from annotator.schemes.models import Label, RelationType
from annotator.speakers.services import create_speaker, merge_speakers
from tests import make
from tests.insights.conftest import CLAIM, FIGURE, SPEAKER, TEXT

Annotate = Callable[..., AnnotationSet]


@pytest.fixture
def annotate(project: Project, labels: dict[str, Label], said_by: RelationType) -> Annotate:
    """A finished set of an article, with borders that are moved by so many characters."""
    make.attribute(labels["Claim"])

    def annotate(article: Any, who: User | None, by: int = 0, **values: Any) -> AnnotationSet:
        owned = make.annotation_set(article, who, **({"state": State.SUBMITTED} | values))
        claim = make.annotation(
            owned,
            labels["Claim"],
            (CLAIM[0], CLAIM[1] + by),
            attributes={"form": "direct" if by % 2 else "indirect"},
        )
        speaker = make.annotation(owned, labels["Speaker"], (SPEAKER[0] - 4 * (by > 1), SPEAKER[1]))
        if by < 3:
            make.annotation(owned, labels["Figure"], FIGURE)
            make.relation(said_by, claim, speaker)
        return owned

    return annotate


@pytest.fixture
def corpus(project: Project, annotate: Annotate, ana: User, ben: User, rita: User) -> list[Any]:
    """Five articles that two or three people annotated, one of which has a gold set."""
    articles = [make.article(project, f"{TEXT}\nNumber {n}", lang="en") for n in range(5)]
    for n, article in enumerate(articles):
        annotate(article, ana)
        annotate(article, ben, n % 4)
        if n % 2:
            annotate(article, None, 1, kind=Kind.IMPORTED, name="Kim")
    annotate(articles[0], rita, 0, kind=Kind.GOLD, state=State.ACCEPTED)
    return articles


def result(project: Project, scope: Scope = EVERYTHING) -> dict[str, Any]:
    found = services.compute(project_id=project.pk, scope=scope).result
    assert found
    return found


def pure(project: Project) -> list[Compared]:
    """The same articles, loaded without any of the code under test but places of people."""
    place = {"Ana Lind": 0, "ben": 1, "Kim": 2}
    found = []
    for article in project.articles.order_by("pk"):
        sources = side_by_side.sources(side_by_side.sets_of([article.pk]))
        ids = [one.id for one in sources]
        marks, ties = side_by_side.marks(ids), side_by_side.ties(ids)
        found.append(
            side_by_side.compared(
                article.pk,
                len(article.text),
                sorted(sources, key=lambda one: place[one.name]),
                marks,
                ties,
                lambda one: place[one.name],
            )
        )
    return found


@pytest.mark.usefixtures("corpus")
def test_f1_is_that_of_the_pure_function(project: Project):
    found = result(project)
    for one in spans_f1(pure(project)):
        part = found["parts"][one.label or ""]
        assert part["f1"][one.way] == plain(one.score)
        pairs = {(row["a"], row["b"]): row for row in part["pairs"][one.way]}
        for (a, b), score in one.by_pair.items():
            assert pairs[a, b] == {"a": a, "b": b} | plain(score)


@pytest.mark.usefixtures("corpus")
def test_without_noise_it_is_f1_of_stripped_spans(project: Project):
    found = result(project)
    texts = {one.pk: one.text for one in project.articles.all()}
    clean = [without_noise(one, texts[one.key]) for one in pure(project)]
    for one in spans_f1(clean, times=0):
        assert found["parts"][one.label or ""]["f1_clean"][one.way] == plain(one.score)


@pytest.mark.usefixtures("corpus")
def test_unitizing_is_that_of_the_pure_function(project: Project):
    found = result(project)
    everything = ["Speaker", "Claim", "Figure"]
    for label, layered in (("", everything), ("Claim", ["Claim"])):
        articles = [sums(one.length, layer(one, layered)) for one in pure(project)]
        expected = unitizing(articles)
        part = found["parts"][label]["u"]
        assert part["u"] == plain(expected.u_alpha)
        assert part["binary"] == plain(expected.binary_alpha)
        assert part["cu"] == plain(expected.cu_alpha)
        assert part["coverage"] == plain(expected.coverage)


@pytest.mark.usefixtures("corpus")
def test_gamma_attributes_and_links_are_those_of_the_pure_functions(project: Project):
    found, articles = result(project), pure(project)
    lined_up = [
        aligned([[unit(span) for span in made.spans] for made in one.sets.values()], one.length)
        for one in articles
    ]
    gamma = found["parts"][""]["gamma"]
    assert plain(gamma_of_articles(lined_up)).items() <= gamma.items()
    values = [units(clusters(one), attribute("form"), "Claim", list(one.sets)) for one in articles]
    (form,) = found["parts"]["Claim"]["attributes"]
    assert form["alpha"] == plain(alpha_of_articles(values))
    (said,) = found["links"]
    expected = links_f1(articles, "said by")
    assert said["given"] == plain(expected.given_spans)
    assert said["end"] == plain(expected.end_to_end)


@pytest.mark.usefixtures("corpus")
def test_confusion_is_that_of_the_pure_function(project: Project):
    found = {(one, other): n for one, other, n in result(project)["confusion"]}
    expected = confusion(pure(project))
    names = [None, "Speaker", "Claim", "Figure"]
    for one in names:
        for other in names:
            key = min(one or "", other or ""), max(one or "", other or "")
            assert found.get(key, 0) == expected.either(one, other)


def test_precision_and_recall_against_gold_are_strict_counts(
    project: Project, corpus: list[Any], ben: User
):
    of_ben = next(one for one in result(project)["gold"] if one["who"] == 1 and not one["label"])
    sets = [corpus[0].sets.get(kind=Kind.GOLD).pk, corpus[0].sets.get(owner=ben).pk]
    marks = side_by_side.marks(sets)
    gold, own = (tuple(map(side_by_side.span, marks[one])) for one in sets)
    counts = semeval.counts(gold, own, semeval.STRICT)
    assert of_ben["articles"] == 1
    assert of_ben["precision"]["value"] == counts.precision.value
    assert of_ben["recall"]["value"] == counts.recall.value


@pytest.mark.usefixtures("corpus")
def test_every_article_is_in_the_distribution_and_in_the_trend(project: Project):
    found = result(project)
    ids = set(project.articles.values_list("pk", flat=True))
    part = found["parts"][""]
    assert {pk for one in (*part["bins"], part["none"]) for pk in one} == ids
    assert {pk for one in found["trend"]["windows"] for pk in one["articles"]} == ids


def test_only_finished_independent_sets_of_two_people_are_compared(
    project: Project, annotate: Annotate, ana: User, ben: User, rita: User
):
    one, two, three = (make.article(project, f"{TEXT}\nNumber {n}") for n in range(3))
    annotate(one, ana)
    annotate(one, ben, state=State.IN_PROGRESS)
    annotate(two, ana)
    annotate(two, None, kind=Kind.SUGGESTED, name="Model")
    annotate(two, rita, kind=Kind.GOLD)
    annotate(three, ana)
    annotate(three, ana, kind=Kind.IMPORTED, name="Before")
    assert standing.standing(project.pk, EVERYTHING).articles == 0
    AnnotationSet.objects.filter(owner=ben).update(
        state=State.ACCEPTED, submitted=datetime(2025, 11, 3, tzinfo=UTC)
    )
    assert standing.standing(project.pk, EVERYTHING).articles == 1
    assert result(project)["articles"] == 1


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("scope", "articles"),
    [
        (Scope(people=("=Kim", "{ana}")), 2),
        (Scope(until=datetime(2020, 1, 1, tzinfo=UTC).date()), 0),
        (Scope(since=datetime(2020, 1, 1, tzinfo=UTC).date()), 5),
        (Scope(lang="en"), 5),
        (Scope(lang="ar"), 0),
    ],
    ids=str,
)
def test_a_scope_narrows_what_is_compared(scope: Scope, articles: int, project: Project, ana: User):
    people = tuple(key.format(ana=ana.pk) for key in scope.people)
    narrowed = Scope(people, scope.since, scope.until, scope.lang)
    assert standing.standing(project.pk, narrowed).articles == articles


def key(project: Project) -> str:
    return standing.standing(project.pk, EVERYTHING).key(EVERYTHING)


def test_the_key_changes_with_everything_a_result_depends_on(
    project: Project,
    corpus: list[Any],
    labels: dict[str, Label],
    monkeypatch: pytest.MonkeyPatch,
):
    seen = [key(project)]
    assert key(project) == seen[0]

    def moved() -> None:
        assert key(project) not in seen
        seen.append(key(project))

    one = corpus[0].sets.first()
    AnnotationSet.objects.filter(pk=one.pk).update(version=one.version + 1)
    moved()
    AnnotationSet.objects.filter(pk=one.pk).update(state=State.IN_PROGRESS, submitted=None)
    moved()
    Label.objects.filter(pk=labels["Claim"].pk).update(name="Quote")
    moved()
    make.attribute(labels["Speaker"], "gender")
    moved()
    given = {"project_id": project.pk, "by": None}
    first, second = (create_speaker(**given, name=name) for name in ("One", "Two"))
    merge_speakers(**given, into=first.pk, others=[second.pk])
    moved()
    monkeypatch.setattr(standing, "code_version", lambda: "another")
    moved()


def test_what_has_changed_since_is_counted(
    project: Project, corpus: list[Any], annotate: Annotate, rita: User
):
    made = services.compute(project_id=project.pk, scope=EVERYTHING)
    assert standing.changed(made, EVERYTHING) == 0
    ids = list(corpus[1].sets.values_list("pk", flat=True))
    AnnotationSet.objects.filter(pk=ids[0]).update(version=9)
    AnnotationSet.objects.filter(pk=ids[1]).update(state=State.RETURNED, submitted=None)
    annotate(corpus[2], rita)
    assert standing.changed(made, EVERYTHING) == 3


@pytest.mark.usefixtures("corpus")
def test_large_projects_are_sampled_evenly(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loading, "MOST", 3)
    made = services.compute(project_id=project.pk, scope=EVERYTHING)
    assert made.result
    assert (made.result["articles"], made.result["of"]) == (3, 5)
    assert standing.changed(made, EVERYTHING) == 0


@pytest.mark.usefixtures("corpus")
def test_batches_make_no_difference(project: Project, monkeypatch: pytest.MonkeyPatch):
    whole = result(project)
    monkeypatch.setattr(loading, "BATCH", 2)
    assert result(project) == whole


@pytest.mark.usefixtures("corpus")
def test_a_new_result_takes_the_place_of_the_old(project: Project):
    result(project)
    old = Difference.objects.count()
    assert old
    result(project)
    assert Comparison.objects.count() == 1
    assert Difference.objects.count() == old


@pytest.mark.usefixtures("corpus")
def test_results_of_many_filters_are_not_kept_for_ever(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(services, "KEPT", 2)
    for lang in ("en", "de", "fr", "ar"):
        result(project, Scope(lang=lang))
    kept = Comparison.objects.values_list("scope", flat=True)
    assert {"lang": "en"} not in list(kept)
    assert len(kept) == 3


def test_every_reason_can_be_translated():
    """The pure package speaks English; what it may say is listed where it can be translated."""
    for file in Path(annotator.agreement.__file__).parent.glob("*.py"):
        for sentence in sentences(ast.parse(file.read_text())):
            assert sentence in REASONS, f"{file.name}: {sentence}"


def sentences(tree: ast.Module) -> list[str]:
    """Strings that are whole sentences, but for docstrings and what is raised."""
    apart = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.Raise)
        for part in ast.walk(node)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and id(node) not in apart
        and isinstance(node.value, str)
        and node.value.endswith(".")
        and " " in node.value
    ]
