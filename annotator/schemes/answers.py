"""How the views of the labels page begin and end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from annotator.accounts.requests import PersonRequest
from annotator.projects.models import Membership
from annotator.projects.permissions import check_can_manage
from annotator.projects.queries import membership_of
from annotator.schemes import pages


def owner(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_manage(request.user, membership.project)
    return membership


def show(request: HttpRequest, page: pages.LabelsPage, status: int = 200) -> HttpResponse:
    """For a script the list alone, and the address stays that of the page."""
    if not (request.headers.get("HX-Request") and request.method == "POST"):
        return render(request, "schemes/labels.html", {"page": page}, status=status)
    answer = render(request, "schemes/_labels.html", {"page": page}, status=status)
    answer.headers["HX-Push-Url"] = "false"
    return answer


def done(request: PersonRequest, slug: str, at: str = "", open_label: int = 0) -> HttpResponse:
    """``at`` is where on the page it was; ``open_label`` stays open, having changed inside."""
    if request.htmx:
        page = pages.labels(membership_of(slug, request.user), open_label=open_label)
        return show(request, page)
    asked = f"?open={open_label}#label-{open_label}" if open_label else at
    return redirect(reverse("schemes:labels", args=[slug]) + asked)
