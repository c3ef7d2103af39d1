"""The figures of a project."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.insights.figures import pages
from annotator.projects.queries import membership_of


@require_GET
@vary_on_headers("HX-Request")
def figures(request: PersonRequest, slug: str) -> HttpResponse:
    page = pages.figures(membership_of(slug, request.user), request.GET)
    template = "insights/_figures.html" if request.htmx else "insights/figures.html"
    return render(request, template, {"page": page})
