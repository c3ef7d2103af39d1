"""Members and invitations over HTTP."""

import re

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.projects import services
from annotator.projects.models import Invitation, Project


@pytest.fixture
def client(max: User) -> Client:
    signed_in = Client()
    signed_in.force_login(max)
    return signed_in


def test_the_link_is_shown_once_and_works(client: Client, project: Project, olga: User):
    url = "/projects/floods/members/"
    client.post(url, {"role": "annotator", "lasts": "7", "note": "Olga"})
    link = re.search(r"http://testserver(/invitations/[^\"]+)", client.get(url).content.decode())
    assert link
    assert "http://testserver/invitations/" not in client.get(url).content.decode()
    stranger = Client()
    stranger.force_login(olga)
    assert stranger.post(link[1]).url == "/projects/floods/"
    assert stranger.get("/projects/floods/").status_code == 200


def test_somebody_signs_up_and_lands_in_the_project(client: Client, project: Project, max: User):
    _, token = services.invite(by=max, project=project, role="annotator")
    newcomer = Client()
    assert "Floods" in newcomer.get(f"/invitations/{token}/").content.decode()
    data = {"username": "dan", "password": "long-enough-7", "again": "long-enough-7"}
    assert newcomer.post(f"/invitations/{token}/", data).url == "/projects/floods/"
    assert newcomer.get("/projects/floods/").status_code == 200
    assert Client().get(f"/invitations/{token}/").status_code == 410


def test_signing_up_says_what_is_wrong(project: Project, max: User, ana: User):
    _, token = services.invite(by=max, project=project, role="annotator")
    data = {"username": "ana", "password": "long-enough-7", "again": "other"}
    answer = Client().post(f"/invitations/{token}/", data)
    assert answer.status_code == 422
    assert "passwords differ" in answer.content.decode()
    answer = Client().post(f"/invitations/{token}/", data | {"again": "long-enough-7"})
    assert "already exists" in answer.content.decode()
    assert Invitation.objects.get().accepted is None


def test_an_unknown_link_is_a_sentence(db: None):
    answer = Client().get("/invitations/nothing/")
    assert answer.status_code == 404
    assert "Was the link copied in full?" in answer.content.decode()


def test_the_last_owner_cannot_leave(client: Client, project: Project, max: User):
    answer = client.post(f"/projects/floods/members/{max.pk}/removal/")
    assert answer.status_code == 409
    assert "at least one owner" in answer.content.decode()


def test_an_owner_who_steps_down_lands_on_a_page_that_opens(
    client: Client, project: Project, max: User, rita: User
):
    services.change_role(by=max, project=project, user_id=rita.pk, role="owner")
    answer = client.post(f"/projects/floods/members/{max.pk}/role/", {"role": "annotator"})
    assert client.get(answer.url).status_code == 200


def test_settings_of_review_are_sent_with_the_others(client: Client, project: Project):
    url, data = "/projects/floods/settings/", {"name": "Floods", "slug": "floods"}
    assert client.post(url, data | {"spot_share": "101"}).status_code == 422
    assert client.post(url, data | {"spot_share": "20", "majority": "on"}).status_code == 302
    project.refresh_from_db()
    assert (project.majority, project.spot_share, project.reviews_own) == (True, 20, False)
