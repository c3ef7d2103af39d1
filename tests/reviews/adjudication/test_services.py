"""From several sets to the gold one."""

from uuid import uuid4

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.reviews.adjudication import queries, services
from annotator.reviews.adjudication.settling import INTERSECTION, UNION, Choice
from annotator.reviews.models import Decision
from annotator.schemes.models import Label, RelationType
from annotator.speakers.services import create_speaker
from tests import make
from tests.reviews.adjudication import team

CLAIM = "more than 1,200 people had left"


@pytest.fixture
def text(project: Project) -> Article:
    return team.article(project)


@pytest.fixture
def sets(text: Article, ana: User, ben: User) -> tuple[AnnotationSet, AnnotationSet]:
    return team.submitted(text, ana), team.submitted(text, ben)


def test_what_all_have_alike_is_in_the_gold_set_at_once(text, sets, claim, rita) -> None:
    for one in sets:
        team.mark(one, claim, CLAIM)
    team.start(text, rita)
    assert team.in_gold(text) == [("Claim", CLAIM, "unanimous")]


def test_what_one_has_alone_is_open(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    assert team.in_gold(text) == []
    assert [one.kinds for one in team.conflicts(text, rita)] == [("missing",)]


def test_a_single_set_is_taken_as_it_is(text, ana, claim, rita) -> None:
    team.mark(team.submitted(text, ana), claim, CLAIM)
    team.start(text, rita)
    assert team.in_gold(text) == [("Claim", CLAIM, "accepted")]


@pytest.fixture
def third(text: Article, project: Project) -> AnnotationSet:
    carl = make.user("carl")
    make.member(project, carl)
    return team.submitted(text, carl)


def test_two_thirds_are_enough_where_the_project_says_so(
    text, sets, third, claim, project, rita
) -> None:
    project.majority = True
    project.save()
    for one in sets:
        team.mark(one, claim, CLAIM)
    team.mark(third, claim, "1,200 people had left")
    team.start(text, rita)
    assert team.in_gold(text) == [("Claim", CLAIM, "majority")]


def test_two_thirds_are_a_conflict_where_it_does_not(text, sets, third, claim, rita) -> None:
    for one in sets:
        team.mark(one, claim, CLAIM)
    team.mark(third, claim, "1,200 people had left")
    team.start(text, rita)
    assert team.in_gold(text) == []
    assert team.conflicts(text, rita)[0].majority in {one.pk for one in sets}


def test_a_version_is_taken(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.mark(sets[1], claim, "1,200 people had left")
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(take=sets[1].pk))
    assert team.in_gold(text) == [("Claim", "1,200 people had left", "adjudicated")]
    assert team.conflicts(text, rita)[0].settled == "decided"


@pytest.mark.parametrize(
    ("wanted", "quote"),
    [(UNION, CLAIM), (INTERSECTION, "1,200 people had"), ("33-56", "more than 1,200 people ")],
)
def test_borders_of_another_kind(text, sets, claim, rita, wanted, quote) -> None:
    team.mark(sets[0], claim, "more than 1,200 people had")
    team.mark(sets[1], claim, "1,200 people had left")
    team.start(text, rita)
    take = Choice(take=sets[0].pk, fields={"fragments": wanted})
    team.decide(text, rita, "more than", take)
    provenance = "edited" if wanted == "33-56" else "adjudicated"
    assert team.in_gold(text) == [("Claim", quote, provenance)]


def test_nothing_here_is_a_decision(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(nothing=True), reason="error", note=" No. ")
    assert team.in_gold(text) == []
    one = team.conflicts(text, rita)[0]
    assert (one.settled, one.decision.reason, one.decision.note) == ("decided", "error", "No.")


def test_what_was_unanimous_can_be_decided_too(text, sets, claim, rita) -> None:
    for one in sets:
        team.mark(one, claim, CLAIM)
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(nothing=True))
    assert team.in_gold(text) == []


def test_both_are_kept(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.mark(sets[1], claim, "1,200 people had left")
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(both=tuple(one.pk for one in sets)))
    quotes = [quote for _, quote, _ in team.in_gold(text)]
    assert quotes == [CLAIM, "1,200 people had left"]


def test_fields_come_from_different_versions(text, sets, claim, figure, rita) -> None:
    make.attribute(claim, "form")
    team.mark(sets[0], claim, CLAIM, attributes={"form": "direct"})
    team.mark(sets[1], claim, "1,200 people had left", attributes={"form": "indirect"})
    team.start(text, rita)
    fields = {"attribute:form": sets[1].pk}
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk, fields=fields))
    made = Annotation.objects.get(set=team.gold(text))
    assert (made.quote, made.attributes) == (CLAIM, {"form": "indirect"})


def test_a_label_brings_what_is_said_under_it(text, sets, claim, figure, rita) -> None:
    make.attribute(claim, "form")
    team.mark(sets[0], claim, "40 boats", attributes={"form": "direct"})
    team.mark(sets[1], figure, "40 boats")
    team.start(text, rita)
    fields = {"label": sets[1].pk}
    team.decide(text, rita, "40 boats", Choice(take=sets[0].pk, fields=fields))
    made = Annotation.objects.get(set=team.gold(text))
    assert (made.label, made.attributes) == (figure, {})


def test_a_figure_with_other_borders_is_read_again(text, sets, figure, rita) -> None:
    team.mark(sets[0], figure, "more than 1,200 people", value={})
    team.mark(sets[1], figure, "1,200 people", value={})
    team.start(text, rita)
    take = Choice(take=sets[1].pk, fields={"fragments": UNION})
    team.decide(text, rita, "more than", take)
    value = Annotation.objects.get(set=team.gold(text)).value
    assert (value["low"], value["comparator"]) == (1200, ">")


def test_a_label_that_no_version_has(text, sets, claim, figure, rita) -> None:
    make.attribute(claim, "form")
    make.attribute(figure, "sure", default="direct")
    team.mark(sets[0], claim, "40 boats", attributes={"form": "direct"})
    team.start(text, rita)
    other = Choice(take=sets[0].pk, fields={"label": f"label:{figure.pk}"})
    team.decide(text, rita, "40 boats", other)
    assert team.in_gold(text) == [("Figure", "40 boats", "edited")]
    made = Annotation.objects.get(set=team.gold(text))
    assert (made.attributes, made.value["low"]) == ({"sure": "direct"}, 40)


def test_a_label_that_no_version_has_leaves_what_it_has_no_place_for(
    text, sets, claim, speaker, said_by, rita, project
) -> None:
    entry = create_speaker(project_id=project.pk, by=None, name="The minister")
    named = team.mark(sets[0], speaker, "The minister", speaker=entry)
    make.relation(said_by, team.mark(sets[0], claim, CLAIM), named)
    team.start(text, rita)
    other = Choice(take=sets[0].pk, fields={"label": f"label:{claim.pk}"})
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))
    team.decide(text, rita, "The minister", other)
    made = Annotation.objects.get(set=team.gold(text), quote="The minister")
    assert (made.label, made.speaker, team.links(text)) == (claim, None, set())


def test_comparing_again_keeps_a_label_that_no_version_has(text, sets, claim, figure, rita) -> None:
    team.mark(sets[0], claim, "40 boats")
    team.start(text, rita)
    other = Choice(take=sets[0].pk, fields={"label": f"label:{figure.pk}"})
    team.decide(text, rita, "40 boats", other)
    AnnotationSet.objects.filter(pk=sets[1].pk).update(version=2)
    services.merge(article_id=text.pk, by=rita)
    assert team.in_gold(text) == [("Figure", "40 boats", "edited")]


@pytest.mark.parametrize("written", ["label:0", "label:x", "label:99999999999999999999"])
def test_a_label_of_nowhere_is_refused(text, sets, claim, rita, written) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    with pytest.raises(InvalidInput, match="not part of the project"):
        team.decide(text, rita, CLAIM, Choice(take=sets[0].pk, fields={"label": written}))


def test_a_label_that_is_switched_off_is_refused(text, sets, claim, figure, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    figure.active = False
    figure.save()
    other = Choice(take=sets[0].pk, fields={"label": f"label:{figure.pk}"})
    with pytest.raises(InvalidInput, match="switched off"):
        team.decide(text, rita, CLAIM, other)


def test_links_follow_the_cluster(text, sets, claim, speaker, said_by, rita) -> None:
    for one, words in zip(sets, ("The minister", "minister"), strict=True):
        make.relation(said_by, team.mark(one, claim, CLAIM), team.mark(one, speaker, words))
    team.start(text, rita)
    assert team.links(text) == set()
    team.decide(text, rita, "The minister", Choice(take=sets[1].pk))
    assert team.links(text) == {(CLAIM, "minister")}


def test_links_are_decided_on_their_own(text, sets, claim, speaker, said_by, rita) -> None:
    for one, words in zip(sets, ("The minister", "The mayor"), strict=True):
        ends = {name: team.mark(one, speaker, name) for name in ("The minister", "The mayor")}
        make.relation(said_by, team.mark(one, claim, CLAIM), ends[words])
    team.start(text, rita)
    assert team.conflict(text, rita, CLAIM).kinds == ("link",)
    fields = {"links": sets[1].pk}
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk, fields=fields))
    assert team.links(text) == {(CLAIM, "The mayor")}


def test_a_decision_taken_back_is_open_again(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))
    undone = services.undo(article_id=text.pk, by=rita, step=uuid4())
    one = team.conflicts(text, rita)[0]
    assert (team.in_gold(text), one.settled, undone.clusters) == ([], "", (one.cluster,))
    services.redo(article_id=text.pk, by=rita, step=uuid4())
    assert team.conflicts(text, rita)[0].settled == "decided"


def test_a_later_decision_counts_and_taken_back_the_earlier(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))
    team.decide(text, rita, CLAIM, Choice(nothing=True))
    assert team.in_gold(text) == []
    services.undo(article_id=text.pk, by=rita, step=uuid4())
    assert team.in_gold(text) == [("Claim", CLAIM, "adjudicated")]


def test_a_repeated_decision_changes_nothing(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    step = uuid4()
    for _ in range(2):
        made = team.decide(text, rita, CLAIM, Choice(take=sets[0].pk), step=step)
    assert made.change.repeated
    assert Decision.objects.count() == 1


def test_a_change_of_a_set_is_seen(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    AnnotationSet.objects.filter(pk=sets[1].pk).update(version=2)
    assert [one.id for one in queries.desk(text.pk, rita).stale] == [sets[1].pk]


def test_comparing_again_keeps_decisions(text, sets, claim, figure, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))
    for one in sets:
        team.mark(one, figure, "40 boats")
    AnnotationSet.objects.filter(pk__in=[one.pk for one in sets]).update(version=2)
    services.merge(article_id=text.pk, by=rita)
    assert team.in_gold(text) == [
        ("Claim", CLAIM, "adjudicated"),
        ("Figure", "40 boats", "unanimous"),
    ]
    assert not queries.desk(text.pk, rita).stale


def test_comparing_again_opens_what_has_come_apart(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    gone = team.mark(sets[1], claim, CLAIM)
    team.start(text, rita)
    gone.delete()
    services.merge(article_id=text.pk, by=rita)
    assert team.in_gold(text) == []
    assert [one.settled for one in team.conflicts(text, rita)] == [""]


def test_comparing_again_opens_a_decision_whose_cluster_has_come_apart(
    text, sets, claim, rita
) -> None:
    team.mark(sets[0], claim, CLAIM)
    gone = team.mark(sets[1], claim, "1,200 people")
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))
    gone.delete()
    services.merge(article_id=text.pk, by=rita)
    assert team.in_gold(text) == []
    assert [one.settled for one in team.conflicts(text, rita)] == [""]


def test_finishing_accepts_the_sets(text, sets, claim, rita) -> None:
    for one in sets:
        team.mark(one, claim, CLAIM)
    team.start(text, rita)
    services.finish(article_id=text.pk, by=rita)
    states = {one.state for one in AnnotationSet.objects.filter(article=text)}
    assert states == {State.ACCEPTED}
    assert not queries.desk(text.pk, rita).stale


def test_open_conflicts_keep_it_from_being_finished(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    with pytest.raises(InvalidInput, match="1 conflict is still open"):
        services.finish(article_id=text.pk, by=rita)


def test_a_set_that_changed_keeps_it_from_being_finished(text, sets, rita) -> None:
    team.start(text, rita)
    AnnotationSet.objects.filter(pk=sets[1].pk).update(version=2)
    with pytest.raises(Conflict, match="Compare again"):
        services.finish(article_id=text.pk, by=rita)


def test_a_finished_gold_set_is_not_changed_until_it_is_reopened(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.mark(sets[1], claim, CLAIM)
    team.start(text, rita)
    services.finish(article_id=text.pk, by=rita)
    with pytest.raises(NotAllowed):
        team.decide(text, rita, CLAIM, Choice(nothing=True))
    services.reopen(article_id=text.pk, by=rita)
    team.decide(text, rita, CLAIM, Choice(nothing=True))
    assert team.in_gold(text) == []


def test_the_second_reviewer_takes_over_and_the_first_is_told(text, sets, claim, rita, max) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    with pytest.raises(Conflict, match="Another reviewer"):
        team.decide(text, max, CLAIM, Choice(nothing=True))
    services.take_over(article_id=text.pk, by=max)
    team.decide(text, max, CLAIM, Choice(nothing=True))
    with pytest.raises(Conflict, match="Another reviewer"):
        team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))


def test_nobody_adjudicates_their_own(text, sets, rita, project) -> None:
    team.submitted(text, rita)
    with pytest.raises(NotAllowed, match="Somebody else"):
        team.start(text, rita)
    project.reviews_own = True
    project.save()
    team.start(text, rita)


def test_only_reviewers_adjudicate(text, sets, ana, olga) -> None:
    with pytest.raises(NotAllowed):
        team.start(text, ana)
    with pytest.raises(NotFound):
        team.start(text, olga)


def test_nothing_to_adjudicate(text, rita) -> None:
    with pytest.raises(InvalidInput, match="Nobody has handed in"):
        team.start(text, rita)


def test_work_that_is_not_handed_in_is_not_compared(text, ana, ben, claim, rita) -> None:
    team.mark(team.submitted(text, ana), claim, CLAIM)
    make.annotation_set(text, ben, state=State.IN_PROGRESS)
    team.start(text, rita)
    desk = queries.desk(text.pk, rita)
    assert ([one.person for one in desk.sources], len(desk.working)) == ([ana.pk], 1)


def test_everything_is_logged(text, sets, claim, rita) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    team.decide(text, rita, CLAIM, Choice(take=sets[0].pk))
    services.finish(article_id=text.pk, by=rita)
    kinds = list(Event.objects.filter(actor_id=rita.pk).values_list("kind", flat=True))
    assert {"gold:merged", "annotation:created", "gold:finished", "set:accepted"} <= {*kinds}


def test_a_desk_costs_the_same_whatever_is_on_it(
    text, sets, claim, speaker, said_by: RelationType, rita, django_assert_max_num_queries
) -> None:
    team.mark(sets[0], claim, CLAIM)
    team.start(text, rita)
    with django_assert_max_num_queries(9):
        queries.desk(text.pk, rita)
    for label, words in [(claim, "We will"), (speaker, "she"), (speaker, "The mayor")] * 4:
        team.mark(sets[0], label, words)
    with django_assert_max_num_queries(9):
        queries.desk(text.pk, rita)


def test_versions_of_the_gold_set_that_came_with_an_import_stay(
    text, sets, claim: Label, rita
) -> None:
    there = make.annotation_set(text, None, kind="gold")
    team.mark(there, claim, CLAIM)
    for one in sets:
        team.mark(one, claim, CLAIM)
    team.start(text, rita)
    assert team.in_gold(text) == [("Claim", CLAIM, "")]


def test_names_are_revealed_by_owners_only_and_logged(text, sets, rita, max) -> None:
    team.start(text, rita)
    with pytest.raises(NotAllowed):
        services.reveal(article_id=text.pk, by=rita)
    services.reveal(article_id=text.pk, by=max)
    found = services.reveal(article_id=text.pk, by=max)
    assert found.revealed
    assert Event.objects.filter(kind="gold:names_revealed").count() == 1


def test_since_when_it_is_held_is_known(text, sets, rita, max) -> None:
    team.start(text, rita)
    begun = queries.adjudication_of(text.pk).held
    services.take_over(article_id=text.pk, by=max)
    assert queries.adjudication_of(text.pk).held > begun
