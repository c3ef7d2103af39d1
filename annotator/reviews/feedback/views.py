"""What became of one's annotations, objecting to it, and the answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.accounts.requests import PersonRequest
from annotator.projects.queries import membership_of
from annotator.reviews.feedback import forms, pages, services
from annotator.web.forms import status


@require_GET
def feedback(request: PersonRequest, slug: str) -> HttpResponse:
    page = pages.listed(membership_of(slug, request.user), request.user, request.GET)
    return render(request, "reviews/feedback.html", {"page": page})


@require_GET
def article(request: PersonRequest, article_id: int) -> HttpResponse:
    page = pages.article(article_id, request.user)
    return render(request, "reviews/article_feedback.html", {"page": page})


@require_POST
def objections(request: PersonRequest, article_id: int) -> HttpResponse:
    form = forms.ObjectionForm(request.POST)
    if not form.is_valid():
        page = pages.article(article_id, request.user, form)
        return render(request, "reviews/article_feedback.html", {"page": page}, status=422)
    made = services.object_(article_id=article_id, by=request.user, **form.cleaned_data)
    messages.success(request, _("A reviewer will answer your objection."))
    response = redirect("reviews:article_feedback", article_id)
    response["Location"] += f"#cluster-{made.cluster}"
    return response


@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, objection_id: int) -> HttpResponse:
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        made = services.answer(objection_id=objection_id, by=request.user, **form.cleaned_data)
        messages.success(request, _("Upheld.") if made.upheld else _("Dismissed."))
        return redirect("reviews:answer", objection_id)
    page = pages.answer(objection_id, request.user, form)
    return render(request, "reviews/objection.html", {"page": page}, status=status(form))
