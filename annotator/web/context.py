"""What every template knows: how this person likes to read."""

from typing import Any

from django.http import HttpRequest

NAMES = ("theme", "face", "size", "letter_keys")


def preferences(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {"preferences": {name: getattr(user, name, None) for name in NAMES}}
