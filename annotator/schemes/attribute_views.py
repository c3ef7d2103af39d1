"""What can be said about the annotations of a label, for the owners of a project."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from annotator.accounts.requests import PersonRequest
from annotator.projects.queries import project_of
from annotator.schemes import attribute_services as services
from annotator.schemes import pages, queries
from annotator.schemes.answers import done, owner, show
from annotator.schemes.attribute_forms import AttributeForm
from annotator.schemes.forms import MoveForm
from annotator.schemes.pages import Back
from annotator.web.forms import submit, valid


@require_POST
def attributes(request: PersonRequest, slug: str, label_id: int) -> HttpResponse:
    membership = owner(request, slug)
    project = membership.project
    label = queries.label_of(project, label_id)
    form = pages.new_attribute_form(label.pk, request.POST)
    new = {"by": request.user, "project": project, "label_id": label.pk}
    if submit(form, services.add_attribute, **new):
        return done(request, slug, open_label=label.pk)
    return show(request, pages.labels(membership, back=Back("attributes", label.pk, form)), 422)


@require_POST
def attribute(request: PersonRequest, slug: str, attribute_id: int) -> HttpResponse:
    membership = owner(request, slug)
    project = membership.project
    found = queries.attribute_of(project, attribute_id)
    form = AttributeForm(found, request.POST)
    change = {"by": request.user, "project": project, "attribute_id": attribute_id}
    if submit(form, services.change_attribute, **change):
        return done(request, slug, open_label=found.label_id)
    return show(request, pages.labels(membership, back=Back("attribute", found.pk, form)), 422)


@require_POST
def move(request: PersonRequest, slug: str, attribute_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(MoveForm(request.POST))
    moved = services.move_attribute(
        by=request.user, project=project, attribute_id=attribute_id, **wanted
    )
    return done(request, slug, open_label=moved.label_id)


@require_POST
def deletion(request: PersonRequest, slug: str, attribute_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    gone = services.delete_attribute(by=request.user, project=project, attribute_id=attribute_id)
    return done(request, slug, open_label=gone.label_id)
