"""What waits for reviewers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from annotator.accounts.requests import PersonRequest
from annotator.projects.queries import membership_of, project_of
from annotator.reviews import returning
from annotator.reviews.permissions import check_can_review
from annotator.reviews.queue import forms, pages


@require_GET
def queue(request: PersonRequest, slug: str) -> HttpResponse:
    membership = membership_of(slug, request.user)
    check_can_review(request.user, membership.project)
    asked = forms.part(request.GET), forms.place(request.GET)
    page = pages.queue(membership, request.user, *asked)
    return render(request, "reviews/queue.html", {"page": page})


@require_POST
def unseen(request: PersonRequest, slug: str) -> HttpResponse:
    """Accept what was not sampled for spot review."""
    project = project_of(slug, request.user)
    done = returning.accept_unseen(project=project, by=request.user)
    said = ngettext("Accepted %(n)s article unseen.", "Accepted %(n)s articles unseen.", done)
    messages.success(request, said % {"n": done})
    return redirect("reviews:queue", slug)
