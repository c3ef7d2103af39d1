"""Relations: made, replaced, taken away with their ends, and brought back."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import services
from annotator.annotations.models import Annotation, Relation
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.schemes.models import Label, RelationType
from tests import make
from tests.annotations.doing import change, delete, link, mark, redo, undo, unlink

Two = tuple[Annotation, Annotation]


@pytest.fixture
def two(article: Article, ana: User, claim: Label, speaker: Label) -> Two:
    """A claim and a speaker that Ana has marked."""
    return mark(article, ana, claim, "people had left"), mark(article, ana, speaker, "minister")


def ends() -> list[tuple[str, str]]:
    quotes = dict(Annotation.objects.values_list("uid", "quote"))
    relations = Relation.objects.order_by("created", "id")
    return [(quotes[one.source], quotes[one.target]) for one in relations]


def test_linking(article: Article, ana: User, said_by: RelationType, two: Two) -> None:
    done = link(article, ana, said_by, *two)
    assert ends() == [("people had left", "minister")]
    assert done.linked == [two[0].uid, two[1].uid]


def test_linking_is_logged(article: Article, ana: User, said_by: RelationType, two: Two) -> None:
    done = link(article, ana, said_by, *two)
    event = Event.objects.get(step=done.step)
    assert (event.kind, event.actor_id, event.article_id) == (
        "relation:created",
        ana.pk,
        article.pk,
    )
    assert event.after == {
        "type": said_by.pk,
        "source": str(two[0].uid),
        "target": str(two[1].uid),
    }


def test_a_repeated_step_links_once(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    step, uid = uuid4(), uuid4()
    link(article, ana, said_by, *two, step=step, uid=uid)
    again = link(article, ana, said_by, *two, step=step, uid=uid)
    assert again.repeated
    assert again.linked == [two[0].uid, two[1].uid]
    assert len(ends()) == 1


def test_a_type_for_one_replaces(
    article: Article, ana: User, said_by: RelationType, two: Two, speaker: Label
) -> None:
    other = mark(article, ana, speaker, "she")
    link(article, ana, said_by, *two)
    done = link(article, ana, said_by, two[0], other)
    assert ends() == [("people had left", "she")]
    assert two[1].uid in done.linked


def test_undo_of_a_replacement_brings_the_first_back(
    article: Article, ana: User, said_by: RelationType, two: Two, speaker: Label
) -> None:
    link(article, ana, said_by, *two)
    link(article, ana, said_by, two[0], mark(article, ana, speaker, "she"))
    undo(article, ana)
    assert ends() == [("people had left", "minister")]
    redo(article, ana)
    assert ends() == [("people had left", "she")]


def test_a_type_for_many_adds(
    article: Article, ana: User, claim: Label, speaker: Label, two: Two
) -> None:
    many = make.relation_type(claim, speaker, many=True)
    link(article, ana, many, *two)
    link(article, ana, many, two[0], mark(article, ana, speaker, "she"))
    assert ends() == [("people had left", "minister"), ("people had left", "she")]


def test_the_same_link_twice(
    article: Article, ana: User, claim: Label, speaker: Label, two: Two
) -> None:
    many = make.relation_type(claim, speaker, many=True)
    link(article, ana, many, *two)
    with pytest.raises(InvalidInput, match="linked already"):
        link(article, ana, many, *two)
    assert len(ends()) == 1


def test_the_wrong_way(article: Article, ana: User, said_by: RelationType, two: Two) -> None:
    with pytest.raises(InvalidInput, match="does not lead from Speaker to Claim"):
        link(article, ana, said_by, two[1], two[0])


def test_to_itself(article: Article, ana: User, claim: Label, two: Two) -> None:
    quoted_in = make.relation_type(claim, claim, "quoted in")
    with pytest.raises(InvalidInput, match="itself"):
        link(article, ana, quoted_in, two[0], two[0])


def test_a_type_that_is_switched_off(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    RelationType.objects.update(active=False)
    with pytest.raises(InvalidInput, match="switched off"):
        link(article, ana, said_by, *two)


def test_a_type_of_another_project(article: Article, ana: User, two: Two, olga: User) -> None:
    theirs = make.project(olga)
    foreign = make.relation_type(make.label(theirs, "Claim"), make.label(theirs, "Speaker"))
    with pytest.raises(InvalidInput, match="not part of the project"):
        link(article, ana, foreign, *two)


def test_an_end_that_is_gone(article: Article, ana: User, said_by: RelationType, two: Two) -> None:
    delete(article, ana, two[1].uid)
    with pytest.raises(Conflict, match="removed meanwhile"):
        link(article, ana, said_by, *two)


def test_an_end_in_another_set(
    article: Article, ana: User, ben: User, said_by: RelationType, two: Two, speaker: Label
) -> None:
    with pytest.raises(Conflict):
        link(article, ana, said_by, two[0], mark(article, ben, speaker, "minister"))


def test_a_stranger(article: Article, olga: User, said_by: RelationType, two: Two) -> None:
    with pytest.raises(NotFound):
        link(article, olga, said_by, *two)


def test_unlinking_and_undo(article: Article, ana: User, said_by: RelationType, two: Two) -> None:
    link(article, ana, said_by, *two)
    unlink(article, ana, Relation.objects.get())
    assert ends() == []
    undo(article, ana)
    assert ends() == [("people had left", "minister")]


def test_deleting_an_end_takes_the_link_along(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    link(article, ana, said_by, *two)
    done = delete(article, ana, two[1].uid)
    assert ends() == []
    assert two[0].uid in done.linked


def test_undo_of_a_deletion_brings_both_back(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    link(article, ana, said_by, *two)
    relation = Relation.objects.get()
    delete(article, ana, two[1].uid)
    undo(article, ana)
    assert ends() == [("people had left", "minister")]
    assert Relation.objects.get().uid == relation.uid
    redo(article, ana)
    assert (ends(), Annotation.objects.count()) == ([], 1)


def test_moving_keeps_the_link(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    link(article, ana, said_by, *two)
    done = change(article, ana, two[1].uid, fragments=((0, 12),), quote="The minister")
    assert ends() == [("people had left", "The minister")]
    assert two[0].uid in done.linked


def test_a_label_that_the_type_allows_keeps_the_link(
    article: Article, ana: User, said_by: RelationType, two: Two, project
) -> None:
    source = make.label(project, "Source")
    said_by.targets.add(source)
    link(article, ana, said_by, *two)
    change(article, ana, two[1].uid, label_id=source.pk)
    assert len(ends()) == 1


def test_a_label_that_it_does_not_allow_is_said_before(
    article: Article, ana: User, said_by: RelationType, two: Two, figure: Label
) -> None:
    link(article, ana, said_by, *two)
    with pytest.raises(InvalidInput, match="As Figure it can’t keep its links: “said by”"):
        change(article, ana, two[1].uid, label_id=figure.pk)
    assert len(ends()) == 1


def test_dropping_links_is_undone_with_the_label(
    article: Article, ana: User, said_by: RelationType, two: Two, figure: Label
) -> None:
    link(article, ana, said_by, *two)
    change(article, ana, two[1].uid, label_id=figure.pk, dropping=True)
    assert ends() == []
    undo(article, ana)
    assert len(ends()) == 1
    assert Annotation.objects.get(uid=two[1].uid).label.name == "Speaker"


def test_undo_where_the_end_is_gone_since(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    link(article, ana, said_by, *two)
    unlink(article, ana, Relation.objects.get())
    Annotation.objects.filter(uid=two[1].uid).delete()
    with pytest.raises(Conflict):
        undo(article, ana)


def test_the_database_keeps_both_ends_in_one_set(
    article: Article, ana: User, ben: User, said_by: RelationType, two: Two, speaker: Label
) -> None:
    theirs = mark(article, ben, speaker, "minister")
    link(article, ana, said_by, *two)
    Relation.objects.update(target=theirs.uid)
    with pytest.raises(IntegrityError, match="relation_target_in_set"), transaction.atomic():
        connection.check_constraints()
    Relation.objects.all().delete()


def test_a_submitted_set_can_not_be_linked(
    article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    services.submit(article_id=article.pk, by=ana)
    with pytest.raises(NotAllowed):
        link(article, ana, said_by, *two)
