"""Changes to what can be said about the annotations of a label."""

from typing import Any

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation
from annotator.errors import InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.schemes import attribute_services as services
from annotator.schemes.models import Attribute, Label
from tests import make


@pytest.fixture
def form(claim: Label) -> Attribute:
    return make.attribute(claim, kind="choice", options=["direct", "indirect"])


@pytest.fixture
def by(max: User, project: Project) -> dict[str, Any]:
    return {"by": max, "project": project}


@pytest.fixture
def said(project: Project, claim: Label, ana: User, form: Attribute) -> list[Annotation]:
    """Two direct claims and one of which nothing is said."""
    owned = make.annotation_set(make.article(project), ana)
    spans = [((0, 3), {"form": "direct"}), ((4, 9), {"form": "direct"}), ((4, 12), {})]
    return [make.annotation(owned, claim, span, attributes=values) for span, values in spans]


def names(label: Label) -> list[str]:
    return [one.name for one in label.attributes.all()]


def test_a_new_attribute_comes_last_and_is_logged(by, claim: Label, form: Attribute, max: User):
    made = services.add_attribute(**by, label_id=claim.pk, name="size", kind="number", default=0.5)
    assert names(claim) == ["form", "size"]
    event = Event.objects.get(kind="attribute:created")
    assert (event.actor_id, event.subject, event.after["default"]) == (max.pk, str(made.pk), 0.5)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": "FORM", "kind": "text"}, "name", "has an attribute of this name"),
        ({"name": "", "kind": "text"}, "name", "1–60 letters"),
        ({"name": "x", "kind": "date"}, "kind", "choice, choices, text"),
        ({"name": "x", "kind": "choice"}, "options", "1–50 different options"),
        ({"name": "x", "kind": "choice", "options": ["a", "A"]}, "options", "different"),
        ({"name": "x", "kind": "choice", "options": [str(n) for n in range(51)]}, "options", "50"),
        ({"name": "x", "kind": "text", "options": ["a"]}, "options", "no options"),
        ({"name": "x", "kind": "number", "default": "a"}, "default", "a default that is a number"),
    ],
)
def test_what_an_attribute_needs(
    by, claim: Label, form: Attribute, values: dict[str, Any], field: str, said: str
):
    with pytest.raises(InvalidInput) as caught:
        services.add_attribute(**by, label_id=claim.pk, **values)
    assert list(caught.value.errors) == [field]
    assert said in caught.value.errors[field][0]


def test_a_label_has_thirty_at_most(by, claim: Label):
    for n in range(30):
        make.attribute(claim, f"{n}")
    with pytest.raises(InvalidInput, match="may have 30"):
        services.add_attribute(**by, label_id=claim.pk, name="one more", kind="text")


def test_a_name_changes_as_long_as_nothing_is_said(by, form: Attribute):
    services.change_attribute(**by, attribute_id=form.pk, name="manner")
    event = Event.objects.get(kind="attribute:changed")
    assert (event.before["name"], event.after["name"]) == ("form", "manner")


def test_a_name_in_use_stays(by, form: Attribute, said: list[Annotation]):
    with pytest.raises(InvalidInput, match="2 annotations say “form” already") as caught:
        services.change_attribute(**by, attribute_id=form.pk, name="manner")
    assert "name" in caught.value.errors
    services.change_attribute(**by, attribute_id=form.pk, name="form", required=True)
    assert Attribute.objects.get().required


def test_an_option_in_use_stays(by, form: Attribute, said: list[Annotation]):
    with pytest.raises(InvalidInput, match="2 annotations have “direct” or the like for “form”"):
        services.change_attribute(**by, attribute_id=form.pk, options=["indirect", "mixed"])
    services.change_attribute(**by, attribute_id=form.pk, options=["mixed", "direct"])
    assert Attribute.objects.get().options == ["mixed", "direct"]


def test_the_default_stays_an_option(by, form: Attribute):
    services.change_attribute(**by, attribute_id=form.pk, default="indirect")
    with pytest.raises(InvalidInput) as caught:
        services.change_attribute(**by, attribute_id=form.pk, options=["direct"])
    assert "default" in caught.value.errors


def test_what_is_said_outlives_the_attribute(
    by, claim: Label, form: Attribute, said: list[Annotation]
):
    services.delete_attribute(**by, attribute_id=form.pk)
    assert names(claim) == []
    said[0].refresh_from_db()
    assert said[0].attributes == {"form": "direct"}
    new = {"label_id": claim.pk, "name": "form"}
    with pytest.raises(InvalidInput, match="2 annotations"):
        services.add_attribute(**by, **new, kind="choice", options=["mixed"])
    services.add_attribute(**by, **new, kind="choice", options=["direct"])
    assert Event.objects.filter(kind="attribute:deleted").count() == 1


@pytest.mark.parametrize("name", ["2024", "a'b\"c", "ü ö", "%s", "{a,b}"])
def test_any_name_can_be_counted(by, claim: Label, project: Project, ana: User, name: str):
    owned = make.annotation_set(make.article(project), ana)
    make.annotation(owned, claim, (0, 3), attributes={name: ["a"]})
    with pytest.raises(InvalidInput, match="1 annotation has “a” for"):
        services.add_attribute(**by, label_id=claim.pk, name=name, kind="text")


@pytest.mark.parametrize(("places", "expected"), [(1, "b a c"), (9, "b c a"), (-1, "a b c")])
def test_attributes_move(by, claim: Label, places: int, expected: str):
    made = [make.attribute(claim, name, position=n) for n, name in enumerate("abc")]
    services.move_attribute(**by, attribute_id=made[0].pk, places=places)
    assert names(claim) == expected.split()


def test_only_owners(project: Project, form: Attribute, rita: User, olga: User):
    with pytest.raises(NotAllowed):
        services.delete_attribute(by=rita, project=project, attribute_id=form.pk)
    with pytest.raises(NotFound):
        services.delete_attribute(by=olga, project=project, attribute_id=form.pk)


def test_attributes_of_other_projects_are_not_here(by, max: User):
    other = make.attribute(make.label(make.project(max)))
    with pytest.raises(NotFound):
        services.change_attribute(**by, attribute_id=other.pk, required=True)
    with pytest.raises(NotFound):
        services.add_attribute(**by, label_id=other.label_id, name="x", kind="text")
