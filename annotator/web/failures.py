"""How a failure is shown: as a page, or as a fragment where a script asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotator.errors import AnnotatorError, Conflict, InvalidInput, NotAllowed, NotFound

STATUS: dict[type[AnnotatorError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    InvalidInput: 422,
    Conflict: 409,
}
HEADINGS: dict[int, Promise] = {
    400: _("That request could not be read"),
    403: _("Not allowed"),
    404: _("Not found"),
    409: _("This has changed"),
    410: _("No longer there"),
    422: _("That cannot be saved"),
    500: _("Something went wrong here"),
    503: _("One moment"),
}


def wants_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def of_error(request: HttpRequest, error: AnnotatorError) -> HttpResponse:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return answer(request, error.message, status, getattr(error, "errors", None))


def answer(
    request: HttpRequest, sentence: str, status: int, errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    if wants_fragment(request):
        return fragment(sentence, status)
    return page(request, sentence, status, errors)


def fragment(sentence: str, status: int) -> HttpResponse:
    context = {"sentence": sentence, "status": status}
    response = render(None, "web/_failure.html", context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def page(
    request: HttpRequest | None,
    sentence: str,
    status: int,
    errors: dict[str, list[str]] | None = None,
) -> HttpResponse:
    """``request`` None: nothing may be asked of the database, so nobody is greeted by name."""
    context = {
        "heading": HEADINGS[status],
        "sentence": sentence,
        "status": status,
        "errors": errors or {},
    }
    response = render(request, "web/failure.html", context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response
