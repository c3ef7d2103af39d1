"""What the pages about webhooks show."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.projects.models import Membership
from annotator.webhooks import queries
from annotator.webhooks.forms import WebhookForm
from annotator.webhooks.models import Delivery, Kind, Webhook

SHOWN = 50
"""Deliveries on a page."""

_SOON = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Row:
    """``standing``: given_up, off, failing, working, or new."""

    webhook: Webhook
    standing: str
    told: list[str]


@dataclass(frozen=True, slots=True)
class WebhooksPage:
    membership: Membership
    rows: list[Row]
    form: Form


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """``about`` is the title of the article; ``body`` what is sent, in lines."""

    delivery: Delivery
    told: str
    about: str
    body: str


@dataclass(frozen=True, slots=True)
class WebhookPage:
    """``secret`` is there once, right after it was made. ``is_busy``: the list will soon be another
    one."""

    membership: Membership
    row: Row
    form: Form
    deliveries: list[DeliveryRow]
    has_more: bool
    is_busy: bool
    secret: str


def webhooks(membership: Membership, form: Form) -> WebhooksPage:
    found = queries.webhooks_of(membership.project)
    return WebhooksPage(membership, [_row(one) for one in found], form)


def webhook(
    membership: Membership, webhook: Webhook, form: Form | None = None, secret: str = ""
) -> WebhookPage:
    found = list(queries.deliveries_of(webhook)[: SHOWN + 1])
    return WebhookPage(
        membership=membership,
        row=_row(webhook),
        form=form or form_of(webhook),
        deliveries=[_delivery(one) for one in found[:SHOWN]],
        has_more=len(found) > SHOWN,
        is_busy=_is_busy(webhook, found, timezone.now() + _SOON),
        secret=secret,
    )


def form_of(webhook: Webhook, data: Any = None) -> WebhookForm:
    return WebhookForm(data, initial={"url": webhook.url, "events": webhook.events})


def _row(webhook: Webhook) -> Row:
    return Row(webhook, _standing(webhook), [str(Kind(one).label) for one in webhook.events])


def _standing(webhook: Webhook) -> str:
    if not webhook.active:
        return "given_up" if webhook.given_up else "off"
    if webhook.failing:
        return "failing"
    return "working" if webhook.succeeded else "new"


def _delivery(delivery: Delivery) -> DeliveryRow:
    article = delivery.payload["data"].get("article", {})
    return DeliveryRow(
        delivery=delivery,
        told=str(Kind(delivery.kind).label) if delivery.event else _("A test"),
        about=article.get("title") or article.get("uid", ""),
        body=json.dumps(delivery.payload, ensure_ascii=False, indent=2),
    )


def _is_busy(webhook: Webhook, found: list[Delivery], soon: datetime) -> bool:
    waits = any(one.state == Delivery.State.PENDING and one.due < soon for one in found)
    return waits and webhook.active and webhook.waits_until < soon
