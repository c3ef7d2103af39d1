"""Questions about label schemes."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Func, JSONField, OuterRef, QuerySet, Value
from django.utils.translation import gettext as _

from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.schemes.models import Attribute, Label, RelationType


@dataclass(frozen=True, slots=True)
class LinkType:
    """A relation type with the ids of the labels that it goes from and to."""

    id: int
    name: str
    sources: frozenset[int]
    targets: frozenset[int]
    many: bool
    active: bool

    def joins(self, source: int, target: int) -> bool:
        """Whether it can go from an annotation of one label to one of the other."""
        return source in self.sources and target in self.targets


@dataclass(frozen=True, slots=True)
class Scheme:
    """All labels, switched off or not, and the relation types that are in use, both in order."""

    labels: tuple[Label, ...]
    links: tuple[LinkType, ...]

    def label(self, label_id: int) -> Label | None:
        return next((label for label in self.labels if label.pk == label_id), None)

    def attributes_of(self, label_id: int) -> list[Attribute]:
        label = self.label(label_id)
        return list(label.attributes.all()) if label else []


def scheme(project_id: int) -> Scheme:
    """Three queries."""
    labels = Label.objects.filter(project_id=project_id).prefetch_related("attributes")
    return Scheme(labels=tuple(labels), links=tuple(_links(project_id, active=True)))


def types_of(project: Project) -> QuerySet[RelationType]:
    """With their labels: three queries."""
    return RelationType.objects.filter(project=project).prefetch_related("sources", "targets")


def links_of(project_id: int) -> list[LinkType]:
    """Also those that are switched off: one query."""
    return _links(project_id)


def links_with_uses(project_id: int) -> list[tuple[LinkType, int]]:
    """With how many links there are of each, of anybody: two queries."""
    counted = RelationType.objects.filter(project_id=project_id).annotate(n=Count("relations"))
    uses = dict(counted.order_by().values_list("pk", "n"))
    return [(link, uses.get(link.id, 0)) for link in links_of(project_id)]


def relation_type(project_id: int, type_id: int) -> LinkType:
    """One query; a type that is switched off is found as well."""
    found = _links(project_id, pk=type_id)
    if not found:
        raise NotFound(_("This kind of link is not here."))
    return found[0]


def _links(project_id: int, **more: Any) -> list[LinkType]:
    types = RelationType.objects.filter(project_id=project_id, **more)
    found = types.annotate(source_ids=_ends("leaving"), target_ids=_ends("arriving"))
    return [
        LinkType(
            id=one.pk,
            name=one.name,
            sources=frozenset(one.source_ids),
            targets=frozenset(one.target_ids),
            many=one.many,
            active=one.active,
        )
        for one in found
    ]


def _ends(way: str) -> ArraySubquery:
    return ArraySubquery(Label.objects.filter(**{way: OuterRef("pk")}).order_by().values("pk"))


def labels_of(project: Project) -> QuerySet[Label]:
    return Label.objects.filter(project=project)


def active_labels_of(project: Project) -> QuerySet[Label]:
    return labels_of(project).filter(active=True)


def labels_with_uses(project: Project) -> QuerySet[Label]:
    """``uses`` is how many annotations, of anybody, have the label."""
    return labels_of(project).annotate(uses=Count("annotations")).order_by("position", "id")


def label_of(project: Project, label_id: int) -> Label:
    found = labels_of(project).filter(pk=label_id).first()
    if found is None:
        raise NotFound(_("This label is not here."))
    return found


def attribute_of(project: Project, attribute_id: int) -> Attribute:
    attributes = Attribute.objects.filter(label__project=project).select_related("label")
    found = attributes.filter(pk=attribute_id).first()
    if found is None:
        raise NotFound(_("This attribute is not here."))
    return found


def values_of(label: Label, name: str) -> list[tuple[Any, int]]:
    """What the label's annotations, of anybody, say under a name, and how many do, most first."""
    said = Func(
        F("attributes"), Value(name), function="jsonb_extract_path", output_field=JSONField()
    )
    saying = label.annotations.filter(attributes__has_key=name).annotate(said=said)
    counted = saying.values("said").annotate(n=Count("pk")).order_by("-n")
    return [(one["said"], one["n"]) for one in counted]


def annotations_linked(label_id: int, way: str, type_id: int) -> int:
    """How many of a label's annotations have links of a type, as their ``source`` or ``target``."""
    mine = {"set__relations__type": type_id, f"set__relations__{way}": F("uid")}
    label = Label(pk=label_id)
    return label.annotations.filter(**mine).distinct().count()


def with_several(type_id: int) -> int:
    """How many annotations have more than one link of a type."""
    links = RelationType(pk=type_id).relations.values("set", "source").annotate(n=Count("pk"))
    return links.filter(n__gt=1).count()
