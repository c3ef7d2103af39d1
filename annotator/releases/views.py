"""Releases of a project: made, looked at, taken away and deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from annotator.accounts.requests import PersonRequest
from annotator.projects.models import Membership
from annotator.projects.queries import membership_of
from annotator.releases import pages, services
from annotator.releases.permissions import check_can_delete, check_can_release, check_can_see
from annotator.releases.queries import release_of
from annotator.releases.serving import serve
from annotator.web.forms import status, submit


def _membership(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_see(request.user, membership.project)
    return membership


@require_GET
def releases(request: PersonRequest, slug: str) -> HttpResponse:
    page = pages.releases(_membership(request, slug))
    return render(request, "releases/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, slug: str) -> HttpResponse:
    membership = membership_of(slug, request.user)
    check_can_release(request.user, membership.project)
    page = pages.new(membership, request.POST if request.method == "POST" else None)
    given = {"project": membership.project, "by": request.user}
    if made := submit(page.form, services.request_release, **given):
        return redirect("releases:release", slug, made.number)
    return render(request, "releases/new.html", {"page": page}, status=status(page.form))


@require_GET
def release(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    page = pages.release(_membership(request, slug), number)
    return render(request, "releases/release.html", {"page": page})


@require_GET
def progress(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """How far it is; the page itself when there is more to see."""
    page = pages.release(_membership(request, slug), number)
    if not request.htmx:
        return redirect("releases:release", slug, number)
    if page.is_waiting:
        return render(request, "releases/_progress.html", {"page": page})
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
def building(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    found = release_of(_membership(request, slug).project, number)
    services.request_again(release=found, by=request.user)
    return redirect("releases:release", slug, number)


@require_http_methods(["GET", "POST"])
def deletion(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Asks first: this is one of the few things that cannot be undone."""
    page = pages.release(_membership(request, slug), number)
    check_can_delete(request.user, page.membership.project)
    if request.method == "GET":
        return render(request, "releases/deletion.html", {"page": page})
    services.delete_release(release=page.release, by=request.user)
    messages.success(request, _("Release %(number)d is deleted.") % {"number": number})
    return redirect("releases:list", slug)


@require_safe
def file(request: PersonRequest, slug: str, number: int, name: str) -> HttpResponseBase:
    found = release_of(_membership(request, slug).project, number)
    return serve(request, found, request.user, name)
