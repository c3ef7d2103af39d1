"""Django's command, after which other ways in are closed as well."""

from getpass import getuser
from typing import Any

from django.contrib.auth.management.commands import changepassword

from annotator.accounts.queries import user_named
from annotator.accounts.services import follow_new_password


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        said = super().handle(*args, **options)
        follow_new_password(user_named(options["username"] or getuser()))
        return said
