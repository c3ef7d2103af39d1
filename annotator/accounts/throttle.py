"""Guessing passwords is slow: ten wrong ones for a name from an address, then a pause."""

from datetime import timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import FailedSignIn
from annotator.errors import InvalidInput

LIMIT = 10
WINDOW = timedelta(minutes=15)


def key_of(username: str, address: str) -> str:
    return sha256(f"{username.casefold()}\n{address}".encode()).hexdigest()


def check_may_try(key: str) -> None:
    """Refuses while there are LIMIT failures within WINDOW, and says for how long."""
    recent = FailedSignIn.objects.filter(key=key, at__gt=timezone.now() - WINDOW).order_by("-at")
    times = list(recent.values_list("at", flat=True)[:LIMIT])
    if len(times) < LIMIT:
        return
    minutes = int((times[-1] + WINDOW - timezone.now()).total_seconds() // 60) + 1
    raise InvalidInput(
        _("Too many wrong passwords for this name from this address. ")
        + ngettext("Try again in %(n)d minute.", "Try again in %(n)d minutes.", minutes)
        % {"n": minutes}
    )


def remember(key: str) -> None:
    FailedSignIn.objects.filter(at__lt=timezone.now() - WINDOW).delete()
    FailedSignIn.objects.create(key=key)


def forget(key: str) -> None:
    FailedSignIn.objects.filter(key=key).delete()
