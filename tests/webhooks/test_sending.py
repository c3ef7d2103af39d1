"""What receivers get: signed, in order, again if it failed, and from one sender at a time."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from django.utils.http import http_date
from pytest_django.fixtures import Settings

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.projects.models import Project
from annotator.web import housekeeping
from annotator.webhooks import outbox, sending, services
from annotator.webhooks.models import Delivery, Webhook
from tests import make
from tests.web.outside import Handler, Outside
from tests.webhooks.telling import is_signed, later, send, told

State = Delivery.State


def release(project: Project, number: int = 1) -> None:
    """Something happens that is told."""
    record(event("release:made", by=None, project_id=project.pk, subject=number))


def numbers(receiver: Outside) -> list[int]:
    return [told(asked)["data"]["release"]["number"] for asked in receiver.asked]


def only() -> Delivery:
    return Delivery.objects.get()


def now(webhook: Webhook) -> Webhook:
    return Webhook.objects.get(pk=webhook.pk)


def test_the_receiver_can_check_the_signature(
    webhook: Webhook, project: Project, receiver: Outside
):
    release(project)
    send()
    [asked] = receiver.asked
    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/json")
    assert asked.headers["webhook-id"] == str(only().uid)
    assert is_signed(asked, webhook.secret)
    assert told(asked) == only().payload


def test_a_delivery_says_how_it_went(webhook: Webhook, project: Project):
    release(project)
    send()
    assert (only().state, only().status, only().attempts) == (State.DELIVERED, 200, 1)
    assert now(webhook).succeeded == only().attempted
    send()
    assert only().attempts == 1


def test_both_secrets_sign_after_a_change(
    webhook: Webhook, project: Project, receiver: Outside, max: User
):
    fresh = services.rotate_secret(by=max, project=project, webhook_id=webhook.pk)
    release(project)
    send()
    [asked] = receiver.asked
    assert is_signed(asked, webhook.secret)
    assert is_signed(asked, fresh.secret)


def test_what_failed_comes_again_under_its_id(
    webhook: Webhook, project: Project, receiver: Outside
):
    receiver.has("/", b"", 500)
    release(project)
    send()
    assert (only().state, only().status) == (State.PENDING, 500)
    assert only().due > timezone.now()
    assert only().error == "The receiver answered 500."
    send()
    receiver.has("/", b"")
    later()
    send()
    assert (only().state, only().attempts, only().error) == (State.DELIVERED, 2, "")
    first, second = receiver.asked
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert is_signed(second, webhook.secret)


def test_a_receiver_that_does_not_answer_is_tried_again(
    webhook: Webhook, project: Project, receiver: Outside, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sending, "SECONDS", 0.2)
    receiver.does("/", lambda _handler: receiver.over.wait() and None)
    release(project)
    send()
    assert only().state == State.PENDING
    assert "took longer than 0.2 seconds" in only().error
    receiver.has("/", b"")
    later()
    send()
    assert only().state == State.DELIVERED


def test_delays_grow_until_it_has_failed(webhook: Webhook, project: Project, receiver: Outside):
    receiver.has("/", b"", 503)
    release(project)
    waits = []
    for _ in range(outbox.ATTEMPTS):
        later()
        send()
        waits.append((only().due - only().attempted).total_seconds())
    assert only().state == State.FAILED
    assert waits[:7] == sorted(waits[:7])
    assert timedelta(hours=16) < timedelta(seconds=sum(waits[:-1])) < timedelta(hours=26)
    later()
    send()
    assert len(receiver.asked) == outbox.ATTEMPTS


def test_what_is_told_comes_in_order(webhook: Webhook, project: Project, receiver: Outside):
    for number in (1, 2, 3):
        release(project, number)
    send()
    assert numbers(receiver) == [1, 2, 3]


def test_order_is_kept_while_the_receiver_is_away(
    webhook: Webhook, project: Project, receiver: Outside
):
    receiver.has("/", b"", 503)
    for number in (1, 2, 3):
        release(project, number)
    send()
    receiver.has("/", b"")
    later()
    send()
    assert numbers(receiver) == [1, 1, 2, 3]


def test_one_that_is_refused_holds_up_no_other(
    webhook: Webhook, project: Project, receiver: Outside
):
    def refuse_the_first(handler: Handler) -> None:
        handler.answer(400 if numbers(receiver)[-1] == 1 else 200)

    receiver.does("/", refuse_the_first)
    for number in (1, 2):
        release(project, number)
    send()
    assert numbers(receiver) == [1, 2]
    assert [one.state for one in Delivery.objects.order_by("event")] == [
        State.PENDING,
        State.DELIVERED,
    ]


def test_a_redirect_is_not_followed(webhook: Webhook, project: Project, receiver: Outside):
    receiver.moves("/", receiver.has("/new", b""), 307)
    release(project)
    send()
    assert [asked.path for asked in receiver.asked] == ["/"]
    assert "has moved (307)" in only().error


def test_an_address_that_leads_inside_is_not_asked(
    webhook: Webhook, project: Project, receiver: Outside, settings: Settings
):
    settings.OUTBOUND_ALLOWED = []
    release(project)
    send()
    assert receiver.asked == []
    assert "inside a private network" in only().error


def test_a_receiver_that_is_gone_is_told_no_more(
    webhook: Webhook, project: Project, receiver: Outside
):
    receiver.has("/", b"", 410)
    release(project)
    send()
    assert (now(webhook).active, now(webhook).given_up) == (False, True)
    assert Event.objects.get(kind="webhook:given_up").subject == str(webhook.pk)


@pytest.mark.parametrize(("days", "active"), [(2, True), (4, False)])
def test_a_webhook_that_fails_for_days_is_switched_off(
    webhook: Webhook, project: Project, receiver: Outside, days: int, active: bool
):
    receiver.has("/", b"", 500)
    since = timezone.now() - timedelta(days=days)
    Webhook.objects.update(failing=since, failed=timezone.now() - timedelta(hours=6))
    release(project)
    send()
    assert (now(webhook).active, now(webhook).failing) == (active, since)


def test_a_failure_after_days_of_silence_is_the_first(
    webhook: Webhook, project: Project, receiver: Outside
):
    receiver.has("/", b"", 500)
    long_ago = timezone.now() - timedelta(days=9)
    Webhook.objects.update(failing=long_ago, failed=long_ago + timedelta(hours=20))
    release(project)
    send()
    assert (now(webhook).active, now(webhook).failing) == (True, only().attempted)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("3600", 3600), ("999999999", 6 * 3600), ("soon", 30), ("-5", 30), ("1", 30)],
)
def test_a_receiver_says_when_to_come_again(
    webhook: Webhook, project: Project, receiver: Outside, asked: str, seconds: int
):
    receiver.does("/", lambda handler: handler.answer(429, retry_after=asked))
    release(project)
    send()
    waits = (only().due - only().attempted).total_seconds()
    assert 0.8 * seconds <= waits <= 1.2 * seconds
    assert now(webhook).waits_until == only().due


def test_a_receiver_says_a_date(webhook: Webhook, project: Project, receiver: Outside):
    then = timezone.now() + timedelta(hours=2)
    date = http_date(then.timestamp())
    receiver.does("/", lambda handler: handler.answer(503, retry_after=date))
    release(project)
    send()
    assert abs(only().due - then) < timedelta(seconds=2)


def test_success_ends_the_failing(webhook: Webhook, project: Project):
    Webhook.objects.update(failing=timezone.now() - timedelta(days=4))
    release(project)
    send()
    assert now(webhook).failing is None


def test_what_waits_is_not_sent_while_it_is_off(
    webhook: Webhook, project: Project, receiver: Outside, max: User
):
    release(project)
    which = {"by": max, "project": project, "webhook_id": webhook.pk}
    services.switch_webhook(**which, active=False)
    send()
    assert receiver.asked == []
    services.switch_webhook(**which, active=True)
    send()
    assert numbers(receiver) == [1]


def test_a_test_is_sent_once_and_first(
    webhook: Webhook, project: Project, receiver: Outside, max: User
):
    receiver.has("/", b"", 500)
    release(project)
    send()
    services.ping(by=max, project=project, webhook_id=webhook.pk)
    send()
    assert [told(asked)["type"] for asked in receiver.asked] == ["release.made", "ping"]
    assert Delivery.objects.get(kind="ping").state == State.FAILED


def test_old_deliveries_go(webhook: Webhook, project: Project):
    release(project, 1)
    Delivery.objects.update(created=timezone.now() - timedelta(days=31))
    release(project, 2)
    outbox.tidy()
    assert only().payload["data"]["release"] == {"number": 2}


def test_replaced_secrets_go(webhook: Webhook, project: Project, max: User):
    services.rotate_secret(by=max, project=project, webhook_id=webhook.pk)
    outbox.tidy()
    assert now(webhook).old_secret == webhook.secret
    Webhook.objects.update(rotated=timezone.now() - timedelta(hours=25))
    outbox.tidy()
    assert (now(webhook).old_secret, now(webhook).rotated) == ("", None)


def at_once(work: Callable[[], None], times: int) -> None:
    """On connections of their own, as several servers do it."""
    barrier = threading.Barrier(times)

    def do() -> None:
        barrier.wait()
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_of_two_senders_one_sends(webhook: Webhook, project: Project, receiver: Outside):
    for number in range(5):
        release(project, number)
    at_once(send, 2)
    assert numbers(receiver) == [0, 1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_what_a_sender_died_over_is_sent_by_another(
    webhook: Webhook, project: Project, receiver: Outside
):
    release(project)
    assert outbox.take(1) == [webhook.pk]
    send()
    assert receiver.asked == []
    Webhook.objects.update(taken_until=timezone.now())
    send()
    assert numbers(receiver) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_slow_receiver_holds_up_nobody(project: Project, receiver: Outside):
    """Housekeeping comes back at once, and the other receiver hears while the slow one thinks."""
    heard, may_answer = threading.Event(), threading.Event()

    def think(handler: Handler) -> None:
        may_answer.wait(30)
        handler.answer(200)

    def hear(handler: Handler) -> None:
        handler.answer(200)
        heard.set()

    make.webhook(project, receiver.does("/slow", think))
    make.webhook(project, receiver.does("/quick", hear))
    release(project)
    sending.start_if_needed()
    assert heard.wait(20)
    release(project, 2)  # the trigger waits for no sender
    may_answer.set()
    for thread in list(sending._senders):
        thread.join(timeout=30)
    send()
    assert {one.state for one in Delivery.objects.all()} == {State.DELIVERED}


def test_housekeeping_sends_and_tidies():
    chores = {chore.work for chore in housekeeping._chores}
    assert {sending.start_if_needed, outbox.tidy} <= chores
