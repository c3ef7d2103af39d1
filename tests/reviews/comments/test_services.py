"""Threads and comments: opened, gone on with, resolved, taken back."""

from uuid import uuid4

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.errors import InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.reviews.comments import services
from annotator.reviews.comments.permissions import threads_for
from annotator.reviews.models import Thread
from annotator.schemes.models import Label
from tests import make


@pytest.fixture
def own(article: Article, ana: User) -> AnnotationSet:
    return make.annotation_set(article, ana)


@pytest.fixture
def thread(article: Article, rita: User) -> Thread:
    return make.thread(article, rita)


def opened(article: Article, by: User, text: str = "Why?", **values: object) -> Thread:
    return services.open_thread(article_id=article.pk, by=by, text=text, **values)


def said(thread: Thread, by: User, text: str) -> set[str]:
    made = services.comment(thread_id=thread.pk, by=by, text=text)
    return set(made.mentions.values_list("username", flat=True))


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_about_the_article(article: Article, ana: User):
    thread = opened(article, ana, quote="more than 1,200 people")
    assert (thread.quote, thread.set, thread.annotation) == ("more than 1,200 people", None, None)


def test_opening_is_logged(article: Article, ana: User):
    opened(article, ana)
    assert kinds() == ["thread:opened", "comment:made"]


def test_a_quote_stands_in_the_article(article: Article, ana: User):
    with pytest.raises(InvalidInput, match="does not stand"):
        opened(article, ana, quote="less than 1,200 people")


def test_a_quote_may_have_several_fragments(article: Article, ana: User):
    assert opened(article, ana, quote="The minister … people had left").quote


def test_about_an_own_annotation(article: Article, ana: User, own: AnnotationSet, claim: Label):
    uid = make.annotation(own, claim, (4, 12)).uid
    thread = opened(article, ana, annotation=uid)
    assert (thread.set, thread.annotation, thread.quote) == (own, uid, "minister")


def test_an_annotation_that_is_not_there(article: Article, ana: User, own: AnnotationSet):
    with pytest.raises(NotFound):
        opened(article, ana, annotation=uuid4())


def test_somebody_elses_annotation_is_not_there_for_an_annotator(
    article: Article, ben: User, own: AnnotationSet, claim: Label
):
    uid = make.annotation(own, claim, (4, 12)).uid
    with pytest.raises(NotFound):
        opened(article, ben, annotation=uid, set_id=own.pk)


def test_an_annotation_of_gold_is_not_there_for_an_annotator(
    article: Article, ana: User, claim: Label
):
    gold = make.annotation_set(article, ana, kind=Kind.GOLD)
    uid = make.annotation(gold, claim, (4, 12)).uid
    with pytest.raises(NotFound):
        opened(article, ana, annotation=uid, set_id=gold.pk)


def test_a_reviewer_opens_about_any_annotation(
    article: Article, rita: User, own: AnnotationSet, claim: Label
):
    uid = make.annotation(own, claim, (4, 12)).uid
    assert opened(article, rita, annotation=uid, set_id=own.pk).set == own


def test_a_set_of_another_article_is_not_there(
    project: Project, article: Article, rita: User, own: AnnotationSet, claim: Label
):
    uid = make.annotation(own, claim, (4, 12)).uid
    with pytest.raises(NotFound):
        opened(make.article(project, "Another."), rita, annotation=uid, set_id=own.pk)


def test_a_conflict_is_not_there_for_an_annotator(article: Article, ana: User):
    with pytest.raises(NotFound):
        opened(article, ana, cluster=uuid4())


def test_a_gap_of_the_guidelines_has_its_section(article: Article, rita: User):
    thread = opened(article, rita, guideline=True, section="Claims")
    assert (thread.guideline, thread.section) == (True, "Claims")


def test_a_stranger_opens_nothing(article: Article, olga: User):
    with pytest.raises(NotFound):
        opened(article, olga)


def test_a_stranger_says_nothing(thread: Thread, olga: User):
    with pytest.raises(NotFound):
        services.comment(thread_id=thread.pk, by=olga, text="Hello")


def test_nobody_says_anything_where_they_see_nothing(article: Article, ana: User, ben: User):
    with pytest.raises(NotFound):
        services.comment(thread_id=make.thread(article, ana).pk, by=ben, text="Hello")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5001])
def test_a_comment_says_something(thread: Thread, ana: User, text: str):
    with pytest.raises(InvalidInput):
        services.comment(thread_id=thread.pk, by=ana, text=text)


def test_a_thread_is_full_at_last(thread: Thread, ana: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(services, "MAX_COMMENTS", 1)
    with pytest.raises(InvalidInput, match="Open another"):
        services.comment(thread_id=thread.pk, by=ana, text="More")


def test_an_article_is_full_at_last(
    thread: Thread, article: Article, ana: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(services, "MAX_THREADS", 1)
    with pytest.raises(InvalidInput):
        opened(article, ana)


@pytest.mark.parametrize(
    "text", ["@ben", "Ask @ben.", "(@ben)", "@ben, please", "@ben: so?", "اسأل @ben؟", "@ben…"]
)
def test_a_mention(thread: Thread, rita: User, ben: User, text: str):
    assert said(thread, rita, text) == {"ben"}


@pytest.mark.parametrize("text", ["me@ben.org", "@benjamin", "@ ben", "ben", "@@ben", "@home"])
def test_no_mention(thread: Thread, rita: User, ben: User, text: str):
    assert said(thread, rita, text) == set()


def test_a_username_with_signs(project: Project, thread: Thread, rita: User):
    make.member(project, make.user("jo@x.org"))
    assert said(thread, rita, "@jo@x.org. Really?") == {"jo@x.org"}


def test_a_stranger_is_not_mentioned(thread: Thread, rita: User, olga: User):
    assert said(thread, rita, "@olga") == set()


def test_nobody_mentions_themselves(thread: Thread, rita: User):
    assert said(thread, rita, "@rita") == set()


def test_who_would_not_see_it_is_not_mentioned(
    article: Article, own: AnnotationSet, claim: Label, rita: User, ben: User
):
    thread = make.thread(
        article, rita, set=own, annotation=make.annotation(own, claim, (4, 12)).uid
    )
    with pytest.raises(InvalidInput, match="@ben would not see this"):
        said(thread, rita, "@ben look")


def test_an_annotator_mentions_a_reviewer(thread: Thread, ana: User):
    assert said(thread, ana, "@rita @max?") == {"rita", "max"}


def test_in_a_blind_project_an_annotator_learns_nothing_by_mentioning(
    thread: Thread, ana: User, ben: User
):
    assert said(thread, ana, "@ben @nobody") == set()


def test_in_an_open_project_annotators_mention_each_other(
    project: Project, article: Article, ana: User, ben: User
):
    project.blind = False
    project.save()
    assert said(make.thread(article, ana), ana, "@ben") == {"ben"}


def test_who_is_mentioned_sees_it(article: Article, ana: User, rita: User, ben: User):
    thread = make.thread(article, ana)
    said(thread, rita, "@ben, what do you say?")
    assert threads_for(ben).filter(pk=thread.pk).exists()


def test_resolving(thread: Thread, max: User):
    resolved = services.resolve(thread_id=thread.pk, by=max)
    assert resolved.resolved
    assert resolved.resolved_by == max


def test_resolving_twice_is_logged_once(thread: Thread, rita: User):
    for _twice in range(2):
        services.resolve(thread_id=thread.pk, by=rita)
    assert kinds() == ["thread:resolved"]


def test_reopening(thread: Thread, rita: User):
    services.resolve(thread_id=thread.pk, by=rita)
    assert services.reopen_thread(thread_id=thread.pk, by=rita).resolved is None


def test_an_annotator_resolves_what_they_opened(article: Article, ana: User):
    assert services.resolve(thread_id=make.thread(article, ana).pk, by=ana).resolved


def test_an_annotator_resolves_what_is_about_their_annotation(
    article: Article, own: AnnotationSet, claim: Label, rita: User, ana: User
):
    about = {"set": own, "annotation": make.annotation(own, claim, (4, 12)).uid}
    assert services.resolve(thread_id=make.thread(article, rita, **about).pk, by=ana).resolved


def test_an_annotator_does_not_resolve_for_everybody(thread: Thread, ana: User):
    with pytest.raises(NotAllowed):
        services.resolve(thread_id=thread.pk, by=ana)


def test_going_on_opens_what_was_resolved(thread: Thread, rita: User, ana: User):
    services.resolve(thread_id=thread.pk, by=rita)
    services.comment(thread_id=thread.pk, by=ana, text="Not quite.")
    thread.refresh_from_db()
    assert thread.resolved is None


def test_taking_back(thread: Thread, rita: User, ana: User):
    made = services.comment(thread_id=thread.pk, by=rita, text="Nonsense, @ana")
    taken = services.take_back(comment_id=made.pk, by=rita)
    assert (taken.text, taken.mentions.count()) == ("", 0)
    assert Event.objects.get(kind="comment:taken_back").before["text"] == "Nonsense, @ana"


def test_taking_back_twice_is_logged_once(thread: Thread, rita: User):
    made = services.comment(thread_id=thread.pk, by=rita, text="Nonsense")
    for _twice in range(2):
        services.take_back(comment_id=made.pk, by=rita)
    assert kinds().count("comment:taken_back") == 1


def test_nobody_takes_back_what_others_said(thread: Thread, ana: User):
    with pytest.raises(NotAllowed):
        services.take_back(comment_id=thread.comments.get().pk, by=ana)


def test_what_one_does_not_read_is_not_there(thread: Thread, ana: User, ben: User):
    hidden = make.comment(thread, ben)
    with pytest.raises(NotFound):
        services.take_back(comment_id=hidden.pk, by=ana)
