"""The state of one annotation as the log keeps it, and putting it back."""

from typing import TypedDict
from uuid import UUID

from django.utils import timezone

from annotator.annotations.models import Annotation, AnnotationSet
from annotator.text import spans


class Snapshot(TypedDict):
    """``fragments`` as in "120-163,180-201"."""

    label: int
    fragments: str
    quote: str
    note: str
    attributes: dict[str, object]
    version: int


def snapshot(annotation: Annotation) -> Snapshot:
    return Snapshot(
        label=annotation.label_id,
        fragments=spans.unparse(annotation.fragments),
        quote=annotation.quote,
        note=annotation.note,
        attributes=annotation.attributes,
        version=annotation.version,
    )


def same(a: Snapshot | None, b: Snapshot | None) -> bool:
    """Whether two states are alike in everything that a person can see."""
    if a is None or b is None:
        return a is b
    return a | {"version": 0} == b | {"version": 0}


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
    annotation.version += 1
    annotation.updated = timezone.now()
    return annotation


def put_back(kept: list[Annotation], removed: list[Annotation]) -> None:
    """Write revived annotations and delete others: at most three queries, however many."""
    fields = ["label", "fragments", "quote", "note", "attributes", "version", "updated"]
    Annotation.objects.bulk_create([one for one in kept if one.pk is None])
    Annotation.objects.bulk_update([one for one in kept if one.pk is not None], fields)
    Annotation.objects.filter(pk__in=[one.pk for one in removed]).delete()
