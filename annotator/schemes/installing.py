"""A whole scheme for a project that has just been made: whoever made it may."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

from django.db import transaction

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import record
from annotator.projects.models import Project
from annotator.schemes import logged
from annotator.schemes.drafts import AttributeDraft, LabelDraft, RelationDraft, SchemeDraft
from annotator.schemes.models import Attribute, Label, RelationType
from annotator.schemes.news import NEWS


def install_news_scheme(project: Project, by: User | None) -> list[Label]:
    return install_scheme(project, by, NEWS)


@transaction.atomic
def install_scheme(project: Project, by: User | None, scheme: SchemeDraft) -> list[Label]:
    labels = _labels(project, scheme.labels)
    attributes = _attributes(zip(labels, scheme.labels, strict=True))
    named = {label.name: label for label in labels}
    types = [_type(project, n, draft, named) for n, draft in enumerate(scheme.relations)]
    record(_events(project, by, labels, attributes, types))
    return labels


def _labels(project: Project, drafts: tuple[LabelDraft, ...]) -> list[Label]:
    given = [_values(draft, "attributes") for draft in drafts]
    labels = [Label(project=project, position=n, **values) for n, values in enumerate(given)]
    return Label.objects.bulk_create(labels)


def _attributes(pairs: Iterator[tuple[Label, LabelDraft]]) -> list[Attribute]:
    attributes = [
        Attribute(label=label, position=position, **_values(attribute))
        for label, draft in pairs
        for position, attribute in enumerate(draft.attributes)
    ]
    return Attribute.objects.bulk_create(attributes)


def _type(
    project: Project, position: int, draft: RelationDraft, labels: Mapping[str, Label]
) -> RelationType:
    values = _values(draft, "sources", "targets")
    made = RelationType.objects.create(project=project, position=position, **values)
    made.sources.set([labels[name] for name in draft.sources])
    made.targets.set([labels[name] for name in draft.targets])
    return made


def _values(draft: LabelDraft | AttributeDraft | RelationDraft, *without: str) -> dict[str, Any]:
    given = {one.name: getattr(draft, one.name) for one in fields(draft)}
    return {name: value for name, value in given.items() if name not in without}


def _events(
    project: Project,
    by: User | None,
    labels: list[Label],
    attributes: list[Attribute],
    types: list[RelationType],
) -> Iterator[Event]:
    made = partial(logged.entry, by=by, project=project)
    for label in labels:
        yield made("label:created", label, after=logged.of_label(label))
    for one in attributes:
        yield made("attribute:created", one, after=logged.of_attribute(one))
    for link in types:
        yield made("relation_type:created", link, after=logged.of_type(link))
