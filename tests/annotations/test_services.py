"""Every change happens once, is logged, and can be undone."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import queries, services
from annotator.annotations.changes import Change
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.schemes.models import Label
from tests import make


def mark(
    article: Article, by: User, label: Label, start: int, end: int, **values: object
) -> Change:
    given = {
        "step": uuid4(),
        "uid": uuid4(),
        "label_id": label.pk,
        "fragments": ((start, end),),
        "quote": article.text[start:end],
    } | values
    return services.annotate(article_id=article.pk, by=by, **given)


def the_annotation(by: User) -> Annotation:
    return Annotation.objects.get(set__owner=by)


def change(article: Article, by: User, **values: object) -> Change:
    one = the_annotation(by)
    given = {"step": uuid4(), "uid": one.uid, "version": one.version} | values
    return services.change_annotation(article_id=article.pk, by=by, **given)


def undo(article: Article, by: User, step: UUID | None = None) -> Change:
    return services.undo(article_id=article.pk, by=by, step=step or uuid4())


def redo(article: Article, by: User) -> Change:
    return services.redo(article_id=article.pk, by=by, step=uuid4())


def test_marking_keeps_the_place_and_the_words(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, 4, 12)
    one = the_annotation(ana)
    assert (one.fragments, one.quote, one.label) == (((4, 12),), "minister", claim)


def test_marking_begins_the_set(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, 4, 12)
    own = AnnotationSet.objects.get(owner=ana)
    assert (own.state, own.version) == (State.IN_PROGRESS, 1)


def test_marking_is_logged_with_what_came_of_it(article: Article, ana: User, claim: Label) -> None:
    done = mark(article, ana, claim, 4, 12)
    event = Event.objects.get(kind="annotation:created")
    assert (event.actor_id, event.step, event.before) == (ana.pk, done.step, None)
    assert event.after["fragments"] == "4-12"


def test_fragments_are_kept_apart(article: Article, ana: User, claim: Label) -> None:
    fragments = ((67, 80), (93, 113))
    quote = f"{article.text[67:80]} … {article.text[93:113]}"
    mark(article, ana, claim, 0, 0, fragments=fragments, quote=quote)
    assert the_annotation(ana).fragments == fragments


def test_the_quote_has_to_be_what_stands_there(article: Article, ana: User, claim: Label) -> None:
    with pytest.raises(InvalidInput, match="“minister”"):
        mark(article, ana, claim, 4, 12, quote="Minister")


def test_a_refused_change_leaves_nothing(article: Article, ana: User, claim: Label) -> None:
    with pytest.raises(InvalidInput):
        mark(article, ana, claim, 4, 12, quote="Minister")
    assert not Event.objects.exists()
    assert not AnnotationSet.objects.exists()


def test_the_same_step_again_marks_once(article: Article, ana: User, claim: Label) -> None:
    step, uid = uuid4(), uuid4()
    mark(article, ana, claim, 4, 12, step=step, uid=uid)
    again = mark(article, ana, claim, 4, 12, step=step, uid=uid)
    assert again.repeated
    assert again.touched == [uid]
    assert Annotation.objects.count() == Event.objects.count() == 1


def test_the_same_step_with_another_content_is_refused(
    article: Article, ana: User, claim: Label
) -> None:
    step, uid = uuid4(), uuid4()
    mark(article, ana, claim, 4, 12, step=step, uid=uid)
    with pytest.raises(Conflict):
        mark(article, ana, claim, 13, 17, step=step, uid=uid)


def test_a_step_of_somebody_else_is_refused(
    article: Article, ana: User, ben: User, claim: Label
) -> None:
    step = mark(article, ana, claim, 4, 12).step
    with pytest.raises(Conflict):
        mark(article, ben, claim, 4, 12, step=step)


def test_a_step_that_was_undone_since_is_not_done_again(
    article: Article, ana: User, claim: Label
) -> None:
    step, uid = uuid4(), uuid4()
    mark(article, ana, claim, 4, 12, step=step, uid=uid)
    undo(article, ana)
    assert mark(article, ana, claim, 4, 12, step=step, uid=uid).gone == [uid]


def test_a_stranger_learns_nothing(article: Article, olga: User, claim: Label) -> None:
    with pytest.raises(NotFound):
        mark(article, olga, claim, 4, 12)


def test_who_has_left_the_project_changes_nothing(
    article: Article, ana: User, claim: Label
) -> None:
    mark(article, ana, claim, 4, 12)
    article.project.memberships.filter(user=ana).delete()
    with pytest.raises(NotFound):
        mark(article, ana, claim, 13, 17)


def test_everybody_has_a_set_of_their_own(
    article: Article, ana: User, ben: User, claim: Label
) -> None:
    mark(article, ana, claim, 4, 12)
    mark(article, ben, claim, 4, 12)
    assert AnnotationSet.objects.count() == 2


def test_a_label_of_another_project_is_refused(article: Article, ana: User, ben: User) -> None:
    other = make.label(make.project(ben))
    with pytest.raises(InvalidInput):
        mark(article, ana, other, 4, 12)


def test_a_label_switched_off_is_refused(article: Article, ana: User, claim: Label) -> None:
    Label.objects.update(active=False)
    with pytest.raises(InvalidInput, match="switched off"):
        mark(article, ana, claim, 4, 12)


def test_relabelling_keeps_the_place(
    article: Article, ana: User, claim: Label, speaker: Label
) -> None:
    mark(article, ana, claim, 4, 12)
    change(article, ana, label_id=speaker.pk)
    one = the_annotation(ana)
    assert (one.label, one.fragments, one.version) == (speaker, ((4, 12),), 2)


def test_moving_keeps_the_label_and_the_note(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, 4, 12, note="who?")
    change(article, ana, fragments=((0, 12),), quote="The minister")
    one = the_annotation(ana)
    assert (one.fragments, one.label, one.note) == (((0, 12),), claim, "who?")


def test_a_change_to_what_has_changed_is_a_conflict(
    article: Article, ana: User, claim: Label, speaker: Label
) -> None:
    mark(article, ana, claim, 4, 12)
    change(article, ana, label_id=speaker.pk)
    with pytest.raises(Conflict):
        change(article, ana, version=1, note="late")


def test_a_change_to_what_is_gone_is_a_conflict(article: Article, ana: User, claim: Label) -> None:
    uid = mark(article, ana, claim, 4, 12).touched[0]
    undo(article, ana)
    with pytest.raises(Conflict):
        services.delete_annotation(article_id=article.pk, by=ana, step=uuid4(), uid=uid, version=1)


def test_undo_takes_back_the_last_step(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, 4, 12)
    mark(article, ana, claim, 13, 17)
    undo(article, ana)
    assert the_annotation(ana).quote == "minister"


def test_undo_brings_a_deleted_annotation_back_whole(
    article: Article, ana: User, claim: Label
) -> None:
    uid = mark(article, ana, claim, 4, 12, note="who?").touched[0]
    services.delete_annotation(article_id=article.pk, by=ana, step=uuid4(), uid=uid, version=1)
    undo(article, ana)
    one = the_annotation(ana)
    assert (one.uid, one.note, one.quote) == (uid, "who?", "minister")


def test_undo_and_redo_walk_all_the_way(
    article: Article, ana: User, claim: Label, speaker: Label
) -> None:
    mark(article, ana, claim, 4, 12)
    change(article, ana, label_id=speaker.pk)
    change(article, ana, note="who?")
    for _step in range(3):
        undo(article, ana)
    assert not Annotation.objects.exists()
    for _step in range(3):
        redo(article, ana)
    one = the_annotation(ana)
    assert (one.label, one.note) == (speaker, "who?")


def test_a_new_change_drops_what_was_undone(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, 4, 12)
    undo(article, ana)
    mark(article, ana, claim, 13, 17)
    with pytest.raises(InvalidInput, match="again"):
        redo(article, ana)


def test_the_same_undo_again_undoes_once(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, 4, 12)
    mark(article, ana, claim, 13, 17)
    step = uuid4()
    undo(article, ana, step)
    undo(article, ana, step)
    assert the_annotation(ana).quote == "minister"


def test_nobody_undoes_what_another_did(
    article: Article, ana: User, ben: User, claim: Label
) -> None:
    mark(article, ana, claim, 4, 12)
    with pytest.raises(InvalidInput):
        undo(article, ben)


def test_undo_with_nothing_done_says_so(article: Article, ana: User) -> None:
    with pytest.raises(InvalidInput, match="nothing to undo"):
        undo(article, ana)


def test_undoable_knows_both_ways(article: Article, ana: User, claim: Label) -> None:
    own = mark(article, ana, claim, 4, 12).set
    assert queries.undoable(own, ana) == queries.Undoable(undo=True, redo=False)
    undo(article, ana)
    assert queries.undoable(own, ana) == queries.Undoable(undo=False, redo=True)


def test_all_other_occurrences_are_marked_as_one_step(
    project: object, ana: User, claim: Label
) -> None:
    article = make.article(claim.project, "Rain, rain. Rainfall and Rain again, Rain.")
    uid = mark(article, ana, claim, 0, 4).touched[0]
    services.mark_occurrences(article_id=article.pk, by=ana, step=uuid4(), uid=uid, version=1)
    places = [one.fragments[0] for one in queries.marks(AnnotationSet.objects.get())]
    assert places == [(0, 4), (25, 29), (37, 41)]
    undo(article, ana)
    assert Annotation.objects.count() == 1


def test_occurrences_cost_the_same_however_many(ana: User, claim: Label) -> None:
    def cost(text: str) -> int:
        article = make.article(claim.project, text)
        uid = mark(article, ana, claim, 0, 4).touched[0]
        step = uuid4()
        with CaptureQueriesContext(
            connection,
        ) as marking:
            services.mark_occurrences(article_id=article.pk, by=ana, step=step, uid=uid, version=1)
        with CaptureQueriesContext(connection) as undoing:
            undo(article, ana)
        return len(marking) + len(undoing)

    assert cost("Rain and Rain") == cost("Rain " * 200)


def test_a_submitted_set_is_closed(article: Article, ana: User, claim: Label) -> None:
    services.submit(article_id=article.pk, by=ana)
    with pytest.raises(NotAllowed, match="Reopen"):
        mark(article, ana, claim, 4, 12)


def test_a_submitted_set_can_be_empty(article: Article, ana: User) -> None:
    services.submit(article_id=article.pk, by=ana)
    own = AnnotationSet.objects.get()
    assert own.state == State.SUBMITTED
    assert own.submitted


def test_submitting_twice_is_submitting_once(article: Article, ana: User) -> None:
    services.submit(article_id=article.pk, by=ana)
    services.submit(article_id=article.pk, by=ana)
    assert Event.objects.filter(kind="set:submitted").count() == 1


def test_a_reopened_set_goes_on(article: Article, ana: User, claim: Label) -> None:
    services.submit(article_id=article.pk, by=ana)
    services.reopen(article_id=article.pk, by=ana)
    mark(article, ana, claim, 4, 12)
    assert AnnotationSet.objects.get().state == State.IN_PROGRESS


def test_a_step_already_taken_is_answered_after_submission(
    article: Article, ana: User, claim: Label
) -> None:
    step, uid = uuid4(), uuid4()
    mark(article, ana, claim, 4, 12, step=step, uid=uid)
    services.submit(article_id=article.pk, by=ana)
    assert mark(article, ana, claim, 4, 12, step=step, uid=uid).repeated


@pytest.mark.parametrize("change", [{"kind": "x"}, None])
def test_history_is_never_rewritten(
    article: Article, ana: User, claim: Label, change: dict[str, str] | None
) -> None:
    mark(article, ana, claim, 4, 12)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Event.objects.update(**change) if change else Event.objects.all().delete()


def test_the_text_of_an_article_is_final(article: Article) -> None:
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(text="Another text.")
