"""A request that comes twice under one Idempotency-Key is done once.

The answer is kept in the transaction of the change, so that a crash leaves both or neither. Only
what changed something is kept: what was refused may be tried again under the same key. A secret in
an answer is never kept.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import orjson
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.api.auth import person
from annotator.api.models import KeptAnswer
from annotator.api.problems import Refused
from annotator.errors import InvalidInput

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
RETRY_AFTER_SECONDS = 1


def once(
    request: HttpRequest,
    work: Callable[[], HttpResponse],
    *,
    digest: str | None = None,
    secret: str = "",
) -> HttpResponse:
    """What ``work`` answers, or what it answered when the key came first.

    ``digest``: the SHA-256 of a body that was streamed; of others it is taken here. ``secret``:
    what of the answer is told once; it is null when the answer comes again.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return work()
    _check(key)
    fingerprint = _fingerprint(request, digest or sha256(request.body).hexdigest())
    with transaction.atomic():
        _lock(person(request), key)
        if found := _kept(person(request), key):
            return _again(found, fingerprint)
        answer = work()
        if answer.status_code < 300:
            _keep(request, key, fingerprint, answer, _without(secret, answer.content))
        return answer


def _check(key: str) -> None:
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise InvalidInput(
            _("An Idempotency-Key has 1 to %(most)s printable ASCII characters.")
            % {"most": LONGEST_KEY}
        )


def _fingerprint(request: HttpRequest, digest: str) -> str:
    asked = (
        request.method or "",
        request.get_full_path(),
        request.headers.get("If-Match", ""),
        request.headers.get("If-None-Match", ""),
        digest,
    )
    return sha256("\n".join(asked).encode()).hexdigest()


def _lock(by: User, key: str) -> None:
    """Held until the transaction ends; who comes meanwhile is sent away and not kept waiting."""
    sql = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"idempotency of person {by.pk}: {key}"])
        if not cursor.fetchone()[0]:
            detail = _("A request with this Idempotency-Key is being worked on.")
            raise Refused(409, detail, Retry_After=str(RETRY_AFTER_SECONDS))


def _kept(by: User, key: str) -> KeptAnswer | None:
    """What is too old counts for nothing, and makes room."""
    answers = KeptAnswer.objects.filter(person=by, key=key)
    answers.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return answers.first()


def _again(found: KeptAnswer, fingerprint: str) -> HttpResponse:
    if found.fingerprint != fingerprint:
        raise InvalidInput(_("This Idempotency-Key came with another request before."))
    headers = {**found.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(bytes(found.body), status=found.status, headers=headers)


def _without(secret: str, body: bytes) -> bytes:
    return orjson.dumps(orjson.loads(body) | {secret: None}) if secret else body


def _keep(
    request: HttpRequest, key: str, fingerprint: str, answer: HttpResponse, body: bytes
) -> None:
    KeptAnswer.objects.create(
        person=person(request),
        key=key,
        method=request.method or "",
        path=request.path,
        fingerprint=fingerprint,
        status=answer.status_code,
        headers={name: answer[name] for name in KEPT_HEADERS if name in answer},
        body=body,
    )


def clear_old() -> None:
    KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
