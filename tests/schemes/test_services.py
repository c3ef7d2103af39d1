"""Changes to labels."""

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.schemes import services
from annotator.schemes.installing import install_news_scheme
from annotator.schemes.models import Label
from annotator.schemes.queries import labels_of, labels_with_uses
from tests import make

VALUES = {"description": "", "hue": 4, "pattern": "dotted", "digit": None}


@pytest.fixture
def labels(project: Project) -> list[Label]:
    return install_news_scheme(project, None)


def names(project: Project) -> list[str]:
    return [label.name for label in labels_of(project)]


def test_a_new_label_comes_last(project: Project, labels: list[Label], max: User):
    services.add_label(by=max, project=project, name="Place", **VALUES)
    assert names(project)[-1] == "Place"
    assert Event.objects.filter(kind="label:created", actor_id=max.pk).count() == 1


def test_a_name_is_there_once_in_any_case(project: Project, labels: list[Label], max: User):
    with pytest.raises(InvalidInput) as caught:
        services.add_label(by=max, project=project, name="CLAIM", **VALUES)
    assert "name" in caught.value.errors


def test_a_key_belongs_to_one_label(project: Project, labels: list[Label], max: User):
    with pytest.raises(InvalidInput, match="Speaker"):
        services.change_label(by=max, project=project, label_id=labels[1].pk, digit=1)


def test_a_label_keeps_its_own_key(project: Project, labels: list[Label], max: User):
    change = {"by": max, "project": project, "label_id": labels[1].pk}
    assert services.change_label(**change, name="claim", digit=2).name == "claim"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (-1, "Claim Speaker Figure Cue"),
        (1, "Speaker Figure Claim Cue"),
        (-9, "Claim Speaker Figure Cue"),
        (9, "Speaker Figure Cue Claim"),
    ],
)
def test_labels_move(project: Project, labels: list[Label], max: User, places: int, expected: str):
    services.move_label(by=max, project=project, label_id=labels[1].pk, places=places)
    assert names(project) == expected.split()


def test_an_order_may_leave_labels_out_and_name_strangers(
    project: Project, labels: list[Label], max: User
):
    ids = [labels[2].pk, 10**9, labels[0].pk]
    services.order_labels(by=max, project=project, ids=ids)
    assert names(project) == ["Figure", "Speaker", "Claim", "Cue"]


def test_a_label_in_use_stays_and_says_how_many(
    project: Project, labels: list[Label], max: User, ana: User
):
    owned = make.annotation_set(make.article(project), ana)
    for start in (0, 4):
        make.annotation(owned, labels[1], (start, start + 3))
    with pytest.raises(Conflict, match="2 annotations use “Claim”"):
        services.delete_label(by=max, project=project, label_id=labels[1].pk)
    assert {one.name: one.uses for one in labels_with_uses(project)}["Claim"] == 2


def test_a_label_nobody_uses_goes(project: Project, labels: list[Label], max: User):
    services.delete_label(by=max, project=project, label_id=labels[3].pk)
    assert names(project) == ["Speaker", "Claim", "Figure"]


def test_only_owners(project: Project, labels: list[Label], rita: User, olga: User):
    with pytest.raises(NotAllowed):
        services.delete_label(by=rita, project=project, label_id=labels[3].pk)
    with pytest.raises(NotFound):
        services.delete_label(by=olga, project=project, label_id=labels[3].pk)


def test_labels_of_other_projects_are_not_here(project: Project, labels: list[Label], max: User):
    other = make.label(make.project(max))
    with pytest.raises(NotFound):
        services.change_label(by=max, project=project, label_id=other.pk, active=False)
