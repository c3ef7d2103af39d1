"""Taking an article and giving it back; for owners, who holds what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.annotations.queries import readable
from annotator.assignments import forms, listed, pages, services
from annotator.projects.models import Membership
from annotator.projects.permissions import check_can_manage
from annotator.projects.queries import membership_of
from annotator.web.forms import status, submit

FREEING = {"release": services.release, "unassign": services.unassign}


@require_POST
def taking(request: PersonRequest, article_id: int) -> HttpResponse:
    services.take(article_id=article_id, by=request.user)
    return redirect("workbench:article", article_id)


@require_POST
def giving_back(request: PersonRequest, article_id: int) -> HttpResponse:
    article = readable(article_id, request.user)
    services.give_back(article_id=article_id, by=request.user)
    messages.success(request, _("Given back. What you marked in it is kept."))
    return redirect("projects:detail", article.project.slug)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def work(request: PersonRequest, slug: str) -> HttpResponse:
    """Who holds what; articles are assigned and taken back here."""
    membership = membership_of(slug, request.user)
    check_can_manage(request.user, membership.project)
    if request.method == "GET":
        template = "assignments/_work.html" if request.htmx else "assignments/work.html"
        return render(request, template, {"page": pages.work(membership, request.GET)})
    if free := FREEING.get(request.POST.get("action", "")):
        sets = forms.ids(request.POST, "sets")
        done = free(by=request.user, project=membership.project, sets=sets)
        messages.success(request, pages.freed(done))
        return redirect(request.get_full_path())
    return _assign(request, membership)


def _assign(request: PersonRequest, membership: Membership) -> HttpResponse:
    members = listed.parts(membership.project)
    form = forms.AssignForm(request.POST, members=members)
    project = membership.project
    if done := submit(form, services.assign_asked, by=request.user, project=project):
        messages.success(request, pages.assigned(done))
        return redirect(request.get_full_path())
    page = pages.work(membership, request.GET, form)
    return render(request, "assignments/work.html", {"page": page}, status=status(form))


@require_http_methods(["GET", "POST"])
def handing_out(request: PersonRequest, slug: str) -> HttpResponse:
    membership = membership_of(slug, request.user)
    project = membership.project
    check_can_manage(request.user, project)
    form = forms.HandingOutForm(
        request.POST or None, project=project, members=listed.parts(project)
    )
    if submit(form, services.change_handing_out, by=request.user, project=project):
        messages.success(request, _("Saved."))
        return redirect("assignments:work", slug)
    page = pages.HandingOutPage(membership, form)
    return render(request, "assignments/handing_out.html", {"page": page}, status=status(form))
