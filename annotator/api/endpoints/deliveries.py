"""What webhooks are told, to try them and to tell them once more."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from annotator.api import auth
from annotator.api.endpoints.webhooks import ONE
from annotator.api.idempotency import once
from annotator.api.schemas.parts import Id, Slug
from annotator.api.schemas.webhooks import Delivery
from annotator.api.webhook_bodies import one_of, waiting
from annotator.webhooks import services

router = Router(tags=["Webhooks"])


@router.post(ONE + "/ping", response={202: Delivery}, auth=auth.manage, summary="Try a webhook")
def ping_webhook(request: HttpRequest, slug: Slug, webhook_id: Id) -> HttpResponse:
    """It is told `ping` in a moment, whatever waits; how that went stands in its deliveries."""
    which = one_of(request, slug, webhook_id)
    return once(request, lambda: waiting(services.ping(**which)))


@router.post(
    ONE + "/deliveries/{int:delivery_id}/sending",
    response={202: Delivery},
    auth=auth.manage,
    summary="Tell a webhook once more",
)
def send_again(request: HttpRequest, slug: Slug, webhook_id: Id, delivery_id: Id) -> HttpResponse:
    """Under the same id, so that a receiver that has it can tell."""
    which = one_of(request, slug, webhook_id)
    return once(request, lambda: waiting(services.send_again(**which, delivery_id=delivery_id)))
