"""Which entries are offered for a speaker in an article."""

from collections.abc import Callable

import pytest

from annotator.errors import InvalidInput
from annotator.projects.models import Project
from annotator.speakers import services
from annotator.speakers.models import Speaker
from annotator.speakers.queries import Suggestion, Used, Why, pointable, resolve, suggest
from tests import make

Add = Callable[..., Speaker]


@pytest.fixture
def add(project: Project) -> Add:
    def add(name: str, *aliases: str) -> Speaker:
        return services.create_speaker(project_id=project.pk, by=None, name=name, aliases=aliases)

    return add


def found(suggestions: list[Suggestion]) -> list[tuple[str, Why]]:
    return [(one.speaker.name, one.why) for one in suggestions]


def test_a_pronoun_is_who_was_mentioned_last_before(project: Project, add: Add):
    a, b, c = add("Ana Lind"), add("Ben Roth"), add("Cem Oz")
    used = [Used(a.pk, 10), Used(b.pk, 20), Used(a.pk, 5), Used(c.pk, 90)]
    assert found(suggest(project.pk, "She", "en", at=50, in_article=used)) == [
        ("Ben Roth", Why.MENTIONED),
        ("Ana Lind", Why.MENTIONED),
    ]


def test_a_surname_is_who_was_named_here(project: Project, add: Add):
    add("Gallant")
    yoav = add("Yoav Gallant")
    assert found(suggest(project.pk, "Gallant", "en", at=50, in_article=[Used(yoav.pk, 1)])) == [
        ("Yoav Gallant", Why.NAMED_HERE),
        ("Gallant", Why.SAME_NAME),
    ]


def test_the_same_words_in_the_article_come_first(project: Project, add: Add):
    yoav = add("Yoav Gallant")
    used = [Used(yoav.pk, 1, "Israel’s defence minister")]
    offered = suggest(project.pk, "Israel’s defence minister", "en", at=50, in_article=used)
    assert found(offered) == [("Yoav Gallant", Why.SAME_WORDS)]


def test_names_in_another_script_and_spelling(project: Project, add: Add):
    add("Hezbollah")
    add("Hisbah Board")
    add("Angela Merkel")
    for quote in ("حزب الله", "Hizbullah", "Hizbollah"):
        assert found(suggest(project.pk, quote))[0] == ("Hezbollah", Why.SAME_NAME)


def test_slips_of_the_pen(project: Project, add: Add):
    add("Angela Merkel")
    assert found(suggest(project.pk, "Angela Merkle"))[0] == ("Angela Merkel", Why.SIMILAR)


def test_one_that_only_sounds_alike_is_similar(project: Project, add: Add):
    add("Morkel")
    add("Merkel")
    assert found(suggest(project.pk, "Merkel")) == [
        ("Merkel", Why.SAME_NAME),
        ("Morkel", Why.SIMILAR),
    ]


def test_other_names_of_an_entry(project: Project, add: Add):
    add("Joseph Ratzinger", "Benedict XVI")
    offered = suggest(project.pk, "Pope Benedict XVI")
    assert [(one.speaker.name, one.name) for one in offered] == [
        ("Joseph Ratzinger", "Benedict XVI")
    ]


def test_merged_entries_lead_to_the_other(project: Project, add: Add):
    full, short = add("Yoav Gallant"), add("Galant")
    services.merge_speakers(project_id=project.pk, by=None, into=full.pk, others=[short.pk])
    assert found(suggest(project.pk, "Galant"))[0] == ("Yoav Gallant", Why.SAME_NAME)
    used = [Used(short.pk, 3)]
    assert found(suggest(project.pk, "he", "en", at=9, in_article=used)) == [
        ("Yoav Gallant", Why.MENTIONED)
    ]
    assert resolve([full.pk, short.pk]) == {full.pk: full, short.pk: full}
    assert pointable(project.pk, short.pk) == full


def test_other_projects_have_their_own(project: Project):
    other = services.create_speaker(project_id=make.project().pk, by=None, name="Hezbollah")
    assert suggest(project.pk, "Hezbollah") == []
    with pytest.raises(InvalidInput):
        pointable(project.pk, other.pk)


@pytest.mark.parametrize("quote", ["", "…", "\0", "x" * 5000, "🙂", "%_\\"])
def test_odd_words(project: Project, add: Add, quote: str):
    add("Ana Lind")
    suggest(project.pk, quote)


def test_two_queries_however_many(
    project: Project, add: Add, django_assert_num_queries: Callable[[int], object]
):
    entries = [add(f"Ana Lind {n}") for n in range(30)]
    used = [Used(one.pk, n) for n, one in enumerate(entries[:20])]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert len(suggest(project.pk, "Ana Lind", "en", at=9, in_article=used)) == 10
