"""How far a token goes; its person's role in a project is a limit of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """Each holds all before it."""

    READ = "read", _("Read")
    ANNOTATE = "annotate", _("Read, and write annotation sets")
    MANAGE = "manage", _("Everything, articles, releases and webhooks too")


def covers(given: str, needed: Scope) -> bool:
    order = Scope.values
    return order.index(given) >= order.index(needed)
