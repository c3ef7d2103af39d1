"""The webhooks of a project, for its owners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from annotator.accounts.requests import PersonRequest
from annotator.projects.models import Membership
from annotator.projects.permissions import check_can_manage
from annotator.projects.queries import membership_of, project_of
from annotator.web.forms import status, submit, valid
from annotator.webhooks import pages, queries, services
from annotator.webhooks.forms import ActivationForm, WebhookForm
from annotator.webhooks.models import Webhook

NEW_SECRET = "new_webhook_secret"  # noqa: S105 - what it is called in the session


@require_http_methods(["GET", "POST"])
def webhooks(request: PersonRequest, slug: str) -> HttpResponse:
    membership = _owner(request, slug)
    form = WebhookForm(request.POST or None)
    project = membership.project
    if made := submit(form, services.create_webhook, by=request.user, project=project):
        return _with_secret(request, slug, made)
    page = pages.webhooks(membership, form)
    return render(request, "webhooks/list.html", {"page": page}, status=status(form))


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def webhook(request: PersonRequest, slug: str, webhook_id: int) -> HttpResponse:
    membership = _owner(request, slug)
    found = queries.webhook_of(membership.project, webhook_id)
    if request.htmx:
        return _deliveries(request, membership, found)
    form = pages.form_of(found, request.POST or None)
    change = {"by": request.user, "project": membership.project, "webhook_id": webhook_id}
    if submit(form, services.change_webhook, **change):
        messages.success(request, _("Saved."))
        return redirect("webhooks:webhook", slug, webhook_id)
    page = pages.webhook(membership, found, form, _new_secret(request, found))
    return render(request, "webhooks/webhook.html", {"page": page}, status=status(form))


@require_POST
def activation(request: PersonRequest, slug: str, webhook_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    wanted = valid(ActivationForm(request.POST))
    services.switch_webhook(by=request.user, project=project, webhook_id=webhook_id, **wanted)
    return redirect("webhooks:webhook", slug, webhook_id)


@require_POST
def secret(request: PersonRequest, slug: str, webhook_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    made = services.rotate_secret(by=request.user, project=project, webhook_id=webhook_id)
    return _with_secret(request, slug, made)


@require_POST
def deletion(request: PersonRequest, slug: str, webhook_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    services.delete_webhook(by=request.user, project=project, webhook_id=webhook_id)
    messages.success(request, _("Deleted. That receiver is told nothing more."))
    return redirect("webhooks:list", slug)


@require_POST
def ping(request: PersonRequest, slug: str, webhook_id: int) -> HttpResponse:
    project = project_of(slug, request.user)
    services.ping(by=request.user, project=project, webhook_id=webhook_id)
    return _sent(request, slug, webhook_id)


@require_POST
def sending(request: PersonRequest, slug: str, webhook_id: int, delivery_id: int) -> HttpResponse:
    """Once more."""
    which = {"webhook_id": webhook_id, "delivery_id": delivery_id}
    services.send_again(by=request.user, project=project_of(slug, request.user), **which)
    return _sent(request, slug, webhook_id)


def _owner(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_manage(request.user, membership.project)
    return membership


def _with_secret(request: PersonRequest, slug: str, made: Webhook) -> HttpResponse:
    """To the page of the webhook, which shows its secret this once."""
    request.session[NEW_SECRET] = {str(made.pk): made.secret}
    return redirect(reverse("webhooks:webhook", args=[slug, made.pk]) + "#new-secret")


def _new_secret(request: PersonRequest, found: Webhook) -> str:
    shown: dict[str, str] = request.session.pop(NEW_SECRET, {})
    return shown.get(str(found.pk), "")


def _sent(request: PersonRequest, slug: str, webhook_id: int) -> HttpResponse:
    """Back to the list of deliveries; the address stays that of the page."""
    if request.htmx:
        membership = _owner(request, slug)
        found = queries.webhook_of(membership.project, webhook_id)
        answer = _deliveries(request, membership, found)
        answer.headers["HX-Push-Url"] = "false"
        return answer
    return redirect(reverse("webhooks:webhook", args=[slug, webhook_id]) + "#deliveries")


def _deliveries(request: PersonRequest, membership: Membership, found: Webhook) -> HttpResponse:
    page = pages.webhook(membership, found)
    return render(request, "webhooks/_deliveries.html", {"page": page})
