"""Marking spans."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import steps, values
from annotator.annotations.changes import Change, begin, begun
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.services import checks
from annotator.annotations.snapshots import snapshot
from annotator.annotations.states import Kind, by_hand
from annotator.annotations.steps import Asked
from annotator.articles.reading import kept
from annotator.errors import InvalidInput
from annotator.schemes import attributes
from annotator.text import spans, words
from annotator.text.spans import Fragments

MAX_OCCURRENCES = 1_000
"""Marked in one step."""


def annotate(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    label_id: int,
    fragments: Fragments,
    quote: str,
    note: str = "",
    of: Kind = Kind.ANNOTATOR,
) -> Change:
    """Mark a span with a label: by one statement if all is as usual, or else step by step."""
    content = ("annotate", uid, label_id, fragments, quote, note)
    asked = Asked(article_id, by, step, content, of=of)
    annotation = Annotation(
        uid=uid,
        label_id=label_id,
        fragments=fragments,
        quote=quote,
        note=checks.tidy_note(note),
        provenance=by_hand(of),
        created=asked.now,
        updated=asked.now,
    )
    return _mark_at_once(asked, annotation) or _mark(asked, annotation)


def _mark_at_once(asked: Asked, annotation: Annotation) -> Change | None:
    """None, and nothing done, where anything is unusual."""
    text = kept(asked.article_id)
    if text is None or not spans.fits(text.text, annotation.fragments, annotation.quote):
        return None
    meaning = values.meaning(annotation.label_id)
    annotation.value = values.value_of(meaning, annotation.fragments, text)
    most = checks.MAX_ANNOTATIONS
    taken = steps.mark(asked, annotation, text=text.digest, meaning=meaning, most=most)
    if taken is None:
        return None
    change = begun(asked, taken)
    change.alone = True
    change.touch(annotation.uid, None, snapshot(annotation))
    return change


@transaction.atomic
def _mark(asked: Asked, annotation: Annotation) -> Change:
    change = begin(asked)
    if change.repeated:
        return change
    text = change.reading
    spans.check(text.text, annotation.fragments, annotation.quote)
    checks.check_room(change)
    annotation.set = change.set
    annotation.label = checks.usable_label(change, annotation.label_id)
    annotation.attributes = attributes.defaults(annotation.label.attributes.all())
    annotation.value = values.value_of(annotation.label.meaning, annotation.fragments, text)
    annotation.save()
    change.log("annotation:created", annotation.uid, None, snapshot(annotation))
    return change.save()


@transaction.atomic
def mark_occurrences(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    version: int,
    of: Kind = Kind.ANNOTATOR,
) -> Change:
    """Mark every other place where the same string stands alike, as one step.

    They get the label, the attributes and the speaker; a figure is read in its own place.
    """
    change = begin(Asked(article_id, by, step, ("occurrences", uid, version), of=of))
    if change.repeated:
        return change
    model = checks.current(change, uid, version)
    if len(model.fragments) > 1:
        raise InvalidInput(_("Only an annotation in one piece can be marked everywhere."))
    fresh = _others(change, model)
    if len(fresh) > MAX_OCCURRENCES:
        raise InvalidInput(
            _("“%(quote)s” stands here %(count)s times; at most %(limit)s can be marked at once.")
            % {"quote": model.quote[:60], "count": len(fresh), "limit": MAX_OCCURRENCES}
        )
    checks.check_room(change)
    Annotation.objects.bulk_create(fresh)
    for annotation in fresh:
        change.log("annotation:created", annotation.uid, None, snapshot(annotation))
    return change.save()


def _others(change: Change, model: Annotation) -> list[Annotation]:
    taken = _places(change.set, model.label_id)
    return [
        Annotation(
            uid=uuid5(change.step, str(place[0])),
            set=change.set,
            label=model.label,
            fragments=(place,),
            quote=model.quote,
            attributes=model.attributes,
            value=values.value_of(model.label.meaning, (place,), change.reading),
            speaker_id=model.speaker_id,
            provenance=by_hand(change.set.kind),
            created=change.now,
            updated=change.now,
        )
        for place in words.occurrences(change.reading.text, model.quote)
        if (place,) not in taken
    ]


def _places(annotation_set: AnnotationSet, label_id: int) -> set[Fragments]:
    places = Annotation.objects.filter(set=annotation_set, label=label_id)
    return set(places.values_list("fragments", flat=True))
