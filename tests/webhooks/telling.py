"""What the server and a receiver do, in a word each."""

import base64
import hashlib
import hmac
import json
from typing import Any

from django.utils import timezone

from annotator.webhooks import outbox, sending
from annotator.webhooks.models import Delivery, Webhook
from tests.web.outside import Asked


def send() -> None:
    """Everything that is due, as one server does it by and by."""
    for webhook_id in outbox.take(100):
        sending.take_turn(webhook_id)


def later() -> None:
    """What waits for its next attempt is due now."""
    now = timezone.now()
    Delivery.objects.filter(state="pending").update(due=now)
    Webhook.objects.update(waits_until=now)


def is_signed(asked: Asked, secret: str) -> bool:
    """Whether a receiver with this secret would believe it; written down from the convention."""
    signed = f"{asked.headers['webhook-id']}.{asked.headers['webhook-timestamp']}.".encode()
    key = base64.b64decode(secret.split("_", 1)[1])
    mac = hmac.new(key, signed + asked.body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(mac).decode()
    return expected in asked.headers["webhook-signature"].split(" ")


def told(asked: Asked) -> Any:
    return json.loads(asked.body)
