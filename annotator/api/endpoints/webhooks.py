"""Webhooks of a project, for its owners."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from annotator.api import answers, auth, described, paging, queries
from annotator.api.idempotency import once
from annotator.api.schemas.parts import Id, PageAsked, Slug
from annotator.api.schemas.webhooks import (
    ActivationGiven,
    Deliveries,
    NewWebhook,
    Webhook,
    WebhookGiven,
    Webhooks,
)
from annotator.api.webhook_bodies import one_of, owned, plain, with_secret
from annotator.webhooks import services
from annotator.webhooks.queries import webhook_of, webhooks_of

router = Router(tags=["Webhooks"])
ALL = "/projects/{slug:slug}/webhooks"
ONE = ALL + "/{int:webhook_id}"


@router.get(ALL, response=Webhooks, auth=auth.manage, summary="The webhooks of a project")
def list_webhooks(request: HttpRequest, slug: Slug) -> Any:
    """Who is told what."""
    found = webhooks_of(owned(request, slug))
    return {"items": [plain(request, slug, one) for one in found]}


@router.post(
    ALL,
    response={201: NewWebhook},
    auth=auth.manage,
    summary="Add a webhook",
    openapi_extra=described.MADE,
)
def add_webhook(request: HttpRequest, slug: Slug, given: WebhookGiven) -> HttpResponse:
    """The answer has the secret that signs what is sent; it is never told again."""
    by, project = auth.person(request), owned(request, slug)

    def create() -> HttpResponse:
        made = services.create_webhook(by=by, project=project, **given.model_dump())
        return with_secret(request, slug, made, 201)

    return once(request, create, secret="secret")  # noqa: S106  # what it is called there


@router.get(ONE, response=Webhook, auth=auth.manage, summary="One webhook")
def get_webhook(request: HttpRequest, slug: Slug, webhook_id: Id) -> Any:
    """How it fares."""
    return plain(request, slug, webhook_of(owned(request, slug), webhook_id))


@router.put(ONE, response=Webhook, auth=auth.manage, summary="Change a webhook")
def change_webhook(
    request: HttpRequest, slug: Slug, webhook_id: Id, given: WebhookGiven
) -> HttpResponse:
    """Where it leads and what it is told of. What waits to be sent goes to the new address."""
    which = one_of(request, slug, webhook_id)

    def change() -> HttpResponse:
        changed = services.change_webhook(**which, **given.model_dump())
        return answers.json(Webhook.model_validate(plain(request, slug, changed)))

    return once(request, change)


@router.put(
    ONE + "/activation", response=Webhook, auth=auth.manage, summary="Switch a webhook on or off"
)
def switch_webhook(
    request: HttpRequest, slug: Slug, webhook_id: Id, given: ActivationGiven
) -> HttpResponse:
    """While it is off, what happens is not noted for it."""
    which = one_of(request, slug, webhook_id)

    def switch() -> HttpResponse:
        switched = services.switch_webhook(**which, active=given.active)
        return answers.json(Webhook.model_validate(plain(request, slug, switched)))

    return once(request, switch)


@router.post(
    ONE + "/secret", response=NewWebhook, auth=auth.manage, summary="A new secret for a webhook"
)
def rotate_secret(request: HttpRequest, slug: Slug, webhook_id: Id) -> HttpResponse:
    """For a day the old one signs as well. The new one is never told again."""
    which = one_of(request, slug, webhook_id)

    def rotate() -> HttpResponse:
        return with_secret(request, slug, services.rotate_secret(**which), 200)

    return once(request, rotate, secret="secret")  # noqa: S106


@router.delete(ONE, response={204: None}, auth=auth.manage, summary="Delete a webhook")
def remove_webhook(request: HttpRequest, slug: Slug, webhook_id: Id) -> HttpResponse:
    """What waits to be sent to it is not sent any more."""
    which = one_of(request, slug, webhook_id)

    def delete() -> HttpResponse:
        services.delete_webhook(**which)
        return answers.nothing()

    return once(request, delete)


@router.get(
    ONE + "/deliveries", response=Deliveries, auth=auth.manage, summary="What a webhook was told"
)
def list_deliveries(
    request: HttpRequest, slug: Slug, webhook_id: Id, asked: Query[PageAsked]
) -> Any:
    """The newest first."""
    found = webhook_of(owned(request, slug), webhook_id)
    rows, after = queries.deliveries(found, after=asked.after, size=asked.limit)
    return paging.page(request, rows, after)
