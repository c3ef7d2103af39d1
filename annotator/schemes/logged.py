"""Parts of a scheme as the log keeps them."""

from typing import Any

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event
from annotator.projects.models import Project
from annotator.schemes.models import Attribute, Label, RelationType

LABEL = ("name", "description", "hue", "pattern", "digit", "active", "meaning")
ATTRIBUTE = ("label_id", "name", "kind", "options", "required", "default")
RELATION_TYPE = ("name", "many", "active")

State = dict[str, Any]


def of_label(label: Label) -> State:
    return {name: getattr(label, name) for name in LABEL}


def of_attribute(attribute: Attribute) -> State:
    return {name: getattr(attribute, name) for name in ATTRIBUTE}


def of_type(one: RelationType) -> State:
    """With the ids of its labels: two queries unless they were fetched before."""
    ends = {
        way: sorted(label.pk for label in getattr(one, way).all()) for way in ("sources", "targets")
    }
    return {name: getattr(one, name) for name in RELATION_TYPE} | ends


def entry(
    kind: str,
    row: Label | Attribute | RelationType,
    *,
    by: User | None,
    project: Project,
    before: State | None = None,
    after: State | None = None,
) -> Event:
    """An event that is not written yet."""
    return event(kind, by=by, project_id=project.pk, subject=row.pk, before=before, after=after)
