"""Every change to webhooks, for owners. What is logged never has a secret in it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, InvalidInput
from annotator.projects.models import Project
from annotator.projects.permissions import check_can_manage
from annotator.web import outbound
from annotator.webhooks import queries, signing
from annotator.webhooks.models import MOST_LETTERS, PING, Delivery, Kind, Webhook

MOST = 20
"""Webhooks of a project: each is told with the change itself."""


def create_webhook(
    *, by: User | None, project: Project, url: str, events: Sequence[str]
) -> Webhook:
    """``secret`` of what is answered is for the receiver, and to be shown this once."""
    check_can_manage(by, project)
    _check_receiver(url)
    with transaction.atomic():
        others = queries.webhooks_of(Project.objects.select_for_update().get(pk=project.pk))
        if others.count() >= MOST:
            raise Conflict(_("A project has at most %(most)d webhooks.") % {"most": MOST})
        _check_is_new(others.filter(url=url).exists())
        made = Webhook.objects.create(
            project=project,
            url=url,
            events=_known(events),
            secret=signing.new_secret(),
            created_by=by,
        )
        _log("webhook:created", made, by=by, after=_plain(made))
    return made


def change_webhook(
    *, by: User | None, project: Project, webhook_id: int, url: str, events: Sequence[str]
) -> Webhook:
    """What waits to be sent goes to the new address."""
    check_can_manage(by, project)
    _check_receiver(url)
    with transaction.atomic():
        found = _locked(by, project, webhook_id)
        others = queries.webhooks_of(project).exclude(pk=found.pk)
        _check_is_new(others.filter(url=url).exists())
        before = _plain(found)
        found.url, found.events = url, _known(events)
        found.waits_until = timezone.now()
        found.save(update_fields=["url", "events", "waits_until"])
        _log("webhook:changed", found, by=by, before=before, after=_plain(found))
    return found


@transaction.atomic
def switch_webhook(*, by: User | None, project: Project, webhook_id: int, active: bool) -> Webhook:
    """While it is off nothing is noted for it. What waited when it was switched off is sent when it
    is switched on again, if that is within 30 days."""
    found = _locked(by, project, webhook_id)
    if found.active != active:
        before = _plain(found)
        found.active, found.given_up, found.failing = active, False, None
        found.waits_until = timezone.now()
        found.save(update_fields=["active", "given_up", "failing", "waits_until"])
        kind = "webhook:switched_on" if active else "webhook:switched_off"
        _log(kind, found, by=by, before=before, after=_plain(found))
    return found


@transaction.atomic
def rotate_secret(*, by: User | None, project: Project, webhook_id: int) -> Webhook:
    """A new secret, to be shown this once; the old one signs as well for a day."""
    found = _locked(by, project, webhook_id)
    found.old_secret, found.secret = found.secret, signing.new_secret()
    found.rotated = timezone.now()
    found.save(update_fields=["old_secret", "secret", "rotated"])
    _log("webhook:secret_rotated", found, by=by)
    return found


@transaction.atomic
def delete_webhook(*, by: User | None, project: Project, webhook_id: int) -> None:
    """With what is known of its deliveries; what waits is never sent."""
    found = _locked(by, project, webhook_id)
    _log("webhook:deleted", found, by=by, before=_plain(found))
    found.delete()


@transaction.atomic
def ping(*, by: User | None, project: Project, webhook_id: int) -> Delivery:
    """Something to try the receiver with: sent once, within a second or two, whatever waits."""
    found = _locked(by, project, webhook_id)
    _check_is_on(found)
    data: dict[str, Any] = {"project": {"slug": project.slug, "name": project.name}}
    if by:
        data["by"] = {"username": by.username, "name": by.get_full_name()}
    now = timezone.now().isoformat().replace("+00:00", "Z")
    payload = {"type": PING, "timestamp": now, "data": data}
    made = Delivery.objects.create(webhook=found, kind=PING, payload=payload)
    _hurry(found)
    _log("webhook:pinged", found, by=by)
    return made


@transaction.atomic
def send_again(*, by: User | None, project: Project, webhook_id: int, delivery_id: int) -> Delivery:
    """Under the same id, so that a receiver that has it can tell."""
    found = _locked(by, project, webhook_id)
    _check_is_on(found)
    delivery = queries.delivery_of(found, delivery_id)
    delivery.state, delivery.attempts, delivery.due = Delivery.State.PENDING, 0, timezone.now()
    delivery.save(update_fields=["state", "attempts", "due"])
    _hurry(found)
    _log("webhook:sent_again", found, by=by, after={"delivery": str(delivery.uid)})
    return delivery


def _locked(by: User | None, project: Project, webhook_id: int) -> Webhook:
    check_can_manage(by, project)
    queries.webhook_of(project, webhook_id)
    return Webhook.objects.select_for_update(no_key=True).get(pk=webhook_id)


def _hurry(webhook: Webhook) -> None:
    """The receiver is asked at once, even if it was away a moment ago."""
    webhook.waits_until = timezone.now()
    webhook.save(update_fields=["waits_until"])


def _check_receiver(url: str) -> None:
    try:
        if len(url) > MOST_LETTERS:
            raise InvalidInput(_("This address is too long."))
        outbound.check_outside(url)
    except InvalidInput as refused:
        raise InvalidInput(refused.message, errors={"url": [refused.message]}) from None


def _check_is_new(is_there: bool) -> None:
    if is_there:
        message = _("This address is told already. Change that webhook instead.")
        raise InvalidInput(message, errors={"url": [message]})


def _check_is_on(webhook: Webhook) -> None:
    if not webhook.active:
        raise Conflict(_("This webhook is switched off. Switch it on first."))


def _known(events: Sequence[str]) -> list[str]:
    """In the order of the list that people choose from."""
    if not events or set(events) - set(Kind.values):
        message = _("Choose what is to be told.")
        raise InvalidInput(message, errors={"events": [message]})
    return [kind for kind in Kind.values if kind in events]


def _plain(webhook: Webhook) -> dict[str, Any]:
    """For the log. Of the address only where it leads: its path may be as good as a password."""
    return {
        "receiver": urlsplit(webhook.url).netloc,
        "events": webhook.events,
        "active": webhook.active,
    }


def _log(kind: str, webhook: Webhook, *, by: User | None, **states: Any) -> None:
    record(event(kind, by=by, project_id=webhook.project_id, subject=webhook.pk, **states))
