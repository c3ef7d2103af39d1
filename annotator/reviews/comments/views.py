"""Comments: on a page of their own, or as a panel where a script asks for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.annotations.queries import readable
from annotator.projects.queries import membership_of
from annotator.reviews.comments import gaps as gaps_
from annotator.reviews.comments import pages, services, waiting_page
from annotator.reviews.comments.forms import Asked, CommentForm, ThreadForm, asked
from annotator.reviews.comments.pages import Done
from annotator.reviews.comments.queries import thread_for
from annotator.web import failures
from annotator.web.forms import submit

P = ParamSpec("P")


def posting(view: Callable[Concatenate[PersonRequest, P], HttpResponse]) -> Callable[..., Any]:
    """A view that writes. The workbench says for whom it sends, lest one person's words land in
    the name of the next."""

    @vary_on_headers("HX-Request")
    @wraps(view)
    def checking(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.headers.get("X-User", str(request.user.pk)) != str(request.user.pk):
            return failures.fragment(_("Somebody else has signed in here."), 401)
        return view(request, *args, **kwargs)

    return checking


@require_http_methods(["GET", "POST"])
@posting
def threads(request: PersonRequest, article_id: int) -> HttpResponse:
    """The list; a new thread is sent here."""
    wanted = asked(request.GET)
    if request.method == "GET":
        return _shown(request, article_id, wanted)
    about = wanted.about
    project = readable(article_id, request.user).project
    form = ThreadForm(request.POST, project=project, about=about)
    made = submit(
        form,
        services.open_thread,
        article_id=article_id,
        by=request.user,
        annotation=about.annotation,
        set_id=about.set_id,
        cluster=about.cluster,
    )
    if made is None:
        return _shown(request, article_id, wanted, failed=(0, form))
    return _done(request, article_id, wanted, Done(_("Commented."), f"thread-{made.pk}"))


@require_POST
@posting
def comments(request: PersonRequest, thread_id: int) -> HttpResponse:
    article_id = thread_for(thread_id, request.user).article_id
    form = CommentForm(request.POST, auto_id=f"id_%s_{thread_id}")
    made = submit(form, services.comment, thread_id=thread_id, by=request.user)
    if made is None:
        return _shown(request, article_id, asked(request.GET), failed=(thread_id, form))
    said = Done(_("Commented."), f"comment-{made.pk}")
    return _done(request, article_id, asked(request.GET), said)


@require_POST
@posting
def resolution(request: PersonRequest, thread_id: int) -> HttpResponse:
    """``resolved=1`` resolves a thread, anything else reopens it."""
    resolving = request.POST.get("resolved") == "1"
    change = services.resolve if resolving else services.reopen_thread
    thread = change(thread_id=thread_id, by=request.user)
    if request.GET.get("to") == "gaps":
        return redirect("reviews:gaps", thread.project.slug)
    said = Done(_("Resolved.") if resolving else _("Reopened."), "threads")
    return _done(request, thread.article_id, asked(request.GET), said)


@require_POST
@posting
def taking_back(request: PersonRequest, comment_id: int) -> HttpResponse:
    taken = services.take_back(comment_id=comment_id, by=request.user)
    said = Done(_("Taken back."), f"comment-{taken.pk}")
    return _done(request, taken.thread.article_id, asked(request.GET), said)


def _shown(
    request: PersonRequest,
    article_id: int,
    wanted: Asked,
    *,
    failed: tuple[int, Form] | None = None,
    done: Done | None = None,
) -> HttpResponse:
    page = pages.threads(article_id, request.user, wanted, failed=failed, done=done)
    template = "reviews/comments/_threads.html" if request.htmx else "reviews/comments/threads.html"
    return render(request, template, {"page": page}, status=422 if failed else 200)


def _done(request: PersonRequest, article_id: int, wanted: Asked, done: Done) -> HttpResponse:
    if request.htmx:
        return _shown(request, article_id, wanted, done=done)
    address = reverse("reviews:threads", args=[article_id])
    query = f"?{wanted.query}" if wanted.query else ""
    return redirect(f"{address}{query}#{done.fresh}")


@require_GET
def waiting(request: PersonRequest) -> HttpResponse:
    page = waiting_page.page(request.user)
    return render(request, "reviews/comments/waiting.html", {"page": page})


@require_GET
def gaps(request: PersonRequest, slug: str) -> HttpResponse:
    page = gaps_.page(membership_of(slug, request.user), resolved="resolved" in request.GET)
    return render(request, "reviews/comments/gaps.html", {"page": page})
