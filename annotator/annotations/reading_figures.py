"""Reading figures that have not been read yet: imported before, or of a label that is new to it."""

from django.db import transaction
from django.db.models import QuerySet

from annotator.annotations.models import Annotation
from annotator.annotations.values import read_value
from annotator.schemes.models import Label, Meaning
from annotator.web import housekeeping


@transaction.atomic
def read_some(limit: int = 200) -> int:
    """Read the values of up to so many figures, and say how many. Several may run at once.

    What a figure says is derived from the text, so that neither a step nor a version is counted.
    """
    found = list(_unread(limit))
    for one in found:
        text = one.set.article
        one.value = read_value(text.text, one.fragments, text.lang)
    Annotation.objects.bulk_update(found, ["value"])
    return len(found)


def read_for_a_while(seconds: float = 2) -> None:
    """What housekeeping does: short turns, so that much to read doesn't hold everything up."""
    housekeeping.for_a_while(read_some, seconds)


def _unread(limit: int) -> QuerySet[Annotation]:
    labels = Label.objects.filter(meaning=Meaning.FIGURE)
    return (
        Annotation.objects.filter(value__isnull=True, label__in=labels)
        .select_related("set__article")
        .only("fragments", "set", "set__article__text", "set__article__lang")
        .select_for_update(of=("self",), skip_locked=True)[:limit]
    )
