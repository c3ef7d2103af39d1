"""What happens around every view."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotator.errors import AnnotatorError, Conflict
from annotator.web import failures as answers

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)


def content_security_policy(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


class SignInRequired(LoginRequiredMiddleware):
    """Every address asks who you are, unless its view says ``login_not_required``."""

    def handle_no_permission(  # type: ignore[override]  # a script gets no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if answers.wants_fragment(request):
            return answers.fragment(_("Sign in to go on."), 401)
        if request.method not in ("GET", "HEAD"):
            return redirect(settings.LOGIN_URL)
        return super().handle_no_permission(request, view_func)


def failures(get_response: GetResponse) -> GetResponse:
    """The four errors become 404, 403, 422 and 409, as a page or as a fragment.

    What only the database could see, because two people acted at once, is a conflict too.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, IntegrityError):
            logger.warning("%s was refused by a constraint", request.path, exc_info=error)
            error = Conflict(_("Something else has just been saved that excludes this."))
        return answers.of_error(request, error) if isinstance(error, AnnotatorError) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
