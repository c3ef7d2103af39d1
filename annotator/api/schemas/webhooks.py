"""Webhooks, and what they were told."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from annotator.api.schemas.parts import Strict, Yes
from annotator.webhooks.models import MOST_LETTERS, Kind

EventName = Literal["article.submitted", "set.accepted", "release.made"]


class WebhookGiven(Strict):
    url: str = Field(
        min_length=1,
        max_length=MOST_LETTERS,
        description="Where it is told by POST; no address inside the server's own network.",
        examples=["https://example.org/hook"],
    )
    events: list[EventName] = Field(min_length=1, max_length=len(Kind), description="What of.")


class ActivationGiven(Strict):
    active: Yes


class Webhook(Schema):
    id: int
    url: str
    events: list[EventName]
    active: bool
    given_up: bool = Field(description="Switched off, because it failed for days.")
    created: datetime
    succeeded: datetime | None = Field(description="When it was last told.")
    failed: datetime | None = Field(description="When that last failed.")
    deliveries: str = Field(description="The address of what it was told.")


class NewWebhook(Webhook):
    secret: str | None = Field(
        description="Signs what is sent. It is shown only now: null where the same request with an "
        "Idempotency-Key comes again."
    )


class Webhooks(Schema):
    items: list[Webhook]


class Delivery(Schema):
    """`uid` is the same however often it is sent."""

    id: int
    uid: str
    kind: str
    state: Literal["pending", "delivered", "failed"]
    attempts: int
    status: int | None = Field(description="What the receiver answered last.")
    error: str
    created: datetime
    attempted: datetime | None
    payload: dict[str, Any]


class Deliveries(Schema):
    """The newest first; those of the last 30 days are kept."""

    items: list[Delivery]
    next: str | None
