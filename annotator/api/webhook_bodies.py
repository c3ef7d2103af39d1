"""Webhooks and deliveries as they are sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from annotator.api import answers, auth, links
from annotator.api.schemas.webhooks import Delivery, NewWebhook
from annotator.projects.models import Project
from annotator.projects.permissions import check_can_manage
from annotator.projects.queries import membership_of
from annotator.webhooks.models import Delivery as Kept
from annotator.webhooks.models import Webhook

FIELDS = ("url", "events", "active", "given_up", "created", "succeeded", "failed")


def owned(request: HttpRequest, slug: str) -> Project:
    """For owners only: the receiver learns what annotators do, even where they work blind."""
    by = auth.person(request)
    project = membership_of(slug, by).project
    check_can_manage(by, project)
    return project


def one_of(request: HttpRequest, slug: str, webhook_id: int) -> dict[str, Any]:
    """Which webhook is meant and who asks, as services want to know it."""
    project = owned(request, slug)
    return {"by": auth.person(request), "project": project, "webhook_id": webhook_id}


def plain(request: HttpRequest, slug: str, one: Webhook) -> dict[str, Any]:
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in FIELDS},
        "deliveries": links.to(request, "list_deliveries", slug, one.pk),
    }


def with_secret(request: HttpRequest, slug: str, one: Webhook, status: int) -> HttpResponse:
    body = plain(request, slug, one) | {"secret": one.secret}
    address = links.to(request, "get_webhook", slug, one.pk)
    return answers.json(NewWebhook.model_validate(body), status, Location=address)


def waiting(made: Kept) -> HttpResponse:
    """A delivery that is sent in a moment."""
    fields = {name: getattr(made, name) for name in Delivery.model_fields}
    return answers.json(Delivery.model_validate(fields | {"uid": str(made.uid)}), 202)
