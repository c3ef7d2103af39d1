"""How occurrences are labelled, counted and filtered."""

import pytest

from annotator.reviews.words.asked import NOTHING, Extent, How, Way
from annotator.reviews.words.wishes import Action
from tests import make
from tests.reviews.adjudication import team
from tests.reviews.words import places


@pytest.fixture
def text(project, ana, ben):
    return places.article(project, ana, ben)


def rows(project, by, **asked):
    return places.found(project, by, **{"how": How.EXACT} | asked).rows


def test_who_labelled_it_how(project, text, ana, ben, claim, speaker, rita) -> None:
    places.mark(text, ana, speaker)
    places.mark(text, ben, claim)
    (row,) = rows(project, rita)
    assert {(one.label, one.way, len(one.sets)) for one in row.seen} == {
        (speaker.pk, Way.SAME, 1),
        (claim.pk, Way.SAME, 1),
    }
    assert (row.differs, row.silent, row.settled) == (True, 0, False)


@pytest.mark.parametrize(
    ("words", "way"),
    [("The mayor", Way.LONGER), ("ayo", Way.SHORTER), ("yor said", Way.ACROSS)],
)
def test_longer_and_shorter_ones_are_shown_and_not_counted(
    project, text, ana, claim, rita, words, way
) -> None:
    places.mark(text, ana, claim, words)
    (row,) = rows(project, rita)
    assert [(one.way, one.about) for one in row.seen] == [(way, False)]
    assert places.found(project, rita, how=How.EXACT).counts == [(NOTHING, 1)]
    (row,) = rows(project, rita, extent=Extent.TOUCHING)
    assert (row.labels, row.silent, row.differs) == ({claim.pk}, 1, True)


def test_counts_and_filters(project, text, ana, ben, claim, rita) -> None:
    places.mark(text, ana, claim)
    found = places.found(project, rita)
    assert found.counts == [(claim.pk, 1), (NOTHING, 1)]
    assert [one.place.start for one in found.rows] == [4, text.text.index("Mayor")]
    assert [one.place.start for one in places.found(project, rita, label=str(claim.pk)).rows] == [4]
    assert places.found(project, rita, label=NOTHING).rows[0].labels == set()
    assert [one.place.start for one in places.found(project, rita, differs=True).rows] == [4]


def test_what_both_marked_alike_is_no_difference(project, text, ana, ben, claim, rita) -> None:
    places.mark(text, ana, claim)
    places.mark(text, ben, claim)
    assert rows(project, rita, differs=True) == []


def test_what_the_gold_set_says(project, text, ana, ben, claim, rita) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim)
    team.start(text, rita)
    (row,) = rows(project, rita)
    assert ([one.label for one in row.gold], row.settled) == ([claim.pk], True)
    assert rows(project, rita, open=True) == []


def test_nothing_here_settles_it_too(project, text, ana, claim, rita) -> None:
    places.mark(text, ana, claim)
    places.decide(project, rita, Action.REJECT, [places.place(text)])
    (row,) = rows(project, rita)
    assert (row.gold, row.settled) == ((), True)


def test_imported_sets_count(project, text, claim, rita) -> None:
    imported = team.submitted(text, None, kind="imported", name="model")
    team.mark(imported, claim, "mayor")
    (row,) = rows(project, rita)
    assert (len(row.of), row.silent) == (3, 2)


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow(
    project, ana, ben, claim, rita, django_assert_max_num_queries, count
) -> None:
    for _ in range(count):
        made = places.article(project, ana, ben)
        places.mark(made, ana, claim)
        make.annotation_set(made, None, kind="gold")
    with django_assert_max_num_queries(11):
        places.found(project, rita)
