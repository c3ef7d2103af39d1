"""The relations of a set while it is being changed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from annotator.annotations.changes import Change
from annotator.annotations.models import Annotation, Relation
from annotator.annotations.snapshots import link
from annotator.errors import Conflict
from annotator.schemes.models import Label, RelationType


def of(change: Change, uids: Sequence[UUID]) -> QuerySet[Relation]:
    """The relations that begin or end at these annotations."""
    ends = Q(source__in=uids) | Q(target__in=uids)
    return Relation.objects.filter(ends, set=change.set).select_related("type")


def leaving(change: Change, source: UUID, type_id: int) -> list[Relation]:
    return list(Relation.objects.filter(set=change.set, source=source, type=type_id))


def unfit(change: Change, uid: UUID, label: Label) -> list[Relation]:
    """The relations that an annotation can't have under this label."""
    leaves = RelationType.objects.filter(pk=OuterRef("type"), sources=label)
    arrives = RelationType.objects.filter(pk=OuterRef("type"), targets=label)
    wrong = (Q(source=uid) & ~Exists(leaves)) | (Q(target=uid) & ~Exists(arrives))
    return list(of(change, [uid]).filter(wrong))


def remove(change: Change, relations: Iterable[Relation]) -> None:
    gone = list(relations)
    for relation in gone:
        change.log_link("relation:deleted", relation.uid, link(relation), None)
    if gone:
        Relation.objects.filter(pk__in=[relation.pk for relation in gone]).delete()


def restore(change: Change, relations: list[Relation]) -> None:
    """Write relations again; Conflict where an end is gone or the link has been made anew."""
    if not relations:
        return
    ends = {end for one in relations for end in (one.source, one.target)}
    there = Annotation.objects.filter(set=change.set, uid__in=ends).count() == len(ends)
    made = Relation.objects.bulk_create(relations, ignore_conflicts=True) if there else []
    uids = [one.uid for one in made]
    if Relation.objects.filter(set=change.set, uid__in=uids).count() < len(relations):
        raise Conflict(_("This has been changed since, so it can’t be brought back."))


def touch_neighbours(change: Change, *uids: UUID) -> None:
    """Note the annotations linked with these, as they show something of them."""
    for ends in of(change, uids).values_list("source", "target"):
        change.linked += ends


def described(relations: Sequence[Relation]) -> str:
    """The kinds of links, each once."""
    return ", ".join(dict.fromkeys(f"“{relation.type}”" for relation in relations))
