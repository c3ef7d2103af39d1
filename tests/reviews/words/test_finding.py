"""Where strings and speakers stand, in articles that are handed in."""

import pytest

from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.reviews.words import finding
from annotator.reviews.words.asked import Asked, Entry, How
from annotator.speakers.services import create_speaker
from tests import make
from tests.reviews.adjudication import team
from tests.reviews.words import places


def quotes(project, by, **asked) -> list[str]:
    found = finding.stretch(project, by, Asked(**asked))
    return [found.texts[one.article].text[one.start : one.end] for one in found.places]


def searchable(article: Article) -> Article:
    """As the indexer leaves it."""
    Article.objects.filter(pk=article.pk).update(search="'word'")
    return article


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize(
    ("words", "how", "expected"),
    [
        ("200", How.WORDS, ["200"]),
        ("200", How.WITHIN, ["200", "200"]),
        ("mayor", How.WORDS, ["mayor", "Mayor"]),
        ("mayor", How.EXACT, ["mayor"]),
        ("may", How.WORDS, []),
        ("may", How.WITHIN, ["may", "May"]),
        ("no", How.WITHIN, ["no"]),
        ("100%", How.WITHIN, []),
        ("_", How.WITHIN, []),
    ],
)
def test_strings(project, ana, rita, indexed, words, how, expected) -> None:
    made = places.article(project, ana)
    if indexed:
        searchable(made)
    assert quotes(project, rita, words=words, how=how) == expected


def test_right_to_left(project, ana, rita) -> None:
    places.article(project, ana, text="قال الوزير إن الوزيرة قالت: الوزير", lang="ar")
    assert quotes(project, rita, words="الوزير") == ["الوزير", "الوزير"]


def test_only_what_is_handed_in(project, ana, rita) -> None:
    places.article(project)
    make.annotation_set(places.article(project), ana, state=State.IN_PROGRESS)
    assert quotes(project, rita, words="mayor") == []


def test_reviewers_who_have_still_to_annotate_blind_see_nothing_of_others(
    project, ana, rita
) -> None:
    make.annotation_set(places.article(project, ana), rita, state=State.IN_PROGRESS)
    assert quotes(project, rita, words="mayor", how=How.EXACT) == []
    project.blind = False
    assert quotes(project, rita, words="mayor", how=How.EXACT) == ["mayor"]


def test_other_projects_stay_out(project, ana, rita, max) -> None:
    places.article(make.project(max), ana)
    assert quotes(project, rita, words="mayor") == []


@pytest.mark.parametrize("words", ["mayor", "no"])
def test_stretches_are_all_there_is_and_nothing_twice(
    project, ana, rita, monkeypatch, words
) -> None:
    monkeypatch.setattr(finding, "ARTICLES", 2)
    monkeypatch.setattr(finding, "READ", 3)
    made = [places.article(project, ana, text=f"{words} one") for _ in range(5)]
    seen, after = [], 0
    for _ in range(9):
        found = finding.stretch(project, rita, Asked(words=words), after=after)
        seen += [one.article for one in found.places]
        after = found.more
        if not after:
            break
    assert seen == [one.pk for one in made]


def test_a_stretch_ends_after_many_places(project, ana, rita, monkeypatch) -> None:
    monkeypatch.setattr(finding, "PLACES", 2)
    first, _second = (places.article(project, ana) for _ in range(2))
    found = finding.stretch(project, rita, Asked(words="mayor"))
    assert ({one.article for one in found.places}, found.more) == ({first.pk}, first.pk)


@pytest.fixture
def entry(project, rita) -> Entry:
    made = create_speaker(project_id=project.pk, by=rita, name="Ana Lind")
    return Entry(made, [made.pk], ["Ana Lind", "Lind"])


def test_a_speaker_by_names_and_by_annotations(project, ana, rita, speaker, entry) -> None:
    named = places.article(project, ana, text="Ana Lind spoke. Then Lind left. Linden trees.")
    pointed = places.article(project, ana)
    places.mark(pointed, ana, speaker, "The mayor", speaker=entry.speaker)
    found = finding.stretch(project, rita, Asked(entry=entry))
    texts = [found.texts[one.article].text[one.start : one.end] for one in found.places]
    assert texts == ["Ana Lind", "Lind", "The mayor"]
    assert {one.article for one in found.places} == {named.pk, pointed.pk}


def test_what_points_to_a_speaker_is_one_place_with_the_name_in_it(
    project, ana, rita, speaker, entry
) -> None:
    made = places.article(project, ana, text="The mayor, Ana Lind, spoke.")
    places.mark(made, ana, speaker, "The mayor, Ana Lind", speaker=entry.speaker)
    assert quotes(project, rita, entry=entry) == ["The mayor, Ana Lind"]


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow(
    project, ana, rita, entry, django_assert_max_num_queries, count
) -> None:
    for _ in range(count):
        places.article(project, ana)
    with django_assert_max_num_queries(7):
        finding.stretch(project, rita, Asked(words="mayor"))
    with django_assert_max_num_queries(9):
        finding.stretch(project, rita, Asked(entry=entry))


def test_gold_is_not_what_annotators_handed_in(project, rita) -> None:
    made = places.article(project)
    team.submitted(made, None, kind="gold")
    assert quotes(project, rita, words="mayor") == []
