"""Pages that belong to no feature: whether all is well, and what is shown when it is not."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotator.web import failures

RETRY_AFTER_SECONDS = 5


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; otherwise the error becomes a 503, as on every page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failures.answer(request, _("The browser sent something that makes no sense here."), 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failures.answer(request, _("There is nothing at this address, or not for you."), 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failures.answer(request, _("You may not do this."), 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Always a page, never a fragment: a script knows by the header that it may try again."""
    sentence = _(
        "The form was too old, or this browser keeps no cookies. Go back, reload, and try again."
    )
    response = failures.page(request, sentence, 403)
    response["X-Csrf-Failed"] = "1"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Any error nobody expected. A database that is away is not one: that passes."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    sentence = _("The error has been written to the server's log. Nothing you saved is lost.")
    return _unseen(request, sentence, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _unseen(
        request,
        _("The database cannot be reached just now. This page tries again by itself."),
        503,
    )
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if request.method == "GET":
        response["Refresh"] = str(RETRY_AFTER_SECONDS)
    return response


def _unseen(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """An answer that asks the database nothing."""
    if failures.wants_fragment(request):
        return failures.fragment(sentence, status)
    return failures.page(None, sentence, status)
