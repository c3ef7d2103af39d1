"""Webhooks for programs: added, looked at, deleted, and what they were told."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotator.accounts.models import User
from annotator.api.models import KeptAnswer
from annotator.projects.models import Project
from annotator.webhooks.models import Delivery, Webhook
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


def test_a_secret_is_not_kept_with_the_answer(owner: Client) -> None:
    """The same request under its key is done once, and says everything again but the secret."""
    asked = {"content_type": "application/json", "headers": {"Idempotency-Key": "one"}}
    first, second = (owner.post(ADDRESS, BODY, **asked) for _ in range(2))
    assert second["Idempotency-Replayed"] == "true"
    assert second.json() == first.json() | {"secret": None}
    secret = Webhook.objects.get().secret
    assert secret.encode() not in bytes(KeptAnswer.objects.get().body)


def test_a_new_secret(owner: Client, project: Project) -> None:
    webhook = make.webhook(project)
    asked = {"headers": {"Idempotency-Key": "one"}}
    first, second = (owner.post(f"{ADDRESS}/{webhook.pk}/secret", **asked) for _ in range(2))
    kept = Webhook.objects.get()
    assert (first.json()["secret"], second.json()["secret"]) == (kept.secret, None)
    assert kept.old_secret == webhook.secret


def test_one_is_changed(owner: Client, project: Project) -> None:
    webhook = make.webhook(project)
    answer = owner.put(f"{ADDRESS}/{webhook.pk}", BODY, content_type="application/json")
    assert (answer.status_code, answer.json()["url"]) == (200, BODY["url"])
    kept = Webhook.objects.get()
    assert (kept.url, kept.events, kept.secret) == (BODY["url"], BODY["events"], webhook.secret)


def test_one_is_switched_off_and_on(owner: Client, project: Project) -> None:
    address = f"{ADDRESS}/{make.webhook(project).pk}/activation"
    for active in (False, True):
        answer = owner.put(address, {"active": active}, content_type="application/json")
        assert (answer.status_code, answer.json()["active"]) == (200, active)
        assert Webhook.objects.get().active == active
    assert owner.put(address, {"active": 1}, content_type="application/json").status_code == 422


def test_one_is_tried(owner: Client, project: Project) -> None:
    webhook = make.webhook(project)
    answer = owner.post(f"{ADDRESS}/{webhook.pk}/ping")
    assert (answer.status_code, answer.json()["kind"]) == (202, "ping")
    assert answer.json()["uid"] == str(Delivery.objects.get().uid)
    Webhook.objects.update(active=False)
    assert owner.post(f"{ADDRESS}/{webhook.pk}/ping").status_code == 409


def test_something_is_told_once_more(owner: Client, project: Project, max: User) -> None:
    webhook = make.webhook(project)
    told = ping(by=max, project=project, webhook_id=webhook.pk)
    now = timezone.now()
    Delivery.objects.update(state="failed", attempts=1, attempted=now)
    answer = owner.post(f"{ADDRESS}/{webhook.pk}/deliveries/{told.pk}/sending")
    assert (answer.status_code, answer.json()["state"]) == (202, "pending")
    assert Delivery.objects.get().attempts == 0
    other = make.webhook(project, "https://other.example/")
    address = f"{ADDRESS}/{other.pk}/deliveries/{told.pk}/sending"
    assert owner.post(address).status_code == 404


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


@pytest.mark.parametrize("number", [1, 20])
def test_what_webhooks_cost(
    number: int,
    owner: Client,
    project: Project,
    max: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner.get("/api/v1/projects")  # the token was used within this minute
    first, *_others = [make.webhook(project, f"https://{n}.example/") for n in range(number)]
    for _ in range(number):
        ping(by=max, project=project, webhook_id=first.pk)
    for address, queries in (
        (ADDRESS, 4),
        (f"{ADDRESS}/{first.pk}", 4),
        (f"{ADDRESS}/{first.pk}/deliveries", 5),
    ):
        with django_assert_num_queries(queries, info=address):
            assert owner.get(address).status_code == 200
