"""The corpus in any format, and what a format would leave out."""

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router

from annotator.api import auth, described, selecting
from annotator.api.schemas.exports import ExportAsked, Losses
from annotator.api.schemas.parts import Slug
from annotator.exchange import exporting, losses
from annotator.exchange.permissions import check_can_export
from annotator.exchange.services import log_export
from annotator.formats.losses import Losses as Counted
from annotator.projects.queries import membership_of

router = Router(tags=["Export"])


@router.get(
    "/projects/{slug:slug}/export",
    auth=auth.read,
    summary="The labelled corpus",
    openapi_extra=described.EXPORTED,
)
def export(request: HttpRequest, slug: Slug, asked: Query[ExportAsked]) -> StreamingHttpResponse:
    """Streamed from one moment's state of the project. What is chosen by several filters must fit
    all of them; a filter that comes several times chooses all of what it names.
    """
    by = auth.person(request)
    membership = membership_of(slug, by)
    selection = selecting.selection_of(membership, by, asked)
    form = selecting.format_of(asked)
    how = exporting.writing(membership.project, **selecting.wishes_of(form, asked))
    log_export(selection=selection, by=by, form=form)
    parts = exporting.export(selection, form, how, Counted())
    name = exporting.file_name(selection, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=form.type, headers=headers)


@router.get(
    "/projects/{slug:slug}/export/losses",
    response=Losses,
    auth=auth.read,
    summary="What an export would leave out",
)
def export_losses(request: HttpRequest, slug: Slug, asked: Query[ExportAsked]) -> Any:
    """Found by writing the first articles in the format, and counted. Takes the same parameters as
    the export.
    """
    by = auth.person(request)
    membership = membership_of(slug, by)
    selection = selecting.selection_of(membership, by, asked)
    check_can_export(by, membership.project, selection.owner_id)
    form = selecting.format_of(asked)
    how = exporting.writing(membership.project, **selecting.wishes_of(form, asked))
    counted = exporting.losses_of(selection, form, how)
    names = zip(counted.plain().items(), losses.sentences(counted), strict=True)
    return {
        "format": form.name,
        "looked_at": exporting.LOOKED_AT,
        "losses": [
            {"loss": loss, "number": number, "sentence": sentence}
            for (loss, number), sentence in names
        ],
    }
