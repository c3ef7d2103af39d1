"""Questions about webhooks and what they were told."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.webhooks.models import Delivery, Webhook


def webhooks_of(project: Project) -> QuerySet[Webhook]:
    return Webhook.objects.filter(project=project)


def webhook_of(project: Project, webhook_id: int) -> Webhook:
    found = webhooks_of(project).filter(pk=webhook_id).first()
    if found is None:
        raise NotFound(_("This webhook is not here."))
    return found


def deliveries_of(webhook: Webhook) -> QuerySet[Delivery]:
    """The newest first; those of the last 30 days are kept."""
    return Delivery.objects.filter(webhook=webhook)


def delivery_of(webhook: Webhook, delivery_id: int) -> Delivery:
    found = deliveries_of(webhook).filter(pk=delivery_id).first()
    if found is None:
        raise NotFound(_("This delivery is not here."))
    return found
