"""Schemes as JSON files; the form is described in README.md."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.schemes import problems
from annotator.schemes.drafts import AttributeDraft, LabelDraft, RelationDraft, SchemeDraft
from annotator.schemes.models import Attribute, Hue, Label, Pattern
from annotator.schemes.problems import HUES, Raw, folded
from annotator.schemes.queries import LinkType


def read_scheme(content: str | bytes) -> SchemeDraft:
    """The scheme of a file; all that is wrong with it is said at once."""
    labels, relations = _lists(content)
    found = problems.of_labels(labels) + problems.of_relations(relations, labels)
    if found:
        raise InvalidInput(" ".join(found), errors={"scheme": found})
    names = {folded(label["name"]): label["name"].strip() for label in labels}
    return SchemeDraft(
        labels=tuple(_label(n, label) for n, label in enumerate(labels)),
        relations=tuple(_relation(raw, names) for raw in relations),
    )


def _lists(content: str | bytes) -> tuple[list[Raw], list[Raw]]:
    try:
        scheme = json.loads(content)
        labels, relations = scheme["labels"], scheme.get("relations", [])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InvalidInput(_("This is no scheme: it must be JSON with a list “labels”.")) from None
    for name, value in (("labels", labels), ("relations", relations)):
        if not problems.are_objects(value):
            raise InvalidInput(_("“%(name)s” must be a list of objects.") % {"name": name})
    return labels, relations


def _label(position: int, label: Raw) -> LabelDraft:
    """Where hue and pattern are left out, they are the next that can be told apart."""
    hue: Any = label.get("hue", position % 4 + 1)
    patterns = Pattern.values
    return LabelDraft(
        name=label["name"].strip(),
        description=label.get("description", "").strip(),
        hue=HUES.get(hue, hue),
        pattern=label.get("pattern", patterns[position // 4 % len(patterns)]),
        digit=label.get("digit"),
        active=label.get("active", True),
        meaning=label.get("meaning", ""),
        attributes=tuple(map(_attribute, label.get("attributes", []))),
    )


def _attribute(raw: Raw) -> AttributeDraft:
    draft = problems.attribute_of(raw)
    return AttributeDraft(
        name=draft.name.strip(),
        kind=draft.kind,
        options=tuple(draft.options),
        required=draft.required,
        default=draft.default,
    )


def _relation(raw: Raw, names: dict[str, str]) -> RelationDraft:
    return RelationDraft(
        name=raw["name"].strip(),
        sources=tuple(dict.fromkeys(names[folded(name)] for name in raw["from"])),
        targets=tuple(dict.fromkeys(names[folded(name)] for name in raw["to"])),
        many=raw.get("many", False),
        active=raw.get("active", True),
    )


def write_scheme(labels: Sequence[Label], links: Sequence[LinkType] = ()) -> str:
    """The file that ``read_scheme`` reads back."""
    names = {label.pk: label.name for label in labels}
    scheme = {
        "labels": [_described(label) for label in labels],
        "relations": [_linked(link, names) for link in links],
    }
    return json.dumps(scheme, ensure_ascii=False, indent=2) + "\n"


def _described(label: Label) -> dict[str, Any]:
    return {
        "name": label.name,
        "description": label.description,
        "hue": Hue(label.hue).name.lower(),
        "pattern": label.pattern,
        "digit": label.digit,
        "active": label.active,
        "meaning": label.meaning,
        "attributes": [_said(attribute) for attribute in label.attributes.all()],
    }


def _said(attribute: Attribute) -> dict[str, Any]:
    return {
        "name": attribute.name,
        "kind": attribute.kind,
        "options": attribute.options,
        "required": attribute.required,
        "default": attribute.default,
    }


def _linked(link: LinkType, names: dict[int, str]) -> dict[str, Any]:
    return {
        "name": link.name,
        "from": [name for pk, name in names.items() if pk in link.sources],
        "to": [name for pk, name in names.items() if pk in link.targets],
        "many": link.many,
        "active": link.active,
    }
