"""What an annotation says beyond its place: the value of a figure, and what its label asks for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from annotator import figures
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.reading import Reading
from annotator.errors import InvalidInput
from annotator.figures import Quantity
from annotator.schemes import attributes
from annotator.schemes.models import Attribute, Label, Meaning
from annotator.text import spans
from annotator.text.spans import Fragments

Value = dict[str, Any]

_meanings: dict[int, str] = {}


def meaning(label_id: int) -> str:
    """What a label means, by a query the first time. It may have changed since."""
    if label_id not in _meanings:
        found = Label.objects.filter(pk=label_id).values_list("meaning", flat=True)
        _meanings[label_id] = found.first() or ""
    return _meanings[label_id]


def remember(label: Label) -> None:
    _meanings[label.pk] = label.meaning


def quantity(value: Value | None) -> Quantity | None:
    """What a figure says; None where no value was found."""
    if not value:
        return None
    return figures.from_json({name: value[name] for name in value if name != "confirmed"})


def read_value(text: str, fragments: Fragments, lang: str) -> Value:
    """The value of a figure as it is read in the text, not confirmed; empty if there is none."""
    found = figures.read(text, *spans.extent(fragments), lang)
    return {**figures.as_json(found), "confirmed": False} if found else {}


def value_of(means: str, fragments: Fragments, reading: Reading) -> Value | None:
    """The value that a fresh annotation has; None unless its label is one for figures."""
    if means != Meaning.FIGURE:
        return None
    return read_value(reading.text, fragments, reading.lang)


def reread(annotation: Annotation, reading: Reading) -> None:
    """Read a figure whose borders have moved; what was confirmed stays if it reads the same."""
    now = value_of(annotation.label.meaning, annotation.fragments, reading)
    if not annotation.value or annotation.value | {"confirmed": False} != now:
        annotation.value = now


def relabel(annotation: Annotation, label: Label, reading: Reading) -> None:
    """Give an annotation another label: what that one has no place for goes."""
    asked = list(label.attributes.all())
    kept = attributes.fitting(asked, annotation.attributes)
    annotation.label = label
    annotation.attributes = attributes.defaults(asked) | kept
    if label.meaning != Meaning.SPEAKER:
        annotation.speaker = None
    if label.meaning != Meaning.FIGURE or annotation.value is None:
        annotation.value = value_of(label.meaning, annotation.fragments, reading)


def describe(annotation: Annotation, given: Mapping[int, list[str]]) -> None:
    """Say some of what the label asks for: attributes by number, as a form sends them."""
    asked = {one.pk: one for one in annotation.label.attributes.all()}
    if unknown := given.keys() - asked.keys():
        raise InvalidInput(
            _("%(label)s has no attribute %(number)s.")
            % {"label": annotation.label, "number": min(unknown)}
        )
    said = {asked[number].name: attributes.parse(asked[number], given[number]) for number in given}
    now = annotation.attributes | said
    annotation.attributes = {name: value for name, value in now.items() if value is not None}


def confirm(annotation: Annotation, corrected: Quantity | None) -> None:
    """Take the value of a figure as right, or another in its place."""
    if annotation.label.meaning != Meaning.FIGURE:
        raise InvalidInput(_("%(label)s has no value.") % {"label": annotation.label})
    value = figures.as_json(corrected) if corrected else annotation.value
    if not value:
        raise InvalidInput(_("There is no value to confirm: no number was found."))
    annotation.value = {**value, "confirmed": True}


def check_points(label: Label) -> None:
    if label.meaning != Meaning.SPEAKER:
        raise InvalidInput(_("%(label)s does not point to a speaker.") % {"label": label})


def check_complete(annotation_set: AnnotationSet) -> None:
    """InvalidInput where an annotation lacks what its label requires."""
    needed = Attribute.objects.filter(label__project=annotation_set.article.project_id)
    for attribute in needed.filter(required=True).select_related("label"):
        bare = annotation_set.annotations.filter(label=attribute.label)
        lacking = bare.exclude(attributes__has_key=attribute.name).order_by("fragments").first()
        if lacking:
            raise InvalidInput(
                _("%(label)s “%(quote)s” still needs: %(attribute)s.")
                % {
                    "label": attribute.label,
                    "quote": lacking.quote[:60],
                    "attribute": attribute.name,
                },
                uid=lacking.uid,
            )
