"""All that is wrong with a scheme file, as sentences."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from annotator.schemes import defining
from annotator.schemes.defining import is_text
from annotator.schemes.drafts import AttributeDraft
from annotator.schemes.models import Hue, Meaning, Pattern

HUES = {hue.name.lower(): hue for hue in Hue}
LABEL_KEYS = ("active", "attributes", "description", "digit", "hue", "meaning", "name", "pattern")
ATTRIBUTE_KEYS = ("default", "kind", "name", "options", "required")
RELATION_KEYS = ("active", "from", "many", "name", "to")

Raw = dict[str, Any]


def of_labels(labels: list[Raw]) -> list[str]:
    if len(labels) > defining.MOST_LABELS:
        return [_("A scheme may have %(n)d labels.") % {"n": defining.MOST_LABELS}]
    digits = [label["digit"] for label in labels if label.get("digit") is not None]
    return [
        *(problem for n, label in enumerate(labels, 1) for problem in _of_label(n, label)),
        *_twice(_names(labels), _("Two labels have the same name.")),
        *_twice(map(str, digits), _("Two labels have the same digit.")),
    ]


def of_relations(relations: list[Raw], labels: list[Raw]) -> list[str]:
    if len(relations) > defining.MOST_LINKS:
        return [_("A scheme may have %(n)d relations.") % {"n": defining.MOST_LINKS}]
    known = set(_names(labels))
    return [
        *(problem for n, raw in enumerate(relations, 1) for problem in _of_relation(n, raw, known)),
        *_twice(_names(relations), _("Two relations have the same name.")),
    ]


def are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def attribute_of(raw: Raw) -> AttributeDraft:
    """As the file has it, whatever the types."""
    default = raw.get("default")
    return AttributeDraft(
        name=raw.get("name", ""),
        kind=raw.get("kind", ""),
        options=_stripped(raw.get("options", ())),
        required=raw.get("required", False),
        default=None if default in ("", []) else default,
    )


def _stripped(options: Any) -> Any:
    if not isinstance(options, list) or not all(isinstance(one, str) for one in options):
        return options
    return tuple(one.strip() for one in options)


def _of_label(number: int, label: Raw) -> list[str]:
    where = _("Label %(number)d") % {"number": number}
    attributes = label.get("attributes", [])
    needs = _sentences(where, [*_needs_of_label(label), *_needs_of_keys(label, LABEL_KEYS)])
    if not are_objects(attributes) or len(attributes) > defining.MOST_ATTRIBUTES:
        what = _("attributes as a list of at most %(n)d objects")
        return needs + _sentences(where, [what % {"n": defining.MOST_ATTRIBUTES}])
    return needs + _of_attributes(where, attributes)


def _needs_of_label(label: Raw) -> list[str]:
    hue, pattern = label.get("hue", Hue.BLUE), label.get("pattern", Pattern.SOLID)
    digit, meaning = label.get("digit"), label.get("meaning", "")
    is_key = digit is None or (type(digit) is int and 1 <= digit <= 9)
    has_description = is_text(label.get("description", ""), 0, 300)
    checks = (
        (is_text(label.get("name"), 1, defining.LONGEST_NAME), defining.name_needed()),
        (has_description, _("a description of at most 300 letters")),
        (hue in [*HUES, *Hue.values], _("a hue of ") + ", ".join(HUES)),
        (pattern in Pattern.values, _("a pattern of ") + ", ".join(Pattern.values)),
        (is_key, _("a digit from 1 to 9")),
        (isinstance(label.get("active", True), bool), _("active as true or false")),
        (meaning in ["", *Meaning.values], _("a meaning of ") + ", ".join(Meaning.values)),
    )
    return [what for is_right, what in checks if not is_right]


def _of_attributes(where: str, attributes: list[Raw]) -> list[str]:
    found = []
    for n, raw in enumerate(attributes, 1):
        here = _("%(label)s, attribute %(number)d") % {"label": where, "number": n}
        needs = [what for _field, what in defining.of_attribute(attribute_of(raw))]
        found += _sentences(here, [*needs, *_needs_of_keys(raw, ATTRIBUTE_KEYS)])
    same = _("%(label)s has two attributes of the same name.") % {"label": where}
    return found + _twice(_names(attributes), same)


def _of_relation(number: int, raw: Raw, known: set[str]) -> list[str]:
    where = _("Relation %(number)d") % {"number": number}
    ends = [_ends(raw.get(way), known) for way in ("from", "to")]
    link = {"name": raw.get("name"), "many": raw.get("many", False)}
    needs = [what for _field, what in defining.of_link(sources=ends[0], targets=ends[1], **link)]
    if not isinstance(raw.get("active", True), bool):
        needs.append(_("active as true or false"))
    return _sentences(where, [*needs, *_needs_of_keys(raw, RELATION_KEYS)])


def _ends(names: Any, known: set[str]) -> bool:
    """Whether they are names of labels, one at least."""
    if not isinstance(names, list) or not names:
        return False
    return all(isinstance(name, str) and folded(name) in known for name in names)


def _needs_of_keys(raw: Raw, keys: tuple[str, ...]) -> list[str]:
    return [] if set(keys).issuperset(raw) else [_("no other keys than ") + ", ".join(keys)]


def _sentences(where: str, needs: Iterable[str]) -> list[str]:
    sentence = _("%(where)s needs %(what)s.")
    return [sentence % {"where": where, "what": what} for what in needs]


def _names(raws: list[Raw]) -> list[str]:
    return [folded(str(raw.get("name", ""))) for raw in raws]


def folded(name: str) -> str:
    return name.strip().casefold()


def _twice(values: Iterable[str], sentence: str) -> list[str]:
    found = list(values)
    return [sentence] if len(set(found)) < len(found) else []
