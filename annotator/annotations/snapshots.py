"""The state of an annotation or a relation as the log keeps it, and putting it back."""

from typing import Any, Literal, NotRequired, TypedDict
from uuid import UUID

from django.utils import timezone

from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.text import spans


class Snapshot(TypedDict):
    """``fragments`` as in "120-163,180-201"; ``speaker`` is the number of an entry.

    ``provenance``: in gold sets.
    """

    label: int
    fragments: str
    quote: str
    note: str
    attributes: dict[str, object]
    value: dict[str, object] | None
    speaker: int | None
    version: int
    provenance: NotRequired[str]


class Link(TypedDict):
    """A relation: the ends are the ids of annotations in the same set."""

    type: int
    source: str
    target: str


ENDS: tuple[Literal["source"], Literal["target"]] = ("source", "target")

FIELDS = (
    *("label_id", "fragments", "quote", "note", "attributes", "value", "speaker_id"),
    *("provenance", "version", "updated"),
)
"""What changes in an annotation."""


def snapshot(annotation: Annotation) -> Snapshot:
    state = Snapshot(
        label=annotation.label_id,
        fragments=spans.unparse(annotation.fragments),
        quote=annotation.quote,
        note=annotation.note,
        attributes=annotation.attributes,
        value=annotation.value,
        speaker=annotation.speaker_id,
        version=annotation.version,
    )
    if annotation.provenance:
        state["provenance"] = annotation.provenance
    return state


def link(relation: Relation) -> Link:
    return Link(type=relation.type_id, source=str(relation.source), target=str(relation.target))


def same(a: Any, b: Any) -> bool:
    """Whether two states are alike in everything that people have said."""
    return bool(_said(a) == _said(b))


def _said(state: Any) -> Any:
    """The log may be older than values and speakers; a value that nobody confirmed is only read."""
    if state is None or "label" not in state:
        return state
    value = state.get("value") or {}
    said = {"value": value if value.get("confirmed") else None, "speaker": state.get("speaker")}
    return state | said | {"version": 0, "provenance": ""}


def revived(
    annotation_set: AnnotationSet, uid: UUID, now: Annotation | None, then: Snapshot
) -> Annotation:
    """The annotation as it was ``then``, not saved; its version goes on counting."""
    annotation = now or Annotation(
        set=annotation_set, uid=uid, created=timezone.now(), version=then["version"]
    )
    annotation.label_id = then["label"]
    annotation.fragments = spans.parse(then["fragments"])
    annotation.quote = then["quote"]
    annotation.note = then["note"]
    annotation.attributes = then["attributes"]
    annotation.value = then.get("value")
    annotation.speaker_id = then.get("speaker")
    annotation.provenance = then.get("provenance", "")
    annotation.version += 1
    annotation.updated = timezone.now()
    return annotation


def relinked(annotation_set: AnnotationSet, uid: UUID, then: Link) -> Relation:
    """The relation as it was ``then``, not saved."""
    return Relation(
        uid=uid,
        set=annotation_set,
        type_id=then["type"],
        source=UUID(then["source"]),
        target=UUID(then["target"]),
        created=timezone.now(),
    )


def put_back(kept: list[Annotation], removed: list[Annotation]) -> None:
    """Write revived annotations and delete others: at most three queries, however many."""
    fields = [name.removesuffix("_id") for name in FIELDS]
    known = [one for one in kept if one.pk is not None]
    Annotation.objects.bulk_create([one for one in kept if one.pk is None])
    Annotation.objects.bulk_update(known, fields)
    Annotation.objects.filter(pk__in=[one.pk for one in removed]).delete()
