"""Verdicts on one annotator's set."""

from uuid import uuid4

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.services import annotate, change_annotation, submit
from annotator.annotations.states import Kind, Provenance, State
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.reviews import returning
from annotator.reviews.adjudication import services as adjudication
from annotator.reviews.models import Adjudication, Review
from annotator.schemes.models import Label, RelationType
from tests import make


@pytest.fixture
def handed_in(article: Article, ana: User, claim: Label, speaker: Label, said_by: RelationType):
    """Ana's set: a claim, said by a speaker."""
    made = make.annotation_set(article, ana, state=State.SUBMITTED)
    said = make.annotation(made, claim, (0, 20), attributes={"form": "direct"}, note="Why?")
    make.relation(said_by, said, make.annotation(made, speaker, (4, 12)))
    return made


def now(one: AnnotationSet) -> AnnotationSet:
    return AnnotationSet.objects.get(pk=one.pk)


def gold_of(article: Article) -> AnnotationSet:
    return AnnotationSet.objects.get(article=article, kind=Kind.GOLD)


def seen(one: AnnotationSet, by: User) -> dict[str, object]:
    return {"set_id": one.pk, "by": by, "version": now(one).version}


def accept(one: AnnotationSet, by: User) -> AnnotationSet:
    return returning.accept(**seen(one, by))


def return_(one: AnnotationSet, by: User, **why: str) -> AnnotationSet:
    return returning.return_(**seen(one, by), **(why or {"reason": "error"}))


def test_what_is_accepted_is_nobodys_turn(handed_in: AnnotationSet, rita: User):
    accept(handed_in, rita)
    assert now(handed_in).state == State.ACCEPTED


def test_accepting_makes_a_finished_gold_set(
    handed_in: AnnotationSet, article: Article, rita: User
):
    accept(handed_in, rita)
    row = Adjudication.objects.get(article=article)
    assert row.finished
    assert (row.gold.state, row.gold.owner) == (State.ACCEPTED, rita)


def test_the_gold_set_says_the_same(handed_in: AnnotationSet, article: Article, rita: User):
    accept(handed_in, rita)
    said = ("label", "fragments", "quote", "note", "attributes", "value", "speaker")
    ours = Annotation.objects.filter(set=handed_in).order_by("fragments").values_list(*said)
    gold = Annotation.objects.filter(set=gold_of(article)).order_by("fragments").values_list(*said)
    assert list(gold) == list(ours)


def test_what_is_accepted_says_so(handed_in: AnnotationSet, article: Article, rita: User):
    accept(handed_in, rita)
    found = gold_of(article).annotations.values_list("provenance", flat=True)
    assert set(found) == {Provenance.ACCEPTED}


def test_links_join_the_copies(
    handed_in: AnnotationSet, article: Article, rita: User, said_by: RelationType
):
    accept(handed_in, rita)
    link = Relation.objects.get(set=gold_of(article))
    ends = gold_of(article).annotations.filter(uid__in=(link.source, link.target))
    assert link.type == said_by
    assert ends.count() == 2


def test_accepting_is_what_an_adjudication_of_one_comes_to(
    handed_in: AnnotationSet, article: Article, rita: User
):
    adjudication.start(article_id=article.pk, by=rita)
    fields = ("uid", "fragments", "provenance")
    begun = set(gold_of(article).annotations.values_list(*fields))
    links = set(gold_of(article).relations.values_list("uid", "source", "target"))
    gold_of(article).delete()
    accept(handed_in, rita)
    assert set(gold_of(article).annotations.values_list(*fields)) == begun
    assert set(gold_of(article).relations.values_list("uid", "source", "target")) == links


def test_nothing_has_changed_since_it_was_accepted(
    handed_in: AnnotationSet, article: Article, rita: User
):
    accept(handed_in, rita)
    sources = Adjudication.objects.get(article=article).sources
    assert sources == {str(handed_in.pk): now(handed_in).version}


def test_accepting_is_kept_and_logged(handed_in: AnnotationSet, rita: User):
    returning.accept(**seen(handed_in, rita), note=" Well done ")
    review = Review.objects.get(set=handed_in)
    assert (review.outcome, review.note, review.by) == ("accepted", "Well done", rita)
    logged = Event.objects.get(kind="set:accepted")
    assert (logged.subject, logged.before) == (str(handed_in.pk), {"state": "submitted"})


def test_a_set_that_has_changed_since(handed_in: AnnotationSet, rita: User):
    with pytest.raises(Conflict, match="changed since you looked"):
        returning.accept(set_id=handed_in.pk, by=rita, version=handed_in.version - 1)


def test_one_of_several_is_adjudicated(
    handed_in: AnnotationSet, article: Article, ben: User, rita: User
):
    make.annotation_set(article, ben, state=State.SUBMITTED)
    with pytest.raises(NotAllowed, match="Several people"):
        accept(handed_in, rita)


def test_while_it_is_adjudicated_it_is_not_accepted(
    handed_in: AnnotationSet, article: Article, rita: User, max: User
):
    adjudication.start(article_id=article.pk, by=max)
    with pytest.raises(Conflict, match="gold version"):
        accept(handed_in, rita)


def test_a_gold_set_that_was_imported_stays(handed_in: AnnotationSet, article: Article, rita: User):
    make.annotation_set(article, None, kind=Kind.GOLD, state=State.ACCEPTED)
    with pytest.raises(Conflict, match="gold version"):
        accept(handed_in, rita)


@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.RETURNED, State.ACCEPTED])
def test_only_what_was_handed_in_is_accepted(handed_in: AnnotationSet, rita: User, state: State):
    AnnotationSet.objects.filter(pk=handed_in.pk).update(
        state=state, submitted=handed_in.submitted if state == State.ACCEPTED else None
    )
    with pytest.raises(NotAllowed):
        accept(handed_in, rita)


def test_a_stranger_learns_nothing(handed_in: AnnotationSet, olga: User):
    with pytest.raises(NotFound):
        accept(handed_in, olga)


def test_annotators_accept_nothing(handed_in: AnnotationSet, ben: User):
    with pytest.raises(NotAllowed):
        accept(handed_in, ben)


def test_nobody_accepts_their_own(article: Article, rita: User):
    own = make.annotation_set(article, rita, state=State.SUBMITTED)
    with pytest.raises(NotAllowed, match="your own"):
        accept(own, rita)


def test_what_is_returned_is_the_annotators_turn(handed_in: AnnotationSet, rita: User):
    return_(handed_in, rita)
    assert (now(handed_in).state, now(handed_in).submitted) == (State.RETURNED, None)


def test_returning_takes_a_reason_or_a_note(handed_in: AnnotationSet, rita: User):
    with pytest.raises(InvalidInput, match="Say why"):
        return_(handed_in, rita, reason="", note="  ")


def test_why_it_was_returned_is_kept(handed_in: AnnotationSet, rita: User):
    return_(handed_in, rita, reason="edge", note="See page 3")
    review = Review.objects.get(set=handed_in)
    assert (review.outcome, review.reason, review.note) == ("returned", "edge", "See page 3")


def test_what_was_returned_can_be_changed_and_handed_in_again(
    handed_in: AnnotationSet, article: Article, ana: User, rita: User
):
    return_(handed_in, rita)
    one = handed_in.annotations.get(note="Why?")
    edit = {"step": uuid4(), "uid": one.uid, "version": one.version, "note": "So"}
    change_annotation(article_id=article.pk, by=ana, **edit)
    submit(article_id=article.pk, by=ana)
    accept(handed_in, rita)
    assert gold_of(article).annotations.filter(note="So").exists()


def test_work_of_nobody_here_can_not_go_back(article: Article, rita: User):
    imported = make.annotation_set(article, None, name="zoe", state=State.SUBMITTED)
    with pytest.raises(NotAllowed, match="does not work here"):
        return_(imported, rita)


def test_returning_what_was_accepted_opens_the_gold_set(
    handed_in: AnnotationSet, article: Article, rita: User
):
    accept(handed_in, rita)
    return_(handed_in, rita)
    row = Adjudication.objects.get(article=article)
    assert (row.finished, row.gold.state, row.gold.owner) == (None, State.IN_PROGRESS, None)


def test_what_the_gold_set_said_stays_until_then(
    handed_in: AnnotationSet, article: Article, rita: User
):
    accept(handed_in, rita)
    return_(handed_in, rita)
    assert gold_of(article).annotations.count() == 2


def test_what_comes_back_is_accepted_anew(
    handed_in: AnnotationSet, article: Article, ana: User, rita: User, claim: Label
):
    accept(handed_in, rita)
    first = gold_of(article)
    return_(handed_in, rita)
    given = {"label_id": claim.pk, "fragments": ((13, 17),), "quote": "said"}
    annotate(article_id=article.pk, by=ana, step=uuid4(), uid=uuid4(), **given)
    submit(article_id=article.pk, by=ana)
    accept(handed_in, rita)
    assert gold_of(article) == first
    assert first.annotations.count() == 3
    assert first.relations.count() == 1


def test_what_a_reviewer_changed_by_hand_is_not_lost(
    handed_in: AnnotationSet, article: Article, ana: User, rita: User, claim: Label
):
    returning.fix(**seen(handed_in, rita))
    given = {"label_id": claim.pk, "fragments": ((13, 17),), "quote": "said"}
    annotate(article_id=article.pk, by=rita, step=uuid4(), uid=uuid4(), of=Kind.GOLD, **given)
    adjudication.finish(article_id=article.pk, by=rita)
    return_(handed_in, rita)
    submit(article_id=article.pk, by=ana)
    with pytest.raises(Conflict, match="gold version"):
        accept(handed_in, rita)


def test_taking_back_an_acceptance(handed_in: AnnotationSet, article: Article, rita: User):
    accept(handed_in, rita)
    returning.reconsider(**seen(handed_in, rita))
    assert now(handed_in).state == State.SUBMITTED
    assert Adjudication.objects.get(article=article).finished is None


def test_fixing_begins_the_gold_set_in_ones_hands(
    handed_in: AnnotationSet, article: Article, rita: User
):
    returning.fix(**seen(handed_in, rita))
    gold = gold_of(article)
    assert (gold.state, gold.owner, gold.annotations.count()) == (State.IN_PROGRESS, rita, 2)


def test_finishing_a_fix_accepts_the_set(handed_in: AnnotationSet, article: Article, rita: User):
    returning.fix(**seen(handed_in, rita))
    adjudication.finish(article_id=article.pk, by=rita)
    assert now(handed_in).state == State.ACCEPTED
    assert Review.objects.get(set=handed_in).outcome == Review.Outcome.FIXED


def test_fixing_what_another_fixes(handed_in: AnnotationSet, rita: User, max: User):
    returning.fix(**seen(handed_in, max))
    with pytest.raises(Conflict):
        returning.fix(**seen(handed_in, rita))


def test_fixing_what_came_back(
    handed_in: AnnotationSet, article: Article, ana: User, rita: User, max: User
):
    accept(handed_in, max)
    return_(handed_in, max)
    submit(article_id=article.pk, by=ana)
    returning.fix(**seen(handed_in, rita))
    assert gold_of(article).owner == rita
    adjudication.finish(article_id=article.pk, by=rita)


@pytest.fixture
def many(project: Project, ana: User, claim: Label) -> list[AnnotationSet]:
    """Ten articles that Ana alone handed in."""
    made = []
    for n in range(10):
        article = make.article(project, f"{make.TEXT} {n}")
        made.append(make.annotation_set(article, ana, state=State.SUBMITTED))
        make.annotation(made[-1], claim, (0, 20))
    return made


def test_what_was_not_sampled_is_accepted_unseen(
    project: Project, many: list[AnnotationSet], max: User
):
    project.spot_share = 0
    assert returning.accept_unseen(project=project, by=max) == 10
    assert {now(one).state for one in many} == {State.ACCEPTED}
    assert Adjudication.objects.filter(finished__isnull=False).count() == 10


def test_it_is_logged_as_unseen(project: Project, many: list[AnnotationSet], max: User):
    project.spot_share = 0
    returning.accept_unseen(project=project, by=max)
    logged = Event.objects.filter(kind="set:accepted")
    assert {one.after["unseen"] for one in logged} == {True}


def test_what_was_sampled_is_left(project: Project, many: list[AnnotationSet], max: User):
    project.spot_share = 100
    assert returning.accept_unseen(project=project, by=max) == 0


def test_only_owners_accept_unseen(project: Project, many: list[AnnotationSet], rita: User):
    with pytest.raises(NotAllowed):
        returning.accept_unseen(project=project, by=rita)


def test_ten_cost_no_more_queries_than_one(
    project: Project,
    many: list[AnnotationSet],
    max: User,
    django_assert_max_num_queries,
):
    project.spot_share = 0
    with django_assert_max_num_queries(22):
        returning.accept_unseen(project=project, by=max)
