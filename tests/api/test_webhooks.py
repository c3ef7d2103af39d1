"""Webhooks for programs: added, looked at, deleted, and what they were told."""

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.projects.models import Project
from annotator.webhooks.models import Webhook
from annotator.webhooks.services import ping
from tests import make

ADDRESS = "/api/v1/projects/floods/webhooks"
BODY = {"url": "https://93.184.216.34/hook", "events": ["set.accepted", "release.made"]}


def test_one_is_added_and_tells_its_secret_once(owner: Client) -> None:
    answer = owner.post(ADDRESS, BODY, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()["secret"] == Webhook.objects.get().secret
    found = owner.get(answer["Location"]).json()
    assert (found["url"], found["events"]) == (BODY["url"], BODY["events"])
    assert "secret" not in found
    assert "secret" not in owner.get(ADDRESS).json()["items"][0]


@pytest.mark.parametrize(
    "wrong",
    [{"url": "https://127.0.0.1/"}, {"url": "ftp://x"}, {"events": []}, {"events": ["x"]}],
    ids=str,
)
def test_what_is_refused(wrong: dict[str, object], owner: Client) -> None:
    answer = owner.post(ADDRESS, BODY | wrong, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(f"/{next(iter(wrong))}")


def test_what_it_was_told_page_by_page(owner: Client, project: Project, max: User) -> None:
    webhook = make.webhook(project)
    for _ in range(3):
        ping(by=max, project=project, webhook_id=webhook.pk)
    first = owner.get(f"{ADDRESS}/{webhook.pk}/deliveries?limit=2").json()
    assert [one["kind"] for one in first["items"]] == ["ping", "ping"]
    last = owner.get(first["next"]).json()
    assert (len(last["items"]), last["next"]) == (1, None)
    assert last["items"][0]["id"] < first["items"][1]["id"]


def test_one_is_deleted(owner: Client, project: Project) -> None:
    webhook = make.webhook(project)
    assert owner.delete(f"{ADDRESS}/{webhook.pk}").status_code == 204
    assert owner.delete(f"{ADDRESS}/{webhook.pk}").status_code == 404
    assert not Webhook.objects.exists()
