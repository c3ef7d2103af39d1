"""The desk on which one article's sets become its gold set."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.errors import Conflict, NotAllowed
from annotator.reviews.adjudication import answers, forms, pages, services
from annotator.reviews.adjudication.versions import Shown
from annotator.reviews.queue import queries as waiting
from annotator.web import failures

P = ParamSpec("P")
UNCHANGED = 204


def changing(
    view: Callable[Concatenate[PersonRequest, int, P], answers.Changes],
) -> Callable[..., HttpResponseBase]:
    """A view that changes the gold set: answers a script with fragments, a form with a page.

    Where the change cannot be made because things have moved on, the answer is how they are now.
    A script says for whom it sends, lest one person's changes land in the name of the next.
    """

    @require_POST
    @vary_on_headers("HX-Request")
    @wraps(view)
    def answering(
        request: PersonRequest, article_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if request.headers.get("X-User", str(request.user.pk)) != str(request.user.pk):
            return failures.fragment(_("Somebody else has signed in here."), 401)
        if not request.htmx:
            return _back(request, article_id, view(request, article_id, *args, **kwargs))
        try:
            return _fragments(request, view(request, article_id, *args, **kwargs), 200)
        except (Conflict, NotAllowed) as error:
            now = answers.state(article_id, request.user, error=error.message)
            return _fragments(request, now, failures.STATUS[type(error)])

    return answering


def _fragments(request: HttpRequest, changes: answers.Changes, status: int) -> HttpResponse:
    context = {"changes": changes}
    return render(request, "reviews/adjudication/_changes.html", context, status=status)


def _back(request: HttpRequest, article_id: int, changes: answers.Changes) -> HttpResponse:
    messages.success(request, changes.message)
    return redirect(changes.next or reverse("reviews:adjudication", args=[article_id]))


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def adjudication(request: PersonRequest, article_id: int) -> HttpResponse:
    """The desk; posted to, it is opened. A script asks whether it has changed ``since``."""
    if request.method == "POST":
        services.start(article_id=article_id, by=request.user)
        return redirect("reviews:adjudication", article_id)
    if request.htmx:
        return _news(request, article_id)
    chosen, kind = forms.chosen(request.GET), forms.kind(request.GET)
    page = pages.page(article_id, request.user, chosen, kind)
    name = "waiting" if isinstance(page, pages.Waiting) else "desk"
    return render(request, f"reviews/adjudication/{name}.html", {"page": page})


def _news(request: PersonRequest, article_id: int) -> HttpResponse:
    if answers.is_current(article_id, request.user, request.GET.get("since", "")):
        return HttpResponse(status=UNCHANGED)
    return _fragments(request, answers.state(article_id, request.user), 200)


@changing
def decisions(request: PersonRequest, article_id: int) -> answers.Changes:
    sent = forms.decision(request.POST)
    outcome = services.decide(article_id=article_id, by=request.user, **sent)
    return answers.changes(outcome, request.user, _settled)


@changing
def undo(request: PersonRequest, article_id: int) -> answers.Changes:
    step = forms.step(request.POST)
    outcome = services.undo(article_id=article_id, by=request.user, step=step)
    return answers.changes(outcome, request.user, _undone)


@changing
def redo(request: PersonRequest, article_id: int) -> answers.Changes:
    step = forms.step(request.POST)
    outcome = services.redo(article_id=article_id, by=request.user, step=step)
    return answers.changes(outcome, request.user, _redone)


def _settled(shown: Shown | None) -> str:
    return f"{shown.said}: {shown.outcome}." if shown else _("Saved.")


def _undone(shown: Shown | None) -> str:
    if shown is None:
        return _("Undone.")
    if shown.is_open:
        return _("Undone: %(what)s is open again.") % {"what": shown.said}
    return _("Undone: %(what)s. %(outcome)s.") % {"what": shown.said, "outcome": shown.outcome}


def _redone(shown: Shown | None) -> str:
    if shown is None:
        return _("Done again.")
    return _("Done again: %(what)s. %(outcome)s.") % {"what": shown.said, "outcome": shown.outcome}


@changing
def finish(request: PersonRequest, article_id: int) -> answers.Changes:
    found = services.finish(article_id=article_id, by=request.user)
    project = found.gold.article.project
    after = waiting.next_to_adjudicate(project, request.user, after=article_id)
    return answers.finished(article_id, request.user, after)


@require_POST
def merge(request: PersonRequest, article_id: int) -> HttpResponse:
    services.merge(article_id=article_id, by=request.user)
    messages.success(request, _("Compared again. What was decided has been kept."))
    return redirect("reviews:adjudication", article_id)


@require_POST
def reopening(request: PersonRequest, article_id: int) -> HttpResponse:
    services.reopen(article_id=article_id, by=request.user)
    messages.success(request, _("Reopened. It is in your hands now."))
    return redirect("reviews:adjudication", article_id)


@require_POST
def takeover(request: PersonRequest, article_id: int) -> HttpResponse:
    services.take_over(article_id=article_id, by=request.user)
    messages.success(request, _("You have taken this article over."))
    return redirect("reviews:adjudication", article_id)


@require_POST
def names(request: PersonRequest, article_id: int) -> HttpResponse:
    services.reveal(article_id=article_id, by=request.user)
    messages.success(request, _("Names are shown now. This has been logged."))
    return redirect("reviews:adjudication", article_id)
