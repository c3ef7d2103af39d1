"""The gold set is changed by the reviewer who holds it, and says what was done by hand."""

from uuid import uuid4

import pytest

from annotator.accounts.models import User
from annotator.annotations import services
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.states import Kind, Provenance, State
from annotator.articles.models import Article
from annotator.articles.reading import reading
from annotator.errors import Conflict, NotAllowed, NotFound
from annotator.projects.models import Membership, Role
from tests import make
from tests.annotations import doing


@pytest.fixture
def gold(article: Article, rita: User) -> AnnotationSet:
    return make.annotation_set(article, rita, kind=Kind.GOLD, state=State.IN_PROGRESS)


@pytest.fixture
def agreed(gold: AnnotationSet, claim) -> Annotation:
    """What all annotators had alike: "minister"."""
    return make.annotation(gold, claim, (4, 12), provenance=Provenance.UNANIMOUS)


def act(service, article: Article, by: User, **values: object):
    return service(article_id=article.pk, by=by, step=uuid4(), of=Kind.GOLD, **values)


def mark(article: Article, by: User, label, **values: object):
    given = {"uid": uuid4(), "fragments": ((13, 17),), "quote": "said"} | values
    return act(services.annotate, article, by, label_id=label.pk, **given)


def edit(article: Article, by: User, one: Annotation, **edits: object):
    return act(services.change_annotation, article, by, uid=one.uid, version=one.version, **edits)


def provenances() -> list[str]:
    found = Annotation.objects.filter(set__kind=Kind.GOLD).order_by("fragments__start")
    return list(found.values_list("provenance", flat=True))


def test_what_is_marked_by_hand_is_edited(article, gold, rita, claim):
    mark(article, rita, claim)
    assert provenances() == [Provenance.EDITED]


def test_marking_at_once_is_one_statement_here_too(
    article, gold, rita, claim, django_assert_num_queries
):
    reading(article.pk, article.digest)
    mark(article, rita, claim)
    with django_assert_num_queries(1):
        done = mark(article, rita, claim, fragments=((4, 12),), quote="minister")
    assert provenances() == [Provenance.EDITED] * 2
    assert done.set.kind == Kind.GOLD


def test_what_is_changed_by_hand_is_edited(article, agreed, rita):
    edit(article, rita, agreed, note="Not so sure.")
    assert provenances() == [Provenance.EDITED]


def test_undo_brings_the_provenance_back(article, agreed, rita):
    edit(article, rita, agreed, note="Not so sure.")
    act(services.undo, article, rita)
    assert provenances() == [Provenance.UNANIMOUS]
    act(services.redo, article, rita)
    assert provenances() == [Provenance.EDITED]


def test_what_was_deleted_comes_back_as_it_was(article, agreed, rita):
    act(services.delete_annotation, article, rita, uid=agreed.uid, version=1)
    act(services.undo, article, rita)
    assert provenances() == [Provenance.UNANIMOUS]


def test_other_occurrences_are_edited(project, rita, claim):
    article = make.article(project, "Rain. Rain. Rain.")
    gold = make.annotation_set(article, rita, kind=Kind.GOLD)
    first = make.annotation(gold, claim, (0, 4), provenance=Provenance.MAJORITY)
    act(services.mark_occurrences, article, rita, uid=first.uid, version=1)
    assert provenances() == ["majority", "edited", "edited"]


def test_links_leave_the_provenance_alone(article, agreed, gold, rita, speaker, said_by):
    who = make.annotation(gold, speaker, (13, 17), provenance=Provenance.MAJORITY)
    ends = {"type_id": said_by.pk, "source": agreed.uid, "target": who.uid}
    act(services.link, article, rita, uid=uuid4(), **ends)
    assert provenances() == ["unanimous", "majority"]
    act(services.unlink, article, rita, uid=Relation.objects.get().uid)
    assert not Relation.objects.exists()


def test_own_sets_have_no_provenance(article, gold, rita, claim):
    doing.mark(article, rita, claim, "minister")
    one = doing.change(article, rita, Annotation.objects.get().uid, note="Mine.")
    assert (one.set.kind, Annotation.objects.get().provenance) == (Kind.ANNOTATOR, "")


def test_undo_keeps_to_the_set(article, agreed, rita, claim):
    """What was done last was done in the other set."""
    edit(article, rita, agreed, note="Gold.")
    doing.mark(article, rita, claim, "said")
    act(services.undo, article, rita)
    assert Annotation.objects.filter(set__kind=Kind.ANNOTATOR).count() == 1
    assert provenances() == [Provenance.UNANIMOUS]


def test_undo_walks_only_what_the_person_did(article, agreed, gold, rita, max):
    edit(article, rita, agreed, note="Rita’s.")
    AnnotationSet.objects.update(owner=max)
    edit(article, max, Annotation.objects.get(), note="Max’s.")
    act(services.undo, article, max)
    assert Annotation.objects.get().note == "Rita’s."
    with pytest.raises(Exception, match="nothing to undo"):
        act(services.undo, article, max)


def test_what_another_reviewer_has_linked_is_not_undone(
    article, gold, rita, max, claim, speaker, said_by
):
    mark(article, rita, claim)
    AnnotationSet.objects.update(owner=max)
    source, target = Annotation.objects.get(), make.annotation(gold, speaker, (4, 12))
    ends = {"type_id": said_by.pk, "source": source.uid, "target": target.uid}
    act(services.link, article, max, uid=uuid4(), **ends)
    AnnotationSet.objects.update(owner=rita)
    with pytest.raises(Conflict, match="linked since"):
        act(services.undo, article, rita)


def test_who_does_not_hold_it(article, gold, max, claim):
    with pytest.raises(Conflict, match="Another reviewer"):
        mark(article, max, claim)


def test_annotators_learn_nothing(article, gold, ana, claim):
    AnnotationSet.objects.update(owner=ana)
    with pytest.raises(NotFound):
        mark(article, ana, claim)


def test_who_reviews_no_more(article, gold, rita, claim):
    Membership.objects.filter(user=rita).update(role=Role.ANNOTATOR)
    with pytest.raises(NotFound):
        mark(article, rita, claim)


def test_where_there_is_none(article, rita, claim):
    with pytest.raises(NotFound, match="no gold set"):
        mark(article, rita, claim)


def test_a_finished_one(article, rita, claim):
    make.annotation_set(article, rita, kind=Kind.GOLD, state=State.ACCEPTED)
    with pytest.raises(NotAllowed, match="Reopen the adjudication"):
        mark(article, rita, claim)
