"""Every place where a string or a speaker stands, and decisions about many of them."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.projects.models import Membership
from annotator.projects.queries import membership_of
from annotator.reviews.permissions import check_can_review
from annotator.reviews.words import forms, pages, services
from annotator.web.forms import submit


@require_GET
@vary_on_headers("HX-Request")
def words(request: PersonRequest, slug: str) -> HttpResponse:
    page = pages.words(_membership(request, slug), request.user, request.GET)
    template = "reviews/_words.html" if request.htmx else "reviews/words.html"
    return render(request, template, {"page": page})


@require_POST
def decisions(request: PersonRequest, slug: str) -> HttpResponse:
    """About the places that were ticked, or those that the address finds."""
    membership = _membership(request, slug)
    asked = pages.asked(membership, request.GET)
    places = pages.places(membership, request.user, request.GET, request.POST)
    form = forms.DecisionForm(request.POST, asked.about)
    given = {"project": membership.project, "by": request.user, "name": asked.name}
    if batch := submit(form, services.decide, places=places, **given):
        return _back(slug, request.GET, batch.id)
    page = pages.words(membership, request.user, request.GET, form=form, chosen=places)
    template = "reviews/_words.html" if request.htmx else "reviews/words.html"
    return render(request, template, {"page": page}, status=422)


@require_POST
def undoing(request: PersonRequest, slug: str, batch: UUID) -> HttpResponse:
    membership = _membership(request, slug)
    services.undo(project=membership.project, by=request.user, batch=batch)
    return _back(slug, request.GET, batch)


def _membership(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_review(request.user, membership.project)
    return membership


def _back(slug: str, data: QueryDict, done: UUID) -> HttpResponse:
    query = data.copy()
    query["done"] = str(done)
    return redirect(f"{reverse('reviews:words', args=[slug])}?{query.urlencode()}")
