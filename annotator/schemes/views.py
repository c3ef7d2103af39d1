"""The labels of a project, for its owners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.projects.models import Membership
from annotator.projects.permissions import check_can_manage
from annotator.projects.queries import membership_of, project_of
from annotator.schemes import pages, queries, services
from annotator.schemes.files import write_scheme
from annotator.schemes.forms import ActivationForm, LabelForm, MoveForm, OrderForm
from annotator.web.forms import submit, valid


def _owner(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_manage(request.user, membership.project)
    return membership


def _show(request: HttpRequest, page: pages.LabelsPage, status: int = 200) -> HttpResponse:
    fragment = request.headers.get("HX-Request") and request.method == "POST"
    template = "schemes/_labels.html" if fragment else "schemes/labels.html"
    return render(request, template, {"page": page}, status=status)


def _done(request: PersonRequest, slug: str) -> HttpResponse:
    if request.htmx:
        return _show(request, pages.labels(membership_of(slug, request.user)))
    return redirect("schemes:labels", slug)


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def labels(request: PersonRequest, slug: str) -> HttpResponse:
    membership = _owner(request, slug)
    if request.method == "GET":
        return _show(request, pages.labels(membership))
    form = LabelForm(request.POST, auto_id="new-%s")
    if submit(form, services.add_label, by=request.user, project=membership.project):
        return _done(request, slug)
    return _show(request, pages.labels(membership, new=form), 422)


@require_POST
def label(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    membership = _owner(request, slug)
    project = membership.project
    form = pages.form_of(queries.label_of(project, label_id), request.POST)
    change = {"by": request.user, "project": project, "label_id": label_id}
    if submit(form, services.change_label, **change):
        return _done(request, slug)
    return _show(request, pages.labels(membership, changed={label_id: form}), 422)


@require_POST
def activation(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(ActivationForm(request.POST))
    services.change_label(by=request.user, project=project, label_id=label_id, **wanted)
    return _done(request, slug)


@require_POST
def move(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(MoveForm(request.POST))
    services.move_label(by=request.user, project=project, label_id=label_id, **wanted)
    return _done(request, slug)


@require_POST
def order(request: PersonRequest, slug: str) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(OrderForm(request.POST))
    services.order_labels(by=request.user, project=project, **wanted)
    return _done(request, slug)


@require_POST
def deletion(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    services.delete_label(by=request.user, project=project, label_id=label_id)
    return _done(request, slug)


@require_GET
def scheme(request: PersonRequest, slug: str) -> HttpResponse:
    """The scheme as a file, for another project."""
    project = project_of(slug, request.user)
    labels = list(queries.labels_of(project).prefetch_related("attributes"))
    content = write_scheme(labels, queries.links_of(project.pk))
    disposition = f'attachment; filename="{project.slug}-scheme.json"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type="application/json", headers=headers)
