"""Articles in by upload, preview and one more click; the corpus out as a file."""

from dataclasses import replace

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.accounts.requests import PersonRequest
from annotator.exchange import exporting, pages, uploads
from annotator.exchange.choices import Selection
from annotator.exchange.forms import ReadingForm, UploadForm, WritingForm, first_wishes
from annotator.exchange.permissions import check_can_export, check_can_import
from annotator.exchange.receiving import receive
from annotator.exchange.services import log_export
from annotator.exchange.staging import Staged, stage, staged_by
from annotator.formats.losses import Losses
from annotator.formats.registry import Format
from annotator.formats.writing import Writing
from annotator.projects.models import Membership
from annotator.projects.queries import membership_of
from annotator.web.forms import valid


def _owner(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_import(request.user, membership.project)
    return membership


def _staged(request: PersonRequest, slug: str, token: str) -> tuple[Membership, Staged]:
    membership = _owner(request, slug)
    return membership, staged_by(token, membership.project, request.user)


@csrf_exempt  # for a moment: the request must not be read before it is known who sends it
@require_http_methods(["GET", "POST"])
def import_(request: PersonRequest, slug: str) -> HttpResponse:
    membership = _owner(request, slug)
    if request.method == "GET":
        return _import_page(request, membership, UploadForm())
    staged = stage(membership.project, request.user)
    receive(request, staged)
    return _upload(request, membership, staged)


@csrf_protect
def _upload(request: PersonRequest, membership: Membership, staged: Staged) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        staged.discard()
        return _import_page(request, membership, form, 422)
    uploads.take(staged, *form.sent())
    wishes = first_wishes(title=form.cleaned_data["title"])
    uploads.look(staged, membership.project, request.user, wishes)
    return redirect("exchange:preview", membership.project.slug, staged.token)


def _import_page(
    request: HttpRequest, membership: Membership, form: UploadForm, status: int = 200
) -> HttpResponse:
    page = pages.ImportPage(membership, form)
    return render(request, "exchange/import.html", {"page": page}, status=status)


@require_http_methods(["GET", "POST"])
def preview(request: PersonRequest, slug: str, token: str) -> HttpResponse:
    membership, staged = _staged(request, slug, token)
    if request.method == "GET":
        page = pages.preview(membership, staged)
        return render(request, "exchange/preview.html", {"page": page})
    form = ReadingForm(request.POST, header=pages.header_of(staged))
    uploads.look(staged, membership.project, request.user, form.wishes())
    return redirect("exchange:preview", slug, token)


@require_POST
def writing(request: PersonRequest, slug: str, token: str) -> HttpResponse:
    membership, staged = _staged(request, slug, token)
    uploads.write(staged, membership.project, request.user, **valid(WritingForm(request.POST)))
    return redirect("exchange:preview", slug, token)


@require_POST
def deletion(request: PersonRequest, slug: str, token: str) -> HttpResponse:
    _membership, staged = _staged(request, slug, token)
    staged.discard()
    return redirect("exchange:import_", slug)


@require_GET
def problems(request: PersonRequest, slug: str, token: str) -> FileResponse:
    _membership, staged = _staged(request, slug, token)
    return FileResponse(staged.problems().open("rb"), as_attachment=True)


@require_GET
def rejected(request: PersonRequest, slug: str, token: str) -> FileResponse:
    """The list of problems, and what could not be imported as it came."""
    _membership, staged = _staged(request, slug, token)
    return FileResponse(staged.rejected().open("rb"), as_attachment=True)


@require_http_methods(["GET", "POST"])
def export(request: PersonRequest, slug: str) -> HttpResponseBase:
    """The page; or, as the button that was pressed says, what would be left out, or the file."""
    membership = membership_of(slug, request.user)
    if request.method == "GET" or request.POST.get("do") == "show":
        return _export_page(request, pages.export(membership, request.POST or request.GET))
    page = pages.export(membership, request.POST, bound=True)
    if not page.form.is_valid():
        return _export_page(request, page, 422)
    selection, form, wishes = page.form.asked()
    check_can_export(request.user, membership.project, selection.owner_id)
    how = exporting.writing(membership.project, **wishes)
    if request.POST.get("do") == "look":
        found = exporting.would_lose(selection, form, how)
        return _export_page(request, replace(page, losses=pages.Losses(found)))
    log_export(selection=selection, by=request.user, form=form)
    return _download(selection, form, how)


def _export_page(request: PersonRequest, page: pages.ExportPage, status: int = 200) -> HttpResponse:
    return render(request, "exchange/export.html", {"page": page}, status=status)


def _download(selection: Selection, form: Format, how: Writing) -> StreamingHttpResponse:
    name = exporting.file_name(selection, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    parts = exporting.export(selection, form, how, Losses())
    return StreamingHttpResponse(parts, content_type=form.type, headers=headers)
