"""One person's annotations of an article to look at, and the verdict on them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from annotator.accounts.models import User
from annotator.accounts.requests import PersonRequest
from annotator.annotations.models import AnnotationSet
from annotator.projects.models import Project
from annotator.projects.queries import project_of
from annotator.reviews import returning
from annotator.reviews.permissions import check_can_review
from annotator.reviews.queue.forms import place
from annotator.reviews.queue.queries import next_to_review
from annotator.reviews.spot import pages, queries
from annotator.reviews.spot.forms import Verdict, VerdictForm


@require_GET
def set_(request: PersonRequest, article_id: int, set_id: int) -> HttpResponse:
    page = pages.set_page(article_id, set_id, request.user)
    return render(request, "reviews/set.html", {"page": page})


@require_POST
def verdict(request: PersonRequest, set_id: int) -> HttpResponse:
    form = VerdictForm(request.POST)
    if not form.is_valid():
        article_id = queries.article_of(set_id)
        page = pages.set_page(article_id, set_id, request.user, form)
        return render(request, "reviews/set.html", {"page": page}, status=422)
    given = form.cleaned_data
    judged = _judge(set_id, request.user, given)
    if given["verdict"] == Verdict.FIX:
        messages.success(request, _("This is the gold version. Change it, then finish it."))
        return redirect("workbench:gold", judged.article_id)
    if given["verdict"] == Verdict.RECONSIDER:
        messages.success(request, _("Taken back. The annotations wait for review again."))
        return redirect("reviews:set", judged.article_id, judged.pk)
    accepted = given["verdict"] == Verdict.ACCEPT
    messages.success(request, _("Accepted.") if accepted else _("Returned."))
    return _on(request, judged.article.project, judged.article_id)


def _judge(set_id: int, by: User, given: dict[str, Any]) -> AnnotationSet:
    seen = {"set_id": set_id, "by": by, "version": given["version"]}
    match given["verdict"]:
        case Verdict.ACCEPT:
            return returning.accept(**seen, note=given["note"])
        case Verdict.RETURN:
            return returning.return_(**seen, reason=given["reason"], note=given["note"])
        case Verdict.FIX:
            return returning.fix(**seen)
    return returning.reconsider(**seen)


@require_GET
def next_(request: PersonRequest, slug: str) -> HttpResponse:
    """To the next set that is due for spot review."""
    project = project_of(slug, request.user)
    check_can_review(request.user, project)
    return _on(request, project, place(request.GET))


def _on(request: PersonRequest, project: Project, after: int) -> HttpResponse:
    found = next_to_review(project, request.user, after=after)
    if found:
        return redirect("reviews:set", found.article_id, found.pk)
    messages.success(request, _("Nothing more is due for spot review."))
    return redirect("reviews:queue", project.slug)
