"""Webhooks of a project, for its owners."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from annotator.api import answers, auth, described, links, paging, queries
from annotator.api.idempotency import once
from annotator.api.schemas.parts import Id, PageAsked, Slug
from annotator.api.schemas.webhooks import (
    Deliveries,
    NewWebhook,
    Webhook,
    WebhookGiven,
    Webhooks,
)
from annotator.projects.models import Project
from annotator.projects.permissions import check_can_manage
from annotator.projects.queries import membership_of
from annotator.webhooks.models import Webhook as Stored
from annotator.webhooks.queries import webhook_of, webhooks_of
from annotator.webhooks.services import create_webhook, delete_webhook

router = Router(tags=["Webhooks"])
ALL = "/projects/{slug:slug}/webhooks"
ONE = ALL + "/{int:webhook_id}"


@router.get(ALL, response=Webhooks, auth=auth.manage, summary="The webhooks of a project")
def list_webhooks(request: HttpRequest, slug: Slug) -> Any:
    """Who is told what."""
    found = webhooks_of(_project(request, slug))
    return {"items": [_plain(request, slug, one) for one in found]}


@router.post(
    ALL,
    response={201: NewWebhook},
    auth=auth.manage,
    summary="Add a webhook",
    openapi_extra=described.MADE,
)
def add_webhook(request: HttpRequest, slug: Slug, given: WebhookGiven) -> HttpResponse:
    """The answer has the secret that signs what is sent; it is never told again."""
    by, project = auth.person(request), _project(request, slug)

    def create() -> HttpResponse:
        made = create_webhook(by=by, project=project, url=given.url, events=given.events)
        body = _plain(request, slug, made) | {"secret": made.secret}
        address = links.to(request, "get_webhook", slug, made.pk)
        return answers.json(NewWebhook.model_validate(body), 201, Location=address)

    return once(request, create)


@router.get(ONE, response=Webhook, auth=auth.manage, summary="One webhook")
def get_webhook(request: HttpRequest, slug: Slug, webhook_id: Id) -> Any:
    """How it fares."""
    return _plain(request, slug, webhook_of(_project(request, slug), webhook_id))


@router.delete(ONE, response={204: None}, auth=auth.manage, summary="Delete a webhook")
def remove_webhook(request: HttpRequest, slug: Slug, webhook_id: Id) -> HttpResponse:
    """What waits to be sent to it is not sent any more."""
    by, project = auth.person(request), _project(request, slug)

    def delete() -> HttpResponse:
        delete_webhook(by=by, project=project, webhook_id=webhook_id)
        return answers.nothing()

    return once(request, delete)


@router.get(
    ONE + "/deliveries", response=Deliveries, auth=auth.manage, summary="What a webhook was told"
)
def list_deliveries(
    request: HttpRequest, slug: Slug, webhook_id: Id, asked: Query[PageAsked]
) -> Any:
    """The newest first."""
    found = webhook_of(_project(request, slug), webhook_id)
    rows, after = queries.deliveries(found, after=asked.after, size=asked.limit)
    return paging.page(request, rows, after)


def _project(request: HttpRequest, slug: str) -> Project:
    by = auth.person(request)
    project = membership_of(slug, by).project
    check_can_manage(by, project)
    return project


def _plain(request: HttpRequest, slug: str, one: Stored) -> dict[str, Any]:
    fields = ("url", "events", "active", "given_up", "created", "succeeded", "failed")
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in fields},
        "deliveries": links.to(request, "list_deliveries", slug, one.pk),
    }
