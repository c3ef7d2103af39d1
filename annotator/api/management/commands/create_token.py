"""Prints the secret of a new token for the API; it is shown only now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotator.accounts.queries import user_named
from annotator.api.scopes import Scope
from annotator.api.tokens.services import make_token
from annotator.errors import AnnotatorError


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="whose; it may do what they may, and no more")
        parser.add_argument("--name", default="command line", help="what it is for")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.READ)
        parser.add_argument("--days", type=int, default=90, help="how long it is good")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            _token, secret = make_token(
                by=None,
                person=user_named(options["username"]),
                name=options["name"],
                scope=options["scope"],
                days=options["days"],
            )
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(secret)
