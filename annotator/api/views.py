"""The description of the API, as a page and for programs; and what is at no address of it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from annotator.api import pages, problems
from annotator.api.openapi import document


@login_not_required  # there are no data in it
@require_GET
def reference(request: HttpRequest) -> HttpResponse:
    page = pages.reference(document(), request.build_absolute_uri("/"))
    return render(request, "api/reference.html", {"page": page})


@login_not_required
@cache_control(max_age=300)
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problems.answer(request, 404, _("There is nothing at this address."))
