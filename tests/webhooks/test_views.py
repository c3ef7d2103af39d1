"""The pages about webhooks, as owners use them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.projects.models import Project
from annotator.webhooks import services
from annotator.webhooks.models import Delivery, Webhook
from tests import make
from tests.web.outside import Outside
from tests.webhooks.telling import is_signed, send

PAGE = "/projects/floods/webhooks/"
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def client(max: User) -> Client:
    signed_in = Client()
    signed_in.force_login(max)
    return signed_in


def content(client: Client, url: str, **headers: str) -> str:
    return client.get(url, headers=headers).content.decode()


def test_from_the_settings_to_a_test_that_arrives(
    client: Client, project: Project, receiver: Outside
):
    assert PAGE in content(client, "/projects/floods/settings/")
    answer = client.post(PAGE, {"url": f"{receiver.url}/", "events": ["set.accepted"]})
    made = Webhook.objects.get()
    assert answer.url == f"{PAGE}{made.pk}/#new-secret"
    secret = re.search(r'value="(whsec_[^"]+)"', content(client, answer.url))
    assert secret
    assert client.post(f"{PAGE}{made.pk}/ping/").url == f"{PAGE}{made.pk}/#deliveries"
    send()
    assert is_signed(receiver.asked[0], secret[1])
    assert "Delivered · 200" in content(client, f"{PAGE}{made.pk}/")


def test_a_secret_is_shown_once(client: Client, project: Project, webhook: Webhook):
    url = f"{PAGE}{webhook.pk}/"
    client.post(f"{url}secret/")
    assert "whsec_" in content(client, url)
    assert "whsec_" not in content(client, url)
    assert "whsec_" not in content(client, PAGE)


def test_mistakes_are_shown_where_they_are(client: Client, project: Project, webhook: Webhook):
    for url in (PAGE, f"{PAGE}{webhook.pk}/"):
        answer = client.post(url, {"url": "http://10.0.0.1/", "events": ["set.accepted"]})
        assert answer.status_code == 422
        assert "inside a private network" in answer.content.decode()


def test_a_change_is_saved(client: Client, project: Project, webhook: Webhook):
    url = f"{PAGE}{webhook.pk}/"
    client.post(url, {"url": "http://127.0.0.1/new", "events": ["release.made"]})
    webhook.refresh_from_db()
    assert (webhook.url, webhook.events) == ("http://127.0.0.1/new", ["release.made"])


def test_off_and_on_and_away(client: Client, project: Project, webhook: Webhook):
    url = f"{PAGE}{webhook.pk}/"
    client.post(f"{url}activation/", {})
    assert "Switched off" in content(client, PAGE)
    client.post(f"{url}activation/", {"active": "on"})
    assert Webhook.objects.get().active
    client.post(f"{url}deletion/")
    assert not Webhook.objects.exists()


def test_one_that_was_given_up_says_so(client: Client, project: Project, receiver: Outside):
    made = make.webhook(project, receiver.has("/", b"", 410))
    client.post(f"{PAGE}{made.pk}/ping/")
    send()
    assert "said that it is gone" in content(client, f"{PAGE}{made.pk}/")
    assert "because it could not be reached" in content(client, PAGE)


def test_the_list_looks_again_while_something_is_on_its_way(
    client: Client, project: Project, webhook: Webhook
):
    url = f"{PAGE}{webhook.pk}/"
    answer = client.post(f"{url}ping/", headers=FRAGMENT)
    assert answer.headers["HX-Push-Url"] == "false"
    assert answer.content.decode().startswith('<section id="deliveries"')
    assert "every 2s" in answer.content.decode()
    send()
    after = content(client, url, **FRAGMENT)
    assert after.startswith('<section id="deliveries"')
    assert "every 2s" not in after


def test_send_again(client: Client, project: Project, webhook: Webhook, receiver: Outside):
    url = f"{PAGE}{webhook.pk}/"
    client.post(f"{url}ping/")
    send()
    delivery = Delivery.objects.get()
    assert "Send again" in content(client, url)
    client.post(f"{url}deliveries/{delivery.pk}/sending/")
    send()
    assert len(receiver.asked) == 2


@pytest.mark.parametrize("n", [1, 20])
def test_pages_have_a_budget(
    client: Client,
    project: Project,
    max: User,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
    n: int,
):
    made = [make.webhook(project, f"http://127.0.0.1/{number}") for number in range(n)]
    for _ in range(n):
        services.ping(by=max, project=project, webhook_id=made[0].pk)
    with django_assert_num_queries(6):
        client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(f"{PAGE}{made[0].pk}/")
