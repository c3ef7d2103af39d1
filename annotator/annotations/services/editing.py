"""Changing and deleting one annotation."""

from collections.abc import Mapping
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import links, values
from annotator.annotations.changes import Change, begin
from annotator.annotations.models import Annotation
from annotator.annotations.services.checks import current, tidy_note, usable_label
from annotator.annotations.snapshots import snapshot
from annotator.annotations.states import Kind, by_hand
from annotator.annotations.steps import Asked
from annotator.errors import InvalidInput
from annotator.figures import Quantity
from annotator.speakers.services import create_speaker, point_to
from annotator.text import spans
from annotator.text.spans import Fragments


class Edits(TypedDict, total=False):
    """What of an annotation is to be another; what is left out stays.

    ``attributes``: what forms send, by the number of the attribute. ``confirm``: the value is
    right as it is. ``speaker_id``: an entry of the register, or None. ``speaker_name``: the entry
    of this name, which is made if there is none. ``dropping``: links that a new label doesn't
    allow go along.
    """

    label_id: int
    dropping: bool
    fragments: Fragments
    quote: str
    note: str
    attributes: Mapping[int, list[str]]
    confirm: bool
    value: Quantity
    speaker_id: int | None
    speaker_name: str


@transaction.atomic
def change_annotation(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    version: int,
    of: Kind = Kind.ANNOTATOR,
    **edits: Unpack[Edits],
) -> Change:
    """Change whatever is given of one annotation."""
    content = ("change", uid, version, sorted(edits.items()))
    change = begin(Asked(article_id, by, step, content, of=of))
    if change.repeated:
        return change
    annotation = current(change, uid, version)
    before = snapshot(annotation)
    _edit(change, annotation, edits)
    annotation.provenance = by_hand(of)
    annotation.version += 1
    annotation.updated = change.now
    annotation.save()
    change.log("annotation:changed", uid, before, snapshot(annotation))
    if {"label_id", "fragments", "speaker_id", "speaker_name"} & edits.keys():
        links.touch_neighbours(change, uid)
    return change.save()


def _edit(change: Change, annotation: Annotation, edits: Edits) -> None:
    if "label_id" in edits and edits["label_id"] != annotation.label_id:
        _relabel(change, annotation, edits["label_id"], dropping=edits.get("dropping", False))
    if "fragments" in edits:
        _move(change, annotation, edits["fragments"], edits.get("quote", ""))
    if "note" in edits:
        annotation.note = tidy_note(edits["note"])
    if "attributes" in edits:
        values.describe(annotation, edits["attributes"])
    if edits.get("confirm") or "value" in edits:
        values.confirm(annotation, edits.get("value"))
    if "speaker_id" in edits or "speaker_name" in edits:
        _point(change, annotation, edits)


def _relabel(change: Change, annotation: Annotation, label_id: int, *, dropping: bool) -> None:
    label = usable_label(change, label_id)
    unfit = links.unfit(change, annotation.uid, label)
    if unfit and not dropping:
        raise InvalidInput(
            _("As %(label)s it can’t keep its links: %(links)s. Say that they go, or keep it.")
            % {"label": label.name, "links": links.described(unfit)}
        )
    links.remove(change, unfit)
    values.relabel(annotation, label, change.reading)


def _move(change: Change, annotation: Annotation, fragments: Fragments, quote: str) -> None:
    spans.check(change.reading.text, fragments, quote)
    annotation.fragments, annotation.quote = fragments, quote
    values.reread(annotation, change.reading)


def _point(change: Change, annotation: Annotation, edits: Edits) -> None:
    values.check_points(annotation.label)
    project, name = change.set.article.project_id, edits.get("speaker_name", "").strip()
    if name:
        annotation.speaker = create_speaker(project_id=project, by=change.by, name=name)
    elif number := edits.get("speaker_id"):
        annotation.speaker = point_to(project_id=project, by=change.by, speaker_id=number)
    else:
        annotation.speaker = None


@transaction.atomic
def delete_annotation(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    version: int,
    of: Kind = Kind.ANNOTATOR,
) -> Change:
    """Delete an annotation with its relations."""
    change = begin(Asked(article_id, by, step, ("delete", uid, version), of=of))
    if change.repeated:
        return change
    annotation = current(change, uid, version)
    links.remove(change, links.of(change, [uid]))
    change.log("annotation:deleted", uid, snapshot(annotation), None)
    annotation.delete()
    return change.save()
