"""What goes wrong, as problem details (RFC 9457)."""

import logging
from collections.abc import Iterable
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from annotator.errors import AnnotatorError, Conflict, NotFound
from annotator.web.failures import STATUS

logger = logging.getLogger(__name__)

TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
TITLES = {
    400: "The request could not be read",
    401: "Who are you?",
    403: "Not allowed",
    404: "Not found",
    405: "Not this method",
    409: "In conflict with how things are now",
    411: "The length of the body is not said",
    413: "Too large",
    415: "Not a type that is read here",
    416: "No such part of the file",
    422: "Something in it is not right",
    500: "Something went wrong here",
    503: "The database cannot be reached",
}
"""One kind of problem for each status; its ``type`` is an address in the reference."""


class Refused(Exception):
    """A status that none of the four errors stands for."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def answer(
    request: HttpRequest,
    status: int,
    detail: str,
    errors: Iterable[dict[str, Any]] = (),
    headers: dict[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    body = {
        "type": f"/api/v1/#problem-{status}",
        "title": TITLES[status],
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        "errors": list(errors),
        **more,
    }
    return HttpResponse(orjson.dumps(body), TYPE, status, headers=headers)


def install(api: NinjaAPI) -> None:
    """Every exception becomes a problem."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _of_error(request: HttpRequest, error: AnnotatorError) -> HttpResponse:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    found = getattr(error, "errors", {})
    errors = [
        {"pointer": place if place.startswith("/") else f"/{place}", "detail": sentence}
        for place, sentences in found.items()
        for sentence in sentences
    ]
    return answer(request, status, error.message, errors)


def _of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [_wrong(part) for part in error.errors]
    detail = " ".join(f"{_place(one)}: {one['detail']}." for one in errors[:3])
    return answer(request, 422, detail, errors)


def _wrong(part: dict[str, Any]) -> dict[str, Any]:
    """Where, as a JSON pointer into the body or as the name of a parameter, and what."""
    where, *path = part["loc"]
    if where in ("body", "form"):
        # The first is the name of our function's argument, which nobody sent.
        escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in path[1:])
        return {"pointer": "".join(f"/{step}" for step in escaped), "detail": part["msg"]}
    return {"parameter": ".".join(map(str, path[:1])), "in": where, "detail": part["msg"]}


def _place(one: dict[str, Any]) -> str:
    return str(one["parameter"] if "parameter" in one else one["pointer"] or "/")


def unauthorized(request: HttpRequest) -> HttpResponse:
    detail = _("Send a good token: “Authorization: Bearer na_…”.")
    challenge = 'Bearer realm="News Annotator"'
    return answer(request, 401, detail, headers={"WWW-Authenticate": challenge})


def _of_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    return answer(request, refused.status, refused.detail, headers=refused.headers)


def _of_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Of the library, which has one use for it besides signing in: a body that can't be parsed."""
    if isinstance(error.__cause__, Refused):
        return _of_refusal(request, error.__cause__)
    detail = _("The body is not valid JSON: %(why)s.") % {"why": error.__cause__}
    return answer(request, 400, detail)


def _of_constraint(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    logger.warning("%s was refused by a constraint", request.path, exc_info=error)
    return _of_error(request, Conflict(_("Something else has just been saved that excludes this.")))


def _of_absence(request: HttpRequest, _error: Exception) -> HttpResponse:
    return _of_error(request, NotFound(_("There is nothing at this address, or not for you.")))


def _of_size(request: HttpRequest, _error: Exception) -> HttpResponse:
    return answer(request, 413, _("The body is longer than is read here."))


def _of_cut(request: HttpRequest, _error: Exception) -> HttpResponse:
    return answer(request, 400, _("The body was cut off."))


def _of_database(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s: the database cannot be reached", request.path, exc_info=error)
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return answer(request, 503, _("Try again in a moment."), headers=headers)


def of_surprise(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(request, 500, _("The error has been written to the server's log."))


_HANDLERS: dict[type[Exception], Any] = {
    AnnotatorError: _of_error,
    ValidationError: _of_validation,
    AuthenticationError: lambda request, _error: unauthorized(request),
    Refused: _of_refusal,
    HttpError: _of_http_error,
    IntegrityError: _of_constraint,
    Http404: _of_absence,
    RequestDataTooBig: _of_size,
    UnreadablePostError: _of_cut,
    OperationalError: _of_database,
    InterfaceError: _of_database,
    Exception: of_surprise,
}
