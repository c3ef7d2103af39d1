"""A project at a glance, its articles, a new project."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.overview import pages, services
from annotator.overview.dashboards import pages as boards
from annotator.overview.forms import ProjectForm
from annotator.projects.permissions import check_can_create_project
from annotator.projects.queries import membership_of
from annotator.web.forms import status, submit


@require_GET
def project(request: PersonRequest, slug: str) -> HttpResponse:
    page = boards.project(membership_of(slug, request.user), request.user, request.GET)
    return render(request, "overview/project.html", {"page": page})


@require_GET
@vary_on_headers("HX-Request")
def articles(request: PersonRequest, slug: str) -> HttpResponse:
    page = pages.articles(membership_of(slug, request.user), request.user, request.GET)
    template = "overview/_articles.html" if request.htmx else "overview/articles.html"
    return render(request, template, {"page": page})


@require_http_methods(["GET", "POST"])
def create(request: PersonRequest) -> HttpResponse:
    check_can_create_project(request.user)
    form = ProjectForm(request.POST or None, request.FILES or None)
    if made := submit(form, services.create_project, by=request.user):
        return redirect("projects:detail", made.slug)
    return render(request, "overview/new_project.html", {"form": form}, status=status(form))
