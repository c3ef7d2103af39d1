"""The labels page."""

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.projects.models import Project
from annotator.schemes.installing import install_news_scheme
from annotator.schemes.models import Label
from tests import make

URL = "/projects/floods/labels/"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def client(max: User) -> Client:
    signed_in = Client()
    signed_in.force_login(max)
    return signed_in


@pytest.fixture
def labels(project: Project) -> list[Label]:
    return install_news_scheme(project, None)


def test_the_page_suggests_a_look_and_a_key_that_are_free(client: Client, labels: list[Label]):
    form = client.get(URL).context["page"].new
    assert form.initial == {"hue": 1, "pattern": "dashed", "digit": 5}


def test_a_label_is_added(client: Client, labels: list[Label], project: Project):
    data = {"name": "Place", "hue": "1", "pattern": "dashed", "digit": "5"}
    assert client.post(URL, data).status_code == 302
    assert project.labels.get(name="Place").digit == 5


def test_mistakes_come_back_in_the_form(client: Client, labels: list[Label]):
    data = {"name": "Claim", "hue": "1", "pattern": "dashed"}
    answer = client.post(URL, data)
    assert answer.status_code == 422
    assert "There is a label of this name already." in answer.content.decode()


def test_a_script_gets_the_list_alone(client: Client, labels: list[Label]):
    url = f"{URL}{labels[0].pk}/activation/"
    answer = client.post(url, headers=SCRIPT)
    assert answer.content.decode().strip().startswith('<div id="labels"')
    assert not Label.objects.get(pk=labels[0].pk).active


def test_a_moved_label_is_shown_where_it_went(client: Client, labels: list[Label]):
    url = f"{URL}{labels[3].pk}/move/"
    answer = client.post(url, {"places": "-3"}, headers=SCRIPT)
    names = [row.label.name for row in answer.context["page"].rows]
    assert names == ["Cue", "Speaker", "Claim", "Figure"]


def test_a_changed_label_with_mistakes_stays_open(client: Client, labels: list[Label]):
    data = {"name": "Cue", "hue": "2", "pattern": "solid", "digit": "2"}
    answer = client.post(f"{URL}{labels[1].pk}/", data, headers=SCRIPT)
    assert answer.status_code == 422
    assert [row.open for row in answer.context["page"].rows] == [False, True, False, False]


def test_a_label_in_use_is_not_deleted(
    client: Client, labels: list[Label], project: Project, ana: User
):
    owned = make.annotation_set(make.article(project), ana)
    make.annotation(owned, labels[1], (0, 3))
    answer = client.post(f"{URL}{labels[1].pk}/deletion/", headers=SCRIPT)
    assert answer.status_code == 409
    assert "1 annotation uses “Claim”" in answer.content.decode()


def test_the_queries_do_not_grow_with_the_labels(
    client: Client, project: Project, django_assert_num_queries
):
    for n in range(20):
        make.label(project, f"Label {n}")
    with django_assert_num_queries(5):
        client.get(URL)
