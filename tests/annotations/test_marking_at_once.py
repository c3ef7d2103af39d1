"""The usual mark is one statement; what is unusual is refused as it is step by step."""

from uuid import uuid4

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import services
from annotator.annotations.models import Annotation, AnnotationSet, Step
from annotator.annotations.services import checks
from annotator.annotations.snapshots import snapshot
from annotator.articles.models import Article
from annotator.articles.reading import kept
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Membership
from annotator.schemes.models import Label
from tests import make
from tests.annotations.test_services import change, mark, redo, undo


@pytest.fixture(autouse=True)
def usual(article: Article, ana: User, claim: Label) -> None:
    """Ana has a set, and the text is at hand."""
    mark(article, ana, claim, 4, 12)
    assert kept(article.pk)


@pytest.fixture
def refused(article: Article, ana: User, claim: Label):
    """That a mark is refused, and that it leaves nothing."""

    def refuse(error: type[Exception], match: str, by: User = ana, **values: object) -> None:
        rows = (Annotation, Event, Step, AnnotationSet)
        before = [list(model.objects.order_by("pk").values()) for model in rows]
        with pytest.raises(error, match=match):
            mark(article, by, claim, 13, 17, **values)
        assert [list(model.objects.order_by("pk").values()) for model in rows] == before

    return refuse


def test_it_is_one_statement(article, ana, claim, django_assert_num_queries):
    with django_assert_num_queries(1):
        done = mark(article, ana, claim, 13, 17)
    own = AnnotationSet.objects.get()
    assert (own.version, own.state) == (done.set.version, done.set.state) == (2, "in_progress")


def test_everything_is_written(article, ana, claim):
    done = mark(article, ana, claim, 13, 17, note=" Why? ")
    one = Annotation.objects.get(uid=done.touched[0])
    assert (one.fragments, one.quote, one.note) == (((13, 17),), "said", "Why?")
    assert (one.label, one.set.owner, one.version, one.attributes) == (claim, ana, 1, {})
    event, step = Event.objects.get(step=done.step), Step.objects.get(pk=done.step)
    assert (event.kind, event.actor_id, event.before) == ("annotation:created", ana.pk, None)
    assert (event.article_id, event.project_id) == (article.pk, article.project_id)
    assert event.after == snapshot(one)
    assert (event.subject, event.at, step.at) == (str(one.uid), one.created, one.created)
    assert (step.number, step.by, step.kind, step.state) == (2, ana, "change", "done")


def test_it_is_undone_and_redone(article, ana, claim):
    done = mark(article, ana, claim, 13, 17)
    undo(article, ana)
    assert not Annotation.objects.filter(uid=done.touched[0]).exists()
    redo(article, ana)
    assert Annotation.objects.get(uid=done.touched[0]).quote == "said"


def test_it_drops_what_was_undone(article, ana, claim):
    undo(article, ana)
    mark(article, ana, claim, 13, 17)
    with pytest.raises(InvalidInput, match="nothing to do again"):
        redo(article, ana)


def test_the_same_step_again_changes_nothing(article, ana, claim):
    step, uid = uuid4(), uuid4()
    mark(article, ana, claim, 13, 17, step=step, uid=uid)
    again = mark(article, ana, claim, 13, 17, step=step, uid=uid)
    assert (again.repeated, again.touched, again.set.version) == (True, [uid], 2)


def test_the_same_step_with_another_content(refused):
    refused(Conflict, "already", step=Step.objects.get().pk)


def test_a_quote_that_does_not_stand_there(refused):
    refused(InvalidInput, "“said”", quote="says")


def test_a_note_that_is_too_long(refused):
    refused(InvalidInput, "at most", note="x" * (checks.MAX_NOTE + 1))


def test_a_label_that_is_switched_off(refused, claim):
    Label.objects.update(active=False)
    refused(InvalidInput, "switched off")


def test_a_label_of_another_project(refused, ben):
    refused(InvalidInput, "not part", label_id=make.label(make.project(ben)).pk)


def test_a_submitted_set(refused, article, ana):
    services.submit(article_id=article.pk, by=ana)
    refused(NotAllowed, "Reopen")


def test_a_full_set(refused, monkeypatch):
    monkeypatch.setattr(checks, "MAX_ANNOTATIONS", 1)
    refused(InvalidInput, "at most 1")


def test_a_set_that_has_room_again(article, ana, claim, monkeypatch):
    monkeypatch.setattr(checks, "MAX_ANNOTATIONS", 2)
    change(article, ana, note="More changes than annotations.")
    mark(article, ana, claim, 13, 17)
    assert Annotation.objects.count() == 2


def test_a_stranger_learns_nothing(refused, olga):
    refused(NotFound, "not here", by=olga)
    refused(NotFound, "not here", by=olga, quote="says")


def test_who_has_left_the_project(refused, ana):
    Membership.objects.filter(user=ana).delete()
    refused(NotFound, "not here")


def test_a_text_that_is_another_than_the_one_at_hand(article, ana, claim):
    """As after a restore, which may bring another article under the same id."""
    other = Article.objects.exclude(pk=article.pk).create(
        project=article.project, uid="other", text="Her deputy agreed.", digest="d" * 64, words=3
    )
    mark(other, ana, claim, 0, 3)
    Article.objects.filter(pk=other.pk).update(digest="e" * 64)
    assert kept(other.pk).digest == "d" * 64
    mark(other, ana, claim, 4, 10)
    assert kept(other.pk).digest == "e" * 64
