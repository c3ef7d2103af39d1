"""What became of one's annotations, objecting to it, and the answers."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.services import change_annotation, delete_annotation
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.reviews import returning
from annotator.reviews.adjudication import services as adjudication
from annotator.reviews.adjudication.queries import desk
from annotator.reviews.adjudication.settling import Choice
from annotator.reviews.feedback import queries, services
from annotator.reviews.feedback.pairing import Kind as What
from annotator.reviews.models import Objection
from annotator.schemes.models import Label
from tests import make


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen(one: AnnotationSet, by: User) -> dict[str, object]:
    version = AnnotationSet.objects.get(pk=one.pk).version
    return {"set_id": one.pk, "by": by, "version": version}


@pytest.fixture
def handed_in(article: Article, ana: User, claim: Label) -> AnnotationSet:
    """Ana's set with two claims."""
    made = make.annotation_set(article, ana, state=State.SUBMITTED)
    make.annotation(made, claim, (0, 12))
    make.annotation(made, claim, (35, 56))
    return made


@pytest.fixture
def fixed(handed_in: AnnotationSet, article: Article, rita: User) -> AnnotationSet:
    """Rita moved the end of the first claim, took out the second, and finished."""
    returning.fix(**seen(handed_in, rita))
    first, second = Annotation.objects.filter(set__kind=Kind.GOLD).order_by("fragments")
    given = {"article_id": article.pk, "by": rita, "of": Kind.GOLD}
    moved = {"uid": first.uid, "version": first.version, "fragments": ((0, 17),)}
    change_annotation(**given, **moved, step=uuid4(), quote=article.text[:17])
    delete_annotation(**given, uid=second.uid, version=second.version, step=uuid4())
    adjudication.finish(article_id=article.pk, by=rita)
    return handed_in


@pytest.fixture
def decided(handed_in: AnnotationSet, article: Article, ben: User, rita: User, claim: Label):
    """Ben marked one more; Rita said that there is nothing, and took Ana's other one."""
    theirs = make.annotation_set(article, ben, state=State.SUBMITTED)
    make.annotation(theirs, claim, (0, 12))
    make.annotation(theirs, claim, (60, 64))
    adjudication.start(article_id=article.pk, by=rita)
    for conflict in desk(article.pk, rita).conflicts:
        if not conflict.settled:
            nothing = handed_in.pk in conflict.marks
            choice = Choice(nothing=True) if nothing else Choice(take=theirs.pk)
            given = {"cluster": conflict.cluster, "choice": choice, "reason": "edge"}
            note = "Not said by anybody." if nothing else "Ben is right."
            adjudication.decide(article_id=article.pk, by=rita, step=uuid4(), note=note, **given)
    adjudication.finish(article_id=article.pk, by=rita)
    return handed_in


def kinds(found: queries.Feedback) -> list[What]:
    return [one.pair.kind for one in found.items]


def test_what_was_accepted_is_the_same(handed_in: AnnotationSet, rita: User, ana: User):
    returning.accept(**seen(handed_in, rita))
    found = queries.feedback(handed_in.article_id, ana)
    assert kinds(found) == [What.SAME, What.SAME]


def test_what_was_fixed(fixed: AnnotationSet, ana: User):
    assert kinds(queries.feedback(fixed.article_id, ana)) == [What.BORDER, What.DROPPED]


def test_before_it_is_finished_there_is_none(handed_in: AnnotationSet, ana: User, rita: User):
    returning.fix(**seen(handed_in, rita))
    with pytest.raises(NotFound, match="no feedback"):
        queries.feedback(handed_in.article_id, ana)


def test_when_it_is_open_again_there_is_none(fixed: AnnotationSet, ana: User, rita: User):
    adjudication.reopen(article_id=fixed.article_id, by=rita)
    with pytest.raises(NotFound, match="no feedback"):
        queries.feedback(fixed.article_id, ana)


def test_who_did_not_annotate_has_none(fixed: AnnotationSet, ben: User):
    with pytest.raises(NotFound, match="no feedback"):
        queries.feedback(fixed.article_id, ben)


def test_what_was_decided_comes_with_its_reason(decided: AnnotationSet, ana: User):
    found = queries.feedback(decided.article_id, ana)
    assert kinds(found) == [What.SAME, What.DROPPED, What.ADDED]
    dropped = found.items[1].decision
    assert dropped
    assert (dropped.reason, dropped.note) == ("edge", "Not said by anybody.")


def test_places_are_named_as_conflicts_are(decided: AnnotationSet, ana: User, rita: User):
    conflicts = {one.cluster for one in desk(decided.article_id, rita).conflicts}
    found = queries.feedback(decided.article_id, ana)
    assert {one.cluster for one in found.items} == conflicts


def test_nobody_elses_name_is_shown(decided: AnnotationSet, ana: User, ben: User):
    ben.name = "Benjamin Okafor"
    ben.save()
    shown = signed_in(ana).get(f"/articles/{decided.article_id}/feedback/").content.decode()
    assert "Okafor" not in shown


def object_to(one: AnnotationSet, by: User, place: int, text: str = "It is one.") -> Objection:
    cluster = queries.feedback(one.article_id, by).items[place].cluster
    return services.object_(article_id=one.article_id, by=by, cluster=cluster, text=text)


def test_objecting(fixed: AnnotationSet, ana: User):
    made = object_to(fixed, ana, 1)
    assert queries.feedback(fixed.article_id, ana).items[1].objection == made


def test_objecting_is_logged(fixed: AnnotationSet, ana: User):
    made = object_to(fixed, ana, 1)
    assert Event.objects.get(kind="objection:made").subject == str(made.pk)


def test_objecting_once(fixed: AnnotationSet, ana: User):
    object_to(fixed, ana, 1)
    with pytest.raises(Conflict, match="already"):
        object_to(fixed, ana, 1)


def test_objecting_to_what_is_the_same(decided: AnnotationSet, ana: User):
    with pytest.raises(Conflict):
        object_to(decided, ana, 0)


def test_objecting_to_what_is_not_there(fixed: AnnotationSet, ana: User):
    given = {"article_id": fixed.article_id, "by": ana, "text": "No"}
    with pytest.raises(Conflict):
        services.object_(cluster=uuid4(), **given)


def test_objecting_without_a_word(fixed: AnnotationSet, ana: User):
    with pytest.raises(InvalidInput):
        object_to(fixed, ana, 1, text="  ")


def answer(made: Objection, by: User, *, upheld: bool, words: str = "") -> Objection:
    return services.answer(objection_id=made.pk, by=by, upheld=upheld, answer=words)


def test_the_annotator_sees_the_answer(fixed: AnnotationSet, ana: User, rita: User):
    answer(object_to(fixed, ana, 1), rita, upheld=False, words="Nobody claims it.")
    shown = signed_in(ana).get(f"/articles/{fixed.article_id}/feedback/").content.decode()
    assert "Dismissed" in shown
    assert "Nobody claims it." in shown


def test_who_dismisses_says_why(fixed: AnnotationSet, ana: User, rita: User):
    with pytest.raises(InvalidInput, match="Say why"):
        answer(object_to(fixed, ana, 1), rita, upheld=False)


def test_an_answer_is_given_once(fixed: AnnotationSet, ana: User, rita: User, max: User):
    made = object_to(fixed, ana, 1)
    answer(made, rita, upheld=True)
    with pytest.raises(Conflict):
        answer(made, max, upheld=False, words="No")


def test_nobody_answers_their_own(article: Article, rita: User):
    made = make.objection(make.annotation_set(article, rita, state=State.ACCEPTED))
    with pytest.raises(NotAllowed):
        answer(made, rita, upheld=True)


def test_objections_wait_in_the_queue(fixed: AnnotationSet, ana: User, rita: User):
    object_to(fixed, ana, 1, "It is one, see the guidelines.")
    shown = signed_in(rita).get("/projects/floods/review/").content.decode()
    assert "see the guidelines" in shown


def test_answering_on_its_page(fixed: AnnotationSet, ana: User, rita: User):
    made = object_to(fixed, ana, 1)
    client = signed_in(rita)
    url = f"/objections/{made.pk}/answer/"
    assert "Ana Lind" not in client.get(url).content.decode()
    assert client.post(url, {"upheld": "0"}).status_code == 422
    assert client.post(url, {"upheld": "1", "answer": "Right"})["Location"] == url
    assert "Change the gold version" in client.get(url).content.decode()


def test_an_objection_to_what_is_open_again(fixed: AnnotationSet, ana: User, rita: User):
    made = object_to(fixed, ana, 1)
    adjudication.reopen(article_id=fixed.article_id, by=rita)
    assert signed_in(rita).get(f"/objections/{made.pk}/answer/").status_code == 200


def test_objecting_on_the_page(fixed: AnnotationSet, ana: User):
    cluster = queries.feedback(fixed.article_id, ana).items[1].cluster
    url = f"/articles/{fixed.article_id}/objections/"
    client = signed_in(ana)
    assert client.post(url, {"cluster": cluster, "text": ""}).status_code == 422
    sent = client.post(url, {"cluster": cluster, "text": "It is one."})
    assert sent["Location"] == f"/articles/{fixed.article_id}/feedback/#cluster-{cluster}"


def listed(by: User, query: str = "") -> Any:
    answer = signed_in(by).get(f"/projects/floods/feedback/{query}")
    assert answer.status_code == 200
    return answer.context["page"]


def test_the_list_says_how_much_was_changed(fixed: AnnotationSet, ana: User):
    ((outcome, counts),) = listed(ana).rows
    assert outcome.article_id == fixed.article_id
    assert (counts.same, counts.changed, counts.dropped, counts.added) == (0, 1, 1, 0)


def test_the_list_says_what_waits(fixed: AnnotationSet, ana: User):
    object_to(fixed, ana, 1)
    assert listed(ana).rows[0][0].waiting == 1


def test_the_list_has_ones_own_only(fixed: AnnotationSet, ben: User):
    assert listed(ben).rows == []


def test_precision_and_recall(fixed: AnnotationSet, ana: User):
    everything = listed(ana).scores[-1]
    assert (everything.own, everything.final) == (2, 1)
    assert (everything.exact, everything.close) == (0, 1)


@pytest.fixture
def many(project: Project, ana: User, max: User, claim: Label) -> None:
    """Thirty accepted articles of Ana's."""
    project.spot_share = 0
    for n in range(30):
        made = make.annotation_set(
            make.article(project, f"{make.TEXT} {n}"), ana, state=State.SUBMITTED
        )
        make.annotation(made, claim, (0, 12))
    returning.accept_unseen(project=project, by=max)


@pytest.mark.usefixtures("many")
def test_older_ones_are_on_the_next_page(ana: User):
    first = listed(ana)
    second = listed(ana, f"?after={first.after}")
    numbers = {row.set_id for page in (first, second) for row, _ in page.rows}
    assert (len(first.rows), len(second.rows), len(numbers)) == (25, 5, 30)


@pytest.mark.parametrize("query", ["?after=x", "?after=1e400-1", "?after=-", "?after=nan-1"])
def test_places_that_make_no_sense(project: Project, ana: User, query: str):
    listed(ana, query)


@pytest.mark.usefixtures("many")
def test_queries_of_the_list(ana: User, django_assert_max_num_queries):
    client = signed_in(ana)
    with django_assert_max_num_queries(10):
        client.get("/projects/floods/feedback/")


@pytest.mark.parametrize("more", [1, 20])
def test_queries_of_an_article(
    handed_in: AnnotationSet,
    ana: User,
    rita: User,
    claim: Label,
    more: int,
    django_assert_max_num_queries,
):
    for n in range(more):
        make.annotation(handed_in, claim, (n, n + 5))
    returning.accept(**seen(handed_in, rita))
    Annotation.objects.filter(set__kind=Kind.GOLD).delete()
    client = signed_in(ana)
    with django_assert_max_num_queries(14):
        client.get(f"/articles/{handed_in.article_id}/feedback/")


def test_what_is_added_by_hand_goes_by_its_own_number(
    fixed: AnnotationSet, ana: User, rita: User, claim: Label
):
    gold = AnnotationSet.objects.get(kind=Kind.GOLD)
    added = make.annotation(gold, claim, (60, 64), uid=UUID(int=7))
    found = queries.feedback(fixed.article_id, ana)
    assert found.items[-1].cluster == added.uid
