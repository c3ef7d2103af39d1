"""Signatures by which receivers know who sent it, as https://www.standardwebhooks.com has them."""

import base64
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers(keys: Iterable[str], *, uid: object, at: datetime, body: bytes) -> dict[str, str]:
    """What goes with a message: which it is, when it is sent, and a signature by each secret."""
    sent = str(int(at.timestamp()))
    return {
        "webhook-id": str(uid),
        "webhook-timestamp": sent,
        "webhook-signature": " ".join(_signature(key, f"{uid}.{sent}.", body) for key in keys),
    }


def _signature(secret: str, start: str, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, start.encode() + body, "sha256")).decode()
