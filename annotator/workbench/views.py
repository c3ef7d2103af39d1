"""The workbench: one article, and every change to one's own set or to the gold set."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.annotations import queries as annotations
from annotator.annotations import services
from annotator.annotations.states import Kind
from annotator.errors import Conflict, NotAllowed
from annotator.projects.queries import project_of
from annotator.web import failures
from annotator.workbench import forms, going_on, pages, quoted
from annotator.workbench.addresses import address

P = ParamSpec("P")


def changing(
    view: Callable[Concatenate[PersonRequest, int, P], pages.Changes],
) -> Callable[..., HttpResponseBase]:
    """A view that changes a set: answers a script with fragments, a form with a page.

    Where the change cannot be made because things have moved on, the answer is how they are now.
    A script says for whom it sends, lest one person's changes land in the name of the next.
    """

    @require_POST
    @vary_on_headers("HX-Request")
    @wraps(view)
    def answering(
        request: PersonRequest, article_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        of = Kind(str(kwargs.get("of", Kind.ANNOTATOR)))
        if request.headers.get("X-User", str(request.user.pk)) != str(request.user.pk):
            return failures.fragment(_("Somebody else has signed in here."), 401)
        if not request.htmx:
            return _back(request, article_id, of, view(request, article_id, *args, **kwargs))
        try:
            return _fragments(request, article_id, view(request, article_id, *args, **kwargs), 200)
        except (Conflict, NotAllowed) as error:
            now = pages.state(article_id, request.user, of, error=error.message)
            return _fragments(request, article_id, now, failures.STATUS[type(error)])

    return answering


def _fragments(
    request: HttpRequest, article_id: int, changes: pages.Changes, status: int
) -> HttpResponse:
    context = {"changes": changes, "article_id": article_id}
    return render(request, "workbench/_changes.html", context, status=status)


def _back(request: HttpRequest, article_id: int, of: Kind, changes: pages.Changes) -> HttpResponse:
    messages.success(request, changes.message)
    if changes.next:
        return redirect(changes.next)
    response = redirect(address(of, "article", article_id))
    if changes.touched:
        chosen = changes.touched[0]
        response["Location"] += f"?chosen={chosen}#card-{chosen}"
    return response


@require_GET
def article(request: PersonRequest, article_id: int, of: Kind) -> HttpResponse:
    page = pages.workbench(article_id, request.user, forms.chosen(request.GET), of)
    if page.gold and page.set is None:
        return redirect("reviews:adjudication", article_id)
    return render(request, "workbench/article.html", {"page": page})


@require_GET
def state(request: PersonRequest, article_id: int, of: Kind) -> HttpResponse:
    return _fragments(request, article_id, pages.state(article_id, request.user, of), 200)


@require_GET
def quotations(request: PersonRequest, article_id: int) -> HttpResponse:
    """Kept by the browser for good if it is asked for by the key of how the text is read now."""
    found = quoted.quoted(article_id, request.user)
    response = JsonResponse(found.as_json(), json_dumps_params={"separators": (",", ":")})
    if request.GET.get("text") == found.key:
        response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@require_GET
def speakers(request: PersonRequest, article_id: int, uid: UUID, of: Kind) -> HttpResponse:
    """Entries of the register that an annotation, or what is typed, may mean."""
    found = pages.suggestions(article_id, request.user, uid, forms.words(request.GET), of)
    return render(request, "workbench/_speakers.html", {"suggestions": found})


@require_GET
def next_(request: PersonRequest, slug: str) -> HttpResponse:
    """To the next article that waits for this person, or back to the project if none does."""
    project = project_of(slug, request.user)
    way = going_on.next_(project, request.user, after=forms.after(request.GET))
    if way.reason:
        messages.info(request, way.reason)
    return redirect(way.to)


@changing
def annotations_(request: PersonRequest, article_id: int, of: Kind) -> pages.Changes:
    sent = forms.read(forms.NewAnnotation, request.POST)
    nth = sent.pop("nth", None) or 1
    if not sent.get("fragments"):
        sent["fragments"] = annotations.locate(article_id, request.user, sent["quote"], nth)
    change = services.annotate(article_id=article_id, by=request.user, of=of, **sent)
    return pages.changes(change, _("Marked: %(what)s"))


@changing
def annotation(request: PersonRequest, article_id: int, uid: UUID, of: Kind) -> pages.Changes:
    sent = forms.edits(request.POST)
    change = services.change_annotation(
        article_id=article_id, by=request.user, of=of, uid=uid, **sent
    )
    return pages.changes(change, _("Changed: %(what)s"))


@changing
def deletion(request: PersonRequest, article_id: int, uid: UUID, of: Kind) -> pages.Changes:
    sent = forms.read(forms.ExistingAnnotation, request.POST)
    change = services.delete_annotation(
        article_id=article_id, by=request.user, of=of, uid=uid, **sent
    )
    return pages.changes(change, _("Deleted. Undo brings it back."))


@changing
def occurrences(request: PersonRequest, article_id: int, uid: UUID, of: Kind) -> pages.Changes:
    sent = forms.read(forms.ExistingAnnotation, request.POST)
    change = services.mark_occurrences(
        article_id=article_id, by=request.user, of=of, uid=uid, **sent
    )
    return pages.changes(change, _("Marked everywhere else: %(what)s"))


@changing
def relations(request: PersonRequest, article_id: int, of: Kind) -> pages.Changes:
    sent = forms.read(forms.NewRelation, request.POST)
    change = services.link(article_id=article_id, by=request.user, of=of, **sent)
    return pages.changes(change, _("Linked: %(what)s"), about=sent["uid"])


@changing
def relation_deletion(
    request: PersonRequest, article_id: int, uid: UUID, of: Kind
) -> pages.Changes:
    sent = forms.read(forms.Step, request.POST)
    change = services.unlink(article_id=article_id, by=request.user, of=of, uid=uid, **sent)
    return pages.changes(change, _("The link is gone. Undo brings it back."))


@changing
def undo(request: PersonRequest, article_id: int, of: Kind) -> pages.Changes:
    sent = forms.read(forms.Step, request.POST)
    change = services.undo(article_id=article_id, by=request.user, of=of, **sent)
    left = annotations.undoable(change.set, request.user)
    return pages.changes(change, _("Undone: %(what)s"), left)


@changing
def redo(request: PersonRequest, article_id: int, of: Kind) -> pages.Changes:
    sent = forms.read(forms.Step, request.POST)
    change = services.redo(article_id=article_id, by=request.user, of=of, **sent)
    left = annotations.undoable(change.set, request.user)
    return pages.changes(change, _("Done again: %(what)s"), left)


@changing
def submission(request: PersonRequest, article_id: int) -> pages.Changes:
    own = services.submit(article_id=article_id, by=request.user)
    way = going_on.submitted(own.article, request.user)
    if way.reason:
        messages.info(request, way.reason)
    return pages.moved(own, request.user, _("Submitted."), way.to)


@changing
def reopening(request: PersonRequest, article_id: int) -> pages.Changes:
    own = services.reopen(article_id=article_id, by=request.user)
    return pages.moved(own, request.user, _("Reopened. You can change it again."))
