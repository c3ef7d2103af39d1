"""Every change to tokens. ``by`` None is the operator at the command line."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.api.models import ApiToken
from annotator.api.scopes import Scope
from annotator.api.tokens import queries
from annotator.errors import InvalidInput, NotAllowed

PREFIX = "na_"
"""Tells what has leaked, to who finds it and to programs that look for secrets."""
MOST_DAYS = 3_650
MOST_TOKENS = 50
MINUTE = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make_token(
    *, by: User | None, person: User, name: str, scope: str, days: int
) -> tuple[ApiToken, str]:
    """The token and its secret, which is told this once and never again."""
    if by is not None and by != person:
        raise NotAllowed(_("People make their tokens themselves."))
    _check(person, name, days)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person,
        name=name.strip(),
        scope=Scope(scope),
        digest=digest_of(secret),
        expires=timezone.now() + timedelta(days=days),
    )
    _log("token:made", token, by=by)
    return token, secret


def _check(person: User, name: str, days: int) -> None:
    if not name.strip() or len(name.strip()) > 100:
        raise InvalidInput(_("A token has a name of 1 to 100 characters."))
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(_("A token is good for 1 to %(most)s days.") % {"most": MOST_DAYS})
    if queries.tokens_of(person).count() >= MOST_TOKENS:
        raise InvalidInput(_("You have %(most)s tokens. Revoke one first.") % {"most": MOST_TOKENS})


@transaction.atomic
def revoke_token(*, by: User, token_id: int) -> None:
    """One's own, for good."""
    _revoke(queries.token_of(by, token_id), by)


@transaction.atomic
def revoke_all(person: User) -> None:
    """Whoever knew the old password may have made some."""
    for token in queries.tokens_of(person).select_for_update():
        _revoke(token, person)


def _revoke(token: ApiToken, by: User) -> None:
    token.revoked = timezone.now()
    token.save(update_fields=["revoked"])
    _log("token:revoked", token, by=by)


def note_use(token: ApiToken) -> None:
    """At most once a minute, so that a busy program doesn't write with every request."""
    now = timezone.now()
    if token.last_used is None or token.last_used < now - MINUTE:
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)


def _log(kind: str, token: ApiToken, *, by: User | None) -> None:
    after = {
        "person": token.person_id,
        "name": token.name,
        "scope": token.scope,
        "expires": token.expires.isoformat(),
    }
    record(event(kind, by=by, subject=token.pk, after=after))
