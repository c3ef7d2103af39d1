"""A whole scheme in few queries."""

import pytest

from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.schemes import queries
from annotator.schemes.models import Attribute, Label, RelationType
from tests import make


def link(project: Project, name: str, source: Label, target: Label, **more: object) -> RelationType:
    made = RelationType.objects.create(project=project, name=name, **more)
    made.sources.add(source)
    made.targets.add(target)
    return made


def test_a_scheme_has_labels_attributes_and_links(project: Project, claim: Label, speaker: Label):
    Attribute.objects.create(label=claim, name="form", kind="choice", options=["a"])
    said_by = link(project, "said by", claim, speaker, many=True)
    link(project, "off", claim, speaker, active=False)
    found = queries.scheme(project.pk)
    assert [label.name for label in found.labels] == ["Claim", "Speaker"]
    assert [one.name for one in found.attributes_of(claim.pk)] == ["form"]
    assert found.attributes_of(speaker.pk) == found.attributes_of(0) == []
    assert [one.id for one in found.links] == [said_by.pk]
    assert found.links[0].joins(claim.pk, speaker.pk)
    assert not found.links[0].joins(speaker.pk, claim.pk)


def test_a_scheme_takes_three_queries(project: Project, django_assert_num_queries):
    labels = [make.label(project, f"Label {n}") for n in range(10)]
    for n, label in enumerate(labels):
        Attribute.objects.create(label=label, name="form", kind="text")
        link(project, f"link {n}", label, label)
    with django_assert_num_queries(3):
        found = queries.scheme(project.pk)
        assert sum(len(found.attributes_of(label.pk)) for label in found.labels) == 10


def test_a_kind_of_link_is_found_in_its_project_only(
    project: Project, claim: Label, django_assert_num_queries
):
    made = link(project, "repeats", claim, claim, active=False)
    with django_assert_num_queries(1):
        found = queries.relation_type(project.pk, made.pk)
    assert (found.sources, found.many, found.active) == (frozenset([claim.pk]), False, False)
    with pytest.raises(NotFound):
        queries.relation_type(make.project().pk, made.pk)
