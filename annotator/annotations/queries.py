"""Questions about annotation sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import orjson
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
from annotator.projects.models import Role
from annotator.speakers.queries import Used
from annotator.text import words
from annotator.text.spans import Fragments


def readable(article_id: int, by: User, of: Kind = Kind.ANNOTATOR) -> Article:
    """The article without its text, with the person's ``role``; one query.

    Raises NotFound for who is not a member of the project, and, where it is ``of`` the gold set,
    for annotators.
    """
    article = (
        Article.objects.filter(_member(by, of, "project"), pk=article_id)
        .select_related("project")
        .annotate(role=F("project__memberships__role"))
        .defer("text", "search")
        .first()
    )
    if article is None:
        raise NotFound(_("This article is not here."))
    return article


def _member(by: User, of: Kind, project: str) -> Q:
    """That a person belongs to a project, and sees its gold sets if it is about them."""
    member = Q(**{f"{project}__memberships__user": by})
    if of == Kind.GOLD:
        member &= Q(**{f"{project}__memberships__role__in": [Role.REVIEWER, Role.OWNER]})
    return member


def hands_out(project_id: int) -> bool:
    """Whether a project hands its articles out, which stays so until the end; one query."""
    sql = "SELECT annotators IS NOT NULL FROM projects_project WHERE id = %s FOR SHARE"
    return bool(prepared.row(sql, [project_id])[0])


def own_sets(by: User, of: Kind = Kind.ANNOTATOR) -> QuerySet[AnnotationSet]:
    """The sets that a person annotates, or the gold sets in their hands, in projects that they
    belong to."""
    return AnnotationSet.objects.filter(_member(by, of, "article__project"), kind=of, owner=by)


def own_set(article_id: int, by: User, of: Kind = Kind.ANNOTATOR) -> AnnotationSet | None:
    return own_sets(by, of).filter(article=article_id).first()


def gold_set(article_id: int) -> AnnotationSet | None:
    """An article's gold set with its owner, whoever holds it."""
    gold = AnnotationSet.objects.filter(article=article_id, kind=Kind.GOLD)
    return gold.select_related("owner").first()


def own_set_for_update(
    article_id: int, by: User, of: Kind = Kind.ANNOTATOR
) -> QuerySet[AnnotationSet]:
    return (
        own_sets(by, of)
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
    meaning: str


class Mark(NamedTuple):
    """One annotation as it is shown. ``speaker`` is the entry that it points to, if merged then
    the one that it was merged into. ``provenance`` is empty outside gold sets."""

    uid: UUID
    version: int
    fragments: Fragments
    quote: str
    note: str
    attributes: dict[str, Any]
    value: dict[str, Any] | None
    speaker: int | None
    speaker_name: str | None
    label: MarkLabel
    provenance: str = ""


MARKS = """
SELECT {first} a.uid, a.version, a.fragments::text, a.quote, a.note, a.attributes, a.value,
    coalesce(e.merged_into_id, e.id), coalesce(c.name, e.name), a.provenance,
    l.id, l.name, l.hue, l.pattern, l.meaning
FROM annotations_annotation a
JOIN schemes_label l ON l.id = a.label_id
LEFT JOIN speakers_speaker e ON e.id = a.speaker_id
LEFT JOIN speakers_speaker c ON c.id = e.merged_into_id
WHERE {which}
ORDER BY {first} lower(a.fragments), upper(a.fragments), a.uid
"""
_MARKS_IN_PLACES = MARKS.format(first="", which="a.set_id = %s AND a.fragments && %s")
_MARKS_BY_UID = MARKS.format(first="", which="a.set_id = %s AND a.uid = ANY(%s)")
_EVERYWHERE = ((0, 2**31 - 1),)


def marks(annotation_set: AnnotationSet, touching: Fragments = _EVERYWHERE) -> list[Mark]:
    """The annotations of a set in reading order, or those that touch some places; one query."""
    return _marks(_MARKS_IN_PLACES, annotation_set.pk, multirange(touching))


def marks_of(annotation_set: AnnotationSet, uids: Iterable[UUID]) -> list[Mark]:
    """Some annotations of a set, in reading order; one query."""
    return _marks(_MARKS_BY_UID, annotation_set.pk, list(uids))


def _marks(sql: str, *params: object) -> list[Mark]:
    return [mark_of_row(*row) for row in prepared.rows(sql, params)]


def mark_of_row(
    uid: UUID,
    version: int,
    fragments: str,
    quote: str,
    note: str,
    attributes: str,
    value: str | None,
    speaker: int | None,
    speaker_name: str | None,
    provenance: str,
    *label: Any,
) -> Mark:
    """A mark from a row of columns as MARKS has them."""
    places, said, figure = from_text(fragments), _json(attributes), _json(value)
    who = speaker, speaker_name
    shown = MarkLabel(*label)
    return Mark(uid, version, places, quote, note, said, figure, *who, shown, provenance)


def _json(written: str | None) -> Any:
    return orjson.loads(written) if written else None


class Tie(NamedTuple):
    """One relation as it is shown: the quotes are those of its ends."""

    uid: UUID
    type: int
    name: str
    source: UUID
    target: UUID
    source_quote: str
    target_quote: str


TIES = """
SELECT {first} r.uid, y.id, y.name, r.source, r.target, s.quote, t.quote
FROM annotations_relation r
JOIN schemes_relationtype y ON y.id = r.type_id
JOIN annotations_annotation s ON s.set_id = r.set_id AND s.uid = r.source
JOIN annotations_annotation t ON t.set_id = r.set_id AND t.uid = r.target
WHERE {which}
ORDER BY {first} y.position, y.id, lower(t.fragments), lower(s.fragments), r.uid
"""
_TIES_OF_SET = TIES.format(first="", which="r.set_id = %s")
_TIES_BY_END = TIES.format(
    first="", which="r.set_id = %s AND (r.source = ANY(%s) OR r.target = ANY(%s))"
)


def ties(annotation_set: AnnotationSet) -> list[Tie]:
    """All relations of a set, in the order of their types and places; one query."""
    return [Tie(*row) for row in prepared.rows(_TIES_OF_SET, [annotation_set.pk])]


def ties_of(annotation_set: AnnotationSet, uids: Iterable[UUID]) -> list[Tie]:
    """Those that begin or end at some annotations; one query."""
    ends = list(uids)
    return [Tie(*row) for row in prepared.rows(_TIES_BY_END, [annotation_set.pk, ends, ends])]


@dataclass(frozen=True, slots=True)
class Undoable:
    """Whether this person has something to undo and to redo in a set."""

    undo: bool
    redo: bool


_STEPS = "FROM annotations_step WHERE set_id = %s AND by_id = %s AND kind = 'change'"
_UNDOABLE = f"""
SELECT EXISTS (SELECT {_STEPS} AND state = 'done'), EXISTS (SELECT {_STEPS} AND state = 'undone')
"""


def undoable(annotation_set: AnnotationSet, by: User) -> Undoable:
    """One planned query."""
    return Undoable(*prepared.row(_UNDOABLE, 2 * [annotation_set.pk, by.pk]))


def step_to_undo(annotation_set: AnnotationSet, by: User) -> Step | None:
    return _steps(annotation_set, by, Step.State.DONE).order_by("-number").first()


def step_to_redo(annotation_set: AnnotationSet, by: User) -> Step | None:
    return _steps(annotation_set, by, Step.State.UNDONE).order_by("number").first()


def standing_step(annotation_set: AnnotationSet, by: User, step: UUID) -> Step | None:
    """One step of a person's that has not been taken back."""
    return _steps(annotation_set, by, Step.State.DONE).filter(pk=step).first()


def _steps(annotation_set: AnnotationSet, by: User, state: Step.State) -> QuerySet[Step]:
    return Step.objects.filter(set=annotation_set, by=by, kind=Step.Kind.CHANGE, state=state)


def annotation(annotation_set: AnnotationSet, uid: UUID) -> Annotation | None:
    return Annotation.objects.select_related("label").filter(set=annotation_set, uid=uid).first()


def pointing(annotation_set: AnnotationSet) -> list[Used]:
    """Where a set points to the register of speakers; one query."""
    found = annotation_set.annotations.filter(speaker__isnull=False)
    places = found.values_list("speaker", "fragments__start", "quote")
    return [Used(*row) for row in places]


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
