"""Django's createsuperuser, which here asks for no address but takes one that is given."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandParser

from annotator.accounts.models import User


class Command(createsuperuser.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--email", default="", help="an e-mail address, if there is one")

    def handle(self, *args: Any, **options: Any) -> None:
        newest = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        super().handle(*args, **options)
        User.objects.filter(pk__gt=newest, is_superuser=True).update(email=options["email"])
