"""Changes to the links of a scheme."""

from typing import Any

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.schemes import relation_services as services
from annotator.schemes.models import Label, RelationType
from annotator.schemes.queries import links_of
from annotator.schemes.services import delete_label
from tests import make


@pytest.fixture
def by(max: User, project: Project) -> dict[str, Any]:
    return {"by": max, "project": project}


@pytest.fixture
def said_by(project: Project, claim: Label, speaker: Label) -> RelationType:
    return make.relation_type(claim, speaker, many=True)


@pytest.fixture
def linked(project: Project, claim: Label, speaker: Label, said_by: RelationType, ana: User):
    """A claim that two speakers make, and a claim that nobody makes."""
    owned = make.annotation_set(make.article(project), ana)
    source = make.annotation(owned, claim, (20, 30))
    make.annotation(owned, claim, (40, 44))
    for span in ((0, 3), (4, 12)):
        make.relation(said_by, source, make.annotation(owned, speaker, span))


def test_a_new_link_comes_last_and_is_logged(
    by, project: Project, claim: Label, speaker: Label, said_by: RelationType
):
    ends = {"sources": [claim.pk], "targets": [claim.pk, speaker.pk]}
    made = services.add_relation_type(**by, name="denied by", **ends)
    assert [one.name for one in links_of(project.pk)] == ["said by", "denied by"]
    event = Event.objects.get(kind="relation_type:created")
    assert event.subject == str(made.pk)
    assert event.after["targets"] == [claim.pk, speaker.pk]


def test_what_a_link_needs(by, claim: Label, said_by: RelationType):
    with pytest.raises(InvalidInput) as caught:
        services.add_relation_type(**by, name=" ", sources=[], targets=[])
    assert list(caught.value.errors) == ["name", "sources", "targets"]
    with pytest.raises(InvalidInput, match="link of this name"):
        services.add_relation_type(**by, name="SAID BY", sources=[claim.pk], targets=[claim.pk])


def test_labels_of_other_projects_are_no_ends(by, claim: Label, max: User):
    other = make.label(make.project(max))
    with pytest.raises(InvalidInput, match="its own project"):
        services.add_relation_type(**by, name="in", sources=[claim.pk], targets=[other.pk])


def test_a_project_has_fifty_at_most(by, project: Project, claim: Label):
    for n in range(50):
        make.relation_type(claim, claim, f"{n}")
    with pytest.raises(InvalidInput, match="may have 50"):
        services.add_relation_type(**by, name="more", sources=[claim.pk], targets=[claim.pk])


def test_everything_about_a_link_changes(
    by, project: Project, claim: Label, speaker: Label, said_by: RelationType
):
    new = {"name": "quotes", "sources": [speaker.pk], "targets": [claim.pk], "many": False}
    services.change_relation_type(**by, type_id=said_by.pk, **new)
    services.change_relation_type(**by, type_id=said_by.pk, active=False)
    (found,) = links_of(project.pk)
    assert (found.name, found.many, found.active) == ("quotes", False, False)
    assert found.joins(speaker.pk, claim.pk)
    assert not found.joins(claim.pk, speaker.pk)
    before = Event.objects.filter(kind="relation_type:changed").earliest("id").before
    assert (before["sources"], before["many"]) == ([claim.pk], True)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"sources": "speaker"}, "sources", "1 annotation of “Claim” has such a link"),
        ({"targets": "claim"}, "targets", "2 annotations of “Speaker” have such links"),
        ({"many": False}, "many", "1 annotation has several links “said by”."),
    ],
)
def test_what_links_rely_on_stays(
    by, request, linked, said_by: RelationType, change: dict[str, Any], field: str, said: str
):
    values = {
        name: [request.getfixturevalue(value).pk] if isinstance(value, str) else value
        for name, value in change.items()
    }
    with pytest.raises(InvalidInput) as caught:
        services.change_relation_type(**by, type_id=said_by.pk, **values)
    assert said in caught.value.errors[field][0]


def test_a_link_in_use_is_named_anew_and_switched_off(
    by, project: Project, linked, said_by: RelationType
):
    services.change_relation_type(**by, type_id=said_by.pk, name="by", active=False)
    with pytest.raises(Conflict, match="2 links are “by”, so it can't be deleted"):
        services.delete_relation_type(**by, type_id=said_by.pk)


def test_a_link_nobody_uses_goes(by, project: Project, said_by: RelationType):
    services.delete_relation_type(**by, type_id=said_by.pk)
    assert links_of(project.pk) == []
    assert Event.objects.filter(kind="relation_type:deleted").count() == 1


@pytest.mark.parametrize(("places", "expected"), [(1, "b a c"), (9, "b c a"), (-1, "a b c")])
def test_links_move(by, project: Project, claim: Label, places: int, expected: str):
    made = [make.relation_type(claim, claim, name, position=n) for n, name in enumerate("abc")]
    services.move_relation_type(**by, type_id=made[0].pk, places=places)
    assert [one.name for one in links_of(project.pk)] == expected.split()


def test_links_go_with_their_only_label(
    by, project: Project, claim: Label, speaker: Label, said_by: RelationType
):
    wide = make.relation_type(claim, speaker, "wide")
    wide.targets.add(claim)
    delete_label(**by, label_id=speaker.pk)
    assert [one.name for one in links_of(project.pk)] == ["wide"]
    assert Event.objects.get(kind="relation_type:deleted").subject == str(said_by.pk)


def test_only_owners(project: Project, said_by: RelationType, rita: User, olga: User):
    with pytest.raises(NotAllowed):
        services.delete_relation_type(by=rita, project=project, type_id=said_by.pk)
    with pytest.raises(NotFound):
        services.delete_relation_type(by=olga, project=project, type_id=said_by.pk)


def test_links_of_other_projects_are_not_here(by, max: User):
    strange = make.project(max)
    label = make.label(strange)
    with pytest.raises(NotFound):
        services.delete_relation_type(**by, type_id=make.relation_type(label, label).pk)
