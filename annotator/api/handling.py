"""What is done around every endpoint."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from annotator.api import parameters, problems

View = Callable[..., HttpResponseBase]


def handled(view: View, route: str) -> View:
    """The endpoint without cookies and forms, whose every failure is a problem."""
    path = parameters.path_of(route)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            refusal = parameters.refusal(request, path)
            response = refusal or view(request, *args, **kwargs)
        except Exception as error:
            return problems.of_surprise(request, error)
        if response.status_code == 405:
            return _not_allowed(request, response["Allow"])
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here reads a cookie
    answered.login_required = False  # type: ignore[attr-defined]  # the token is asked for instead
    return answered


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponseBase:
    detail = _("%(method)s is not done here; there is %(allowed)s.")
    given = {"method": request.method, "allowed": allowed}
    return problems.answer(request, 405, detail % given, headers={"Allow": allowed})
