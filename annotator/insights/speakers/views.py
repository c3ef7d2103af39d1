"""The register of speakers, and a page for each of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.annotations import register as annotations
from annotator.insights.speakers import forms, pages
from annotator.insights.visibility import view
from annotator.projects.models import Membership
from annotator.projects.queries import membership_of
from annotator.speakers import permissions, queries, services
from annotator.speakers.models import Speaker
from annotator.web.forms import status, submit


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def register(request: PersonRequest, slug: str) -> HttpResponse:
    """The list; a new entry is sent here."""
    membership = membership_of(slug, request.user)
    form = forms.NewForm(request.POST or None)
    project_id = membership.project_id
    if made := submit(form, services.create_speaker, by=request.user, project_id=project_id):
        return redirect("insights:speaker", slug, made.pk)
    page = pages.register(membership, request.GET, form)
    template = "insights/_register.html" if request.htmx else "insights/register.html"
    return render(request, template, {"page": page}, status=status(form))


@require_http_methods(["GET", "POST"])
def merges(request: PersonRequest, slug: str) -> HttpResponse:
    """Which entries, and which of them the others become part of."""
    membership = membership_of(slug, request.user)
    permissions.check_can_keep(request.user, membership.project_id)
    if request.method == "GET":
        page = pages.merge(membership, request.GET)
        return render(request, "insights/merge.html", {"page": page})
    into = (forms.chosen(request.POST, "into") or [0])[0]
    target = services.merge_speakers(
        project_id=membership.project_id,
        by=request.user,
        into=into,
        others=forms.chosen(request.POST),
    )
    messages.success(request, _("Merged. The log below can take it back."))
    return redirect("insights:speaker", slug, target.pk)


@require_GET
def speaker(request: PersonRequest, slug: str, speaker_id: int) -> HttpResponse:
    """An entry that was merged leads to the one that it is part of."""
    membership, entry = _entry(request, slug, speaker_id)
    if entry.merged_into_id:
        return redirect("insights:speaker", slug, entry.merged_into_id)
    page = pages.speaker(membership, entry, request.GET)
    return render(request, "insights/speaker.html", {"page": page})


@require_POST
def changes(request: PersonRequest, slug: str, speaker_id: int) -> HttpResponse:
    membership, entry = _entry(request, slug, speaker_id)
    permissions.check_can_keep(request.user, membership.project_id)
    form = forms.EntryForm(request.POST)
    given = {"project_id": membership.project_id, "by": request.user, "speaker_id": entry.pk}
    if submit(form, services.change_speaker, **given):
        messages.success(request, _("Saved."))
        return redirect("insights:speaker", slug, entry.pk)
    page = pages.speaker(membership, entry, request.GET, form=form)
    return render(request, "insights/speaker.html", {"page": page}, status=422)


@require_POST
def splits(request: PersonRequest, slug: str, speaker_id: int) -> HttpResponse:
    membership, entry = _entry(request, slug, speaker_id)
    permissions.check_can_keep(request.user, membership.project_id)
    form = forms.SplitForm(request.POST)
    given = {"project_id": membership.project_id, "by": request.user, "speaker_id": entry.pk}
    quotes = request.POST.getlist("quotes")
    if submit(form, annotations.split_speaker, quotes=quotes, **given):
        messages.success(request, _("Split. The log below can take it back."))
        return redirect("insights:speaker", slug, entry.pk)
    page = pages.speaker(membership, entry, request.GET, split=form)
    return render(request, "insights/speaker.html", {"page": page}, status=422)


@require_POST
def undoing(request: PersonRequest, slug: str, event_id: int) -> HttpResponse:
    """Take back a merge or a split."""
    membership = membership_of(slug, request.user)
    found = annotations.undo(project_id=membership.project_id, by=request.user, event_id=event_id)
    messages.success(request, _("Taken back."))
    return redirect("insights:speaker", slug, found.pk)


@require_POST
def deletion(request: PersonRequest, slug: str, speaker_id: int) -> HttpResponse:
    membership, entry = _entry(request, slug, speaker_id)
    services.delete_speaker(project_id=membership.project_id, by=request.user, speaker_id=entry.pk)
    messages.success(request, _("Deleted."))
    return redirect("insights:speakers", slug)


def _entry(request: PersonRequest, slug: str, speaker_id: int) -> tuple[Membership, Speaker]:
    membership = membership_of(slug, request.user)
    return membership, queries.speaker_of(
        membership.project_id, speaker_id, view(membership, "").alone
    )
