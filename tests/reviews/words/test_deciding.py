"""Decisions about many places at once, and taking them back."""

from uuid import uuid4, uuid5

import pytest

from annotator.activity.models import Event
from annotator.annotations.models import Annotation, Step
from annotator.annotations.states import State
from annotator.assignments.models import Slot
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.reviews.adjudication import services as adjudication
from annotator.reviews.adjudication.settling import Choice
from annotator.reviews.models import Adjudication, Decision
from annotator.reviews.words import batches
from annotator.reviews.words.asked import Extent, Place
from annotator.reviews.words.wishes import Action, Skip, Wish
from tests import make
from tests.reviews.adjudication import team
from tests.reviews.words import places


@pytest.fixture
def text(project, ana, ben):
    return places.article(project, ana, ben)


@pytest.fixture
def other(project, ana, ben):
    return places.article(project, ana, ben)


def skipped(batch) -> dict[Skip, int]:
    return dict(batch.skipped)


def test_accepting_the_majority(project, text, other, ana, ben, claim, figure, rita) -> None:
    third = make.user("cleo")
    for article in (text, other):
        team.submitted(article, third)
        places.mark(article, ana, claim)
        places.mark(article, third, figure)
    places.mark(text, ben, claim)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.ACCEPT, chosen)
    assert team.in_gold(text) == [("Claim", "mayor", "adjudicated")]
    assert team.in_gold(other) == []
    assert (made.places, made.articles, skipped(made)) == (1, 1, {Skip.SPLIT: 1})


def test_what_most_have_not_marked_is_no_majority(project, text, ana, claim, rita) -> None:
    places.mark(text, ana, claim)
    made = places.decide(project, rita, Action.ACCEPT, [places.place(text)])
    assert skipped(made) == {Skip.SPLIT: 1}


def test_accepting_a_label(project, text, other, ana, ben, claim, figure, rita) -> None:
    places.mark(text, ana, claim)
    places.mark(text, ben, figure)
    places.mark(other, ben, figure)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.ACCEPT, chosen, label=claim)
    assert team.in_gold(text) == [("Claim", "mayor", "adjudicated")]
    assert skipped(made) == {Skip.UNLABELLED: 1}


def test_relabelling(project, text, other, ana, ben, claim, figure, speaker, rita) -> None:
    for article in (text, other):
        for person in (ana, ben):
            places.mark(article, person, claim)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.RELABEL, chosen, label=speaker)
    for article in (text, other):
        assert team.in_gold(article) == [("Speaker", "mayor", "edited")]
    assert (made.places, made.articles, made.label) == (2, 2, "Speaker")
    assert set(Decision.objects.values_list("batch", flat=True)) == {made.id}


def test_relabelling_takes_a_version_that_has_the_label(
    project, text, ana, ben, claim, speaker, rita
) -> None:
    places.mark(text, ana, claim)
    places.mark(text, ben, speaker)
    places.decide(project, rita, Action.RELABEL, [places.place(text)], label=speaker)
    assert team.in_gold(text) == [("Speaker", "mayor", "adjudicated")]


def test_rejecting(project, text, ana, ben, claim, rita) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim)
    places.decide(project, rita, Action.REJECT, [places.place(text)])
    assert team.in_gold(text) == []
    assert team.conflicts(text, rita)[0].settled == "decided"


def test_what_is_longer_is_not_meant_unless_it_is_said(
    project, text, ana, ben, claim, rita
) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim, "The mayor said")
    made = places.decide(project, rita, Action.REJECT, [places.place(text)])
    assert (len(team.in_gold(text)), skipped(made)) == (1, {Skip.UNMARKED: 1})
    touching = {"extent": Extent.TOUCHING}
    made = places.decide(project, rita, Action.REJECT, [places.place(text)], **touching)
    assert (team.in_gold(text), made.places) == ([], 1)


def test_only_conflicts_with_the_label_that_was_looked_for(
    project, text, ana, ben, claim, speaker, rita
) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim, "The mayor said")
        places.mark(text, person, speaker, "The mayor")
    asked = {"extent": Extent.TOUCHING, "only": speaker.pk}
    places.decide(project, rita, Action.REJECT, [places.place(text)], **asked)
    assert [label for label, _, _ in team.in_gold(text)] == ["Claim"]


def test_several_places_in_one_annotation_are_one_decision(
    project, text, ana, ben, claim, rita
) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim, "The mayor said")
    chosen = [places.place(text, "mayor"), places.place(text, "said")]
    made = places.decide(project, rita, Action.REJECT, chosen, extent=Extent.TOUCHING)
    assert (made.places, len(made.steps)) == (2, 1)


def test_marking_what_nobody_marked(project, text, other, ana, speaker, rita) -> None:
    places.mark(other, ana, speaker)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.MARK, chosen, label=speaker)
    assert team.in_gold(text) == [("Speaker", "mayor", "edited")]
    assert skipped(made) == {Skip.MARKED: 1}
    again = places.decide(project, rita, Action.MARK, chosen[:1], label=speaker)
    assert skipped(again) == {Skip.STANDS: 1}


def test_what_stands_so_already_is_left(project, text, ana, ben, claim, rita) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim)
    made = places.decide(project, rita, Action.ACCEPT, [places.place(text)])
    assert (skipped(made), team.in_gold(text)) == (
        {Skip.STANDS: 1},
        [("Claim", "mayor", "unanimous")],
    )


def _finished(text, rita, **_) -> None:
    team.start(text, rita)
    for one in team.conflicts(text, rita):
        team.decide(text, rita, one.cluster, Choice(nothing=True))
    adjudication.finish(article_id=text.pk, by=rita)


def _held(text, max, **_) -> None:
    team.start(text, max)


def _unfinished(text, ben, **_) -> None:
    made = places.own(text, ben)
    made.state, made.submitted = State.RETURNED, None
    made.save()


def _room(text, project, **_) -> None:
    Slot.objects.create(project=project, article=text, number=3, shuffle=1)


def _annotated(text, rita, **_) -> None:
    team.submitted(text, rita)


def _stale(text, rita, ben, **_) -> None:
    team.start(text, rita)
    made = places.own(text, ben)
    made.version += 1
    made.save()


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (_finished, Skip.FINISHED),
        (_held, Skip.HELD),
        (_unfinished, Skip.UNFINISHED),
        (_room, Skip.UNFINISHED),
        (_annotated, Skip.OWN),
        (_stale, Skip.STALE),
    ],
)
def test_articles_that_are_skipped(
    project, text, other, ana, ben, claim, rita, max, happens, why
) -> None:
    for article in (text, other):
        places.mark(article, ana, claim)
    happens(text=text, project=project, ben=ben, rita=rita, max=max)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.REJECT, chosen)
    assert (made.places, skipped(made)) == (1, {why: 1})


def test_an_article_of_another_project_is_not_there(project, ana, rita, max) -> None:
    foreign = places.article(make.project(max), ana)
    made = places.decide(project, rita, Action.REJECT, [places.place(foreign)])
    assert skipped(made) == {Skip.GONE: 1}
    assert not Adjudication.objects.exists()


def test_a_place_beyond_the_text_is_not_there(project, text, speaker, rita) -> None:
    beyond = [Place(text.pk, 5, 5), Place(text.pk, 5, 10_000)]
    made = places.decide(project, rita, Action.MARK, beyond, label=speaker)
    assert skipped(made) == {Skip.GONE: 2}


def test_what_went_back_with_the_work_is_taken_up(project, text, ana, claim, rita, max) -> None:
    places.mark(text, ana, claim)
    team.start(text, max)
    gold = team.gold(text)
    gold.owner = None
    gold.save()
    made = places.decide(project, rita, Action.REJECT, [places.place(text)])
    assert (made.places, team.gold(text).owner) == (1, rita)


def test_an_adjudication_in_ones_hands_goes_on_with_annotators_at_work(
    project, text, ana, ben, claim, rita
) -> None:
    places.mark(text, ana, claim)
    made = places.own(text, ben)
    made.state, made.submitted = State.IN_PROGRESS, None
    made.save()
    team.start(text, rita)
    assert places.decide(project, rita, Action.REJECT, [places.place(text)]).places == 1


def test_the_same_request_again_changes_nothing(project, text, ana, claim, rita) -> None:
    places.mark(text, ana, claim)
    batch = uuid4()
    first, again = (
        places.decide(project, rita, Action.REJECT, [places.place(text)], batch=batch)
        for _ in range(2)
    )
    assert (first.id, first.steps) == (again.id, again.steps)
    assert Decision.objects.count() == Event.objects.filter(kind="batch:decided").count() == 1


def test_another_choice_on_the_same_page_is_another_batch(
    project, text, other, ana, claim, rita
) -> None:
    batch = uuid4()
    for article in (text, other):
        places.mark(article, ana, claim)
        places.decide(project, rita, Action.REJECT, [places.place(article)], batch=batch)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("action", [Action.RELABEL, Action.MARK])
def test_a_label_is_needed(project, text, figure, rita, action) -> None:
    with pytest.raises(InvalidInput, match="Choose a label"):
        places.decide(project, rita, action, [places.place(text)])
    figure.active = False
    figure.save()
    with pytest.raises(InvalidInput, match="switched off"):
        places.decide(project, rita, action, [places.place(text)], label=figure)


def test_a_label_of_another_project_is_refused(project, text, rita, max) -> None:
    foreign = make.label(make.project(max))
    with pytest.raises(InvalidInput, match="not part"):
        places.decide(project, rita, Action.ACCEPT, [places.place(text)], label=foreign)


def test_none_and_too_many(project, text, rita) -> None:
    with pytest.raises(InvalidInput, match="at least one"):
        places.decide(project, rita, Action.REJECT, [])
    many = [Place(text.pk, n, n + 1) for n in range(501)]
    with pytest.raises(InvalidInput, match="at most 500"):
        places.decide(project, rita, Action.REJECT, many)
    wide = [Place(n, 0, 1) for n in range(201)]
    with pytest.raises(InvalidInput, match="in 201 articles"):
        places.decide(project, rita, Action.REJECT, wide)


def test_only_reviewers_decide(project, text, ana, olga) -> None:
    with pytest.raises(NotAllowed):
        places.decide(project, ana, Action.REJECT, [places.place(text)])
    with pytest.raises(NotFound):
        places.decide(project, olga, Action.REJECT, [places.place(text)])


def test_all_is_taken_back_in_one_step(
    project, text, other, ana, ben, claim, speaker, rita
) -> None:
    for person in (ana, ben):
        places.mark(text, person, claim)
    chosen = [places.place(one) for one in (text, other)]
    made = places.decide(project, rita, Action.RELABEL, chosen, label=speaker)
    marked = places.decide(project, rita, Action.MARK, chosen, label=speaker)
    assert (made.places, marked.places) == (1, 1)
    for batch in (marked, made):
        assert places.undo(project, rita, batch.id).left == ()
    assert (team.in_gold(text), team.in_gold(other)) == ([("Claim", "mayor", "unanimous")], [])
    assert Event.objects.filter(kind="batch:undone").count() == 2


def test_taken_back_twice_it_is_taken_back_once(project, text, ana, claim, rita) -> None:
    places.mark(text, ana, claim)
    made = places.decide(project, rita, Action.REJECT, [places.place(text)])
    assert [places.undo(project, rita, made.id).places for _ in range(2)] == [1, 0]


def test_what_has_changed_since_stays(project, text, other, ana, ben, claim, speaker, rita) -> None:
    for article in (text, other):
        for person in (ana, ben):
            places.mark(article, person, claim)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.RELABEL, chosen, label=speaker)
    team.decide(text, rita, "mayor", Choice(nothing=True))
    undone = places.undo(project, rita, made.id)
    assert (undone.places, [(one.place, one.why) for one in undone.left]) == (
        1,
        [(places.place(text), Skip.CHANGED)],
    )
    assert (team.in_gold(text), len(team.in_gold(other))) == ([], 1)


def test_what_is_finished_or_in_other_hands_stays(
    project, text, other, ana, claim, rita, max
) -> None:
    for article in (text, other):
        places.mark(article, ana, claim)
    chosen = [places.place(text), places.place(other)]
    made = places.decide(project, rita, Action.REJECT, chosen)
    adjudication.finish(article_id=text.pk, by=rita)
    adjudication.take_over(article_id=other.pk, by=max)
    left = places.undo(project, rita, made.id).left
    assert {one.why for one in left} == {Skip.FINISHED, Skip.HELD}


def test_nobody_takes_back_what_others_did(project, text, ana, claim, rita, max) -> None:
    places.mark(text, ana, claim)
    made = places.decide(project, rita, Action.REJECT, [places.place(text)])
    with pytest.raises(NotFound):
        places.undo(project, max, made.id)


def test_a_batch_is_all_or_nothing(project, text, other, speaker, rita) -> None:
    wish, batch = Wish(Action.MARK, speaker.pk), uuid4()
    chosen = [places.place(text), places.place(other)]
    taken = uuid5(uuid5(batch, repr((wish, chosen))), f"{other.pk}/{chosen[1].key}")
    Step.objects.create(id=taken, number=1, set=text.sets.first(), by=rita, kind=Step.Kind.CHANGE)
    with pytest.raises(Conflict, match="under this number"):
        places.decide(project, rita, Action.MARK, chosen, label=speaker, batch=batch)
    assert not Adjudication.objects.exists()
    assert not Annotation.objects.filter(set__kind="gold").exists()


def test_what_is_undone_shows_in_the_list(project, text, ana, claim, rita) -> None:
    places.mark(text, ana, claim)
    made = places.decide(project, rita, Action.REJECT, [places.place(text)])
    (past,) = batches.latest(project, rita)
    assert (past.batch.id, past.standing, past.undone) == (made.id, 1, None)
    places.undo(project, rita, made.id)
    (past,) = batches.latest(project, rita)
    assert (past.is_undone, past.undone.places) == (True, 1)
