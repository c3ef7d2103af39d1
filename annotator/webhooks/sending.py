"""Sending, in threads of the process that keeps house: a slow receiver holds up nobody else."""

import json
import logging
import re
import threading
import time
from datetime import UTC, datetime, timedelta

from django.db import connections
from django.utils import timezone
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.web import outbound
from annotator.webhooks import outbox, signing
from annotator.webhooks.models import Delivery
from annotator.webhooks.outbox import Attempt

logger = logging.getLogger(__name__)

SENDERS = 8
"""As many receivers are told at the same time."""

TURN_SECONDS = 30
"""For one receiver, then it is another's turn; well within ``outbox.TAKEN_FOR``."""

SECONDS = 10
MOST_BYTES = 64 * 1024
"""Of an answer. Nothing in it is kept."""

_senders: set[threading.Thread] = set()


def start_if_needed() -> None:
    """What housekeeping does. The threads end with the process: what they were at is sent again."""
    _senders.intersection_update([sender for sender in _senders if sender.is_alive()])
    for webhook_id in outbox.take(SENDERS - len(_senders)):
        sender = threading.Thread(
            target=_work, args=[webhook_id], name=f"webhook-{webhook_id}", daemon=True
        )
        _senders.add(sender)
        sender.start()


def _work(webhook_id: int) -> None:
    try:
        take_turn(webhook_id)
    except Exception:
        logger.exception("Webhook %s could not be told.", webhook_id)
    finally:
        connections.close_all()


def take_turn(webhook_id: int) -> None:
    """Send what is due of a webhook that was taken, for a while, and let it go."""
    end = time.monotonic() + TURN_SECONDS
    while time.monotonic() < end and (delivery := outbox.next_of(webhook_id)):
        outbox.note(delivery, _sent(delivery))
    outbox.let_go(webhook_id)


def _sent(delivery: Delivery) -> Attempt:
    webhook, at, begun = delivery.webhook, timezone.now(), time.monotonic()
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    keys = filter(None, (webhook.secret, webhook.old_secret))
    signed = signing.headers(keys, uid=delivery.uid, at=at, body=body)
    try:
        answer = outbound.fetch(
            webhook.url,
            method="POST",
            body=body,
            headers={"content-type": "application/json", **signed},
            most_bytes=MOST_BYTES,
            seconds=SECONDS,
            redirects=0,
        )
    except InvalidInput as refused:
        return Attempt(at, time.monotonic() - begun, error=refused.message)
    seconds, wait = time.monotonic() - begun, _wait(answer.headers.get("retry-after", ""), at)
    return Attempt(at, seconds, answer.status, _error(answer.status), wait)


def _wait(written: str, at: datetime) -> timedelta:
    """Of a Retry-After: seconds, or a date of HTTP. What is neither asks for nothing."""
    if re.fullmatch(r"[0-9]{1,9}", written):
        return timedelta(seconds=int(written))
    date = parse_http_date_safe(written)
    return max(datetime.fromtimestamp(date, UTC) - at, timedelta()) if date else timedelta()


def _error(status: int) -> str:
    """A sentence about an answer that isn't a good one."""
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return _("The receiver has moved (%(status)d). Give its new address.") % {"status": status}
    return _("The receiver answered %(status)d.") % {"status": status}
