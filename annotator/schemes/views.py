"""The labels of a project, for its owners."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.projects.queries import project_of
from annotator.schemes import pages, queries, services
from annotator.schemes.answers import done, owner, show
from annotator.schemes.files import write_scheme
from annotator.schemes.forms import ActivationForm, LabelForm, MoveForm, OpenForm, OrderForm
from annotator.schemes.pages import Back
from annotator.web.forms import submit, valid


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def labels(request: PersonRequest, slug: str) -> HttpResponse:
    membership = owner(request, slug)
    if request.method == "GET":
        return show(request, pages.labels(membership, open_label=OpenForm(request.GET).asked()))
    form = LabelForm(request.POST, auto_id="new-%s")
    if submit(form, services.add_label, by=request.user, project=membership.project):
        return done(request, slug)
    return show(request, pages.labels(membership, back=Back("label", 0, form)), 422)


@require_POST
def label(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    membership = owner(request, slug)
    project = membership.project
    form = pages.form_of(queries.label_of(project, label_id), request.POST)
    change = {"by": request.user, "project": project, "label_id": label_id}
    if submit(form, services.change_label, **change):
        return done(request, slug)
    return show(request, pages.labels(membership, back=Back("label", label_id, form)), 422)


@require_POST
def activation(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(ActivationForm(request.POST))
    services.change_label(by=request.user, project=project, label_id=label_id, **wanted)
    return done(request, slug)


@require_POST
def move(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(MoveForm(request.POST))
    services.move_label(by=request.user, project=project, label_id=label_id, **wanted)
    return done(request, slug)


@require_POST
def order(request: PersonRequest, slug: str) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(OrderForm(request.POST))
    services.order_labels(by=request.user, project=project, **wanted)
    return done(request, slug)


@require_POST
def deletion(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    services.delete_label(by=request.user, project=project, label_id=label_id)
    return done(request, slug)


@require_GET
def scheme(request: PersonRequest, slug: str) -> HttpResponse:
    """The scheme as a file, for another project."""
    project = project_of(slug, request.user)
    labels = list(queries.labels_of(project).prefetch_related("attributes"))
    content = write_scheme(labels, queries.links_of(project.pk))
    disposition = f'attachment; filename="{project.slug}-scheme.json"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type="application/json", headers=headers)
