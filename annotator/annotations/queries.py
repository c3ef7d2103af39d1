"""Questions about annotation sets."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.fields import from_text, multirange
from annotator.annotations.models import Annotation, AnnotationSet, Step
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.articles.reading import reading
from annotator.database import prepared
from annotator.errors import InvalidInput, NotFound
from annotator.text import words
from annotator.text.spans import Fragments


def readable(article_id: int, by: User) -> Article:
    """The article without its text, with the person's ``role``; one query.

    Raises NotFound for who is not a member of the project.
    """
    article = (
        Article.objects.filter(pk=article_id, project__memberships__user=by)
        .select_related("project")
        .annotate(role=F("project__memberships__role"))
        .defer("text", "search")
        .first()
    )
    if article is None:
        raise NotFound(_("This article is not here."))
    return article


def own_sets(by: User) -> QuerySet[AnnotationSet]:
    """The sets that a person annotates, in projects that they belong to."""
    return AnnotationSet.objects.filter(
        kind=Kind.ANNOTATOR, owner=by, article__project__memberships__user=by
    )


def own_set(article_id: int, by: User) -> AnnotationSet | None:
    return own_sets(by).filter(article=article_id).first()


def own_set_for_update(article_id: int, by: User) -> QuerySet[AnnotationSet]:
    return (
        own_sets(by)
        .filter(article=article_id)
        .select_for_update(of=("self",))
        .select_related("article")
        .defer("article__text", "article__search", "article__meta")
    )


class MarkLabel(NamedTuple):
    """What it takes to show a label."""

    id: int
    name: str
    hue: int
    pattern: str


class Mark(NamedTuple):
    """One annotation as it is shown."""

    uid: UUID
    version: int
    fragments: Fragments
    quote: str
    note: str
    label: MarkLabel


_MARKS = """
SELECT a.uid, a.version, a.fragments::text, a.quote, a.note, l.id, l.name, l.hue, l.pattern
FROM annotations_annotation a
JOIN schemes_label l ON l.id = a.label_id
WHERE a.set_id = %s AND a.fragments && %s
ORDER BY lower(a.fragments), upper(a.fragments), a.uid
"""
_EVERYWHERE = ((0, 2**31 - 1),)


def marks(annotation_set: AnnotationSet, touching: Fragments = _EVERYWHERE) -> list[Mark]:
    """The annotations of a set in reading order, or those that touch some places; one query."""
    rows = prepared.rows(_MARKS, [annotation_set.pk, multirange(touching)])
    return [
        Mark(uid, version, from_text(fragments), quote, note, MarkLabel(*label))
        for uid, version, fragments, quote, note, *label in rows
    ]


@dataclass(frozen=True, slots=True)
class Undoable:
    """Whether this person has something to undo and to redo in a set."""

    undo: bool
    redo: bool


def undoable(annotation_set: AnnotationSet, by: User) -> Undoable:
    states = set(
        Step.objects.filter(set=annotation_set, by=by, kind=Step.Kind.CHANGE)
        .filter(Q(state=Step.State.DONE) | Q(state=Step.State.UNDONE))
        .values_list("state", flat=True)
        .distinct()
    )
    return Undoable(undo=Step.State.DONE in states, redo=Step.State.UNDONE in states)


def step_to_undo(annotation_set: AnnotationSet, by: User) -> Step | None:
    return _steps(annotation_set, by, Step.State.DONE).order_by("-number").first()


def step_to_redo(annotation_set: AnnotationSet, by: User) -> Step | None:
    return _steps(annotation_set, by, Step.State.UNDONE).order_by("number").first()


def _steps(annotation_set: AnnotationSet, by: User, state: Step.State) -> QuerySet[Step]:
    return Step.objects.filter(set=annotation_set, by=by, kind=Step.Kind.CHANGE, state=state)


def annotation(annotation_set: AnnotationSet, uid: UUID) -> Annotation | None:
    return Annotation.objects.select_related("label").filter(set=annotation_set, uid=uid).first()


def locate(article_id: int, by: User, quote: str, nth: int) -> Fragments:
    """Where the quote stands for the ``nth`` time (from 1) in an article that the person may read.

    Raises InvalidInput where it does not stand so often.
    """
    article = readable(article_id, by)
    places = words.occurrences(reading(article.pk, article.digest).text, quote)
    if len(places) < nth:
        raise InvalidInput(
            _("“%(quote)s” does not stand in this article.") % {"quote": quote[:60]}
            if not places
            else _("“%(quote)s” stands in this article only %(count)s times.")
            % {"quote": quote[:60], "count": len(places)}
        )
    return (places[nth - 1],)
