"""The kinds of link between annotations, for the owners of a project."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from annotator.accounts.requests import PersonRequest
from annotator.projects.queries import project_of
from annotator.schemes import pages, queries
from annotator.schemes import relation_services as services
from annotator.schemes.answers import done, owner, show
from annotator.schemes.forms import ActivationForm, MoveForm
from annotator.schemes.pages import Back
from annotator.web.forms import submit, valid

LINKS = "#links"


@require_POST
def links(request: PersonRequest, slug: str) -> HttpResponse:
    membership = owner(request, slug)
    project = membership.project
    form = pages.new_link_form(list(queries.labels_of(project)), request.POST)
    if submit(form, services.add_relation_type, by=request.user, project=project):
        return done(request, slug, LINKS)
    return show(request, pages.labels(membership, back=Back("link", 0, form)), 422)


@require_POST
def link(request: PersonRequest, slug: str, type_id: int) -> HttpResponse:
    membership = owner(request, slug)
    project = membership.project
    found = queries.relation_type(project.pk, type_id)
    form = pages.link_form(found, list(queries.labels_of(project)), request.POST)
    change = {"by": request.user, "project": project, "type_id": type_id}
    if submit(form, services.change_relation_type, **change):
        return done(request, slug, LINKS)
    return show(request, pages.labels(membership, back=Back("link", type_id, form)), 422)


@require_POST
def activation(request: PersonRequest, slug: str, type_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(ActivationForm(request.POST))
    services.change_relation_type(by=request.user, project=project, type_id=type_id, **wanted)
    return done(request, slug, LINKS)


@require_POST
def move(request: PersonRequest, slug: str, type_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(MoveForm(request.POST))
    services.move_relation_type(by=request.user, project=project, type_id=type_id, **wanted)
    return done(request, slug, LINKS)


@require_POST
def deletion(request: PersonRequest, slug: str, type_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    services.delete_relation_type(by=request.user, project=project, type_id=type_id)
    return done(request, slug, LINKS)
