"""Serves the sample project with five people who can sign in, on this machine only.

Their passwords are known to everybody, so the demo keeps to a database of its own.
"""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from annotator import env
from annotator.accounts.models import User
from annotator.exchange.sample import create_sample_project
from annotator.projects.models import Role
from annotator.projects.services import add_member

DEMO = env.BASE / "var" / "demo"
OWN = {"ANNOTATOR_VAR": str(DEMO), "DATABASE_URL": "", "HOST": "127.0.0.1", "ALLOWED_HOSTS": ""}
PEOPLE = (
    ("max", Role.OWNER),
    ("rita", Role.REVIEWER),
    ("ana", Role.ANNOTATOR),
    ("ben", Role.ANNOTATOR),
    ("cleo", Role.ANNOTATOR),
)


class Command(BaseCommand):
    help = "Serves the sample project with five people who can sign in, on this machine only."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.VAR != DEMO or any(os.environ.get(name) != OWN[name] for name in OWN):
            start_over()
        call_command("migrate", verbosity=0)
        if not User.objects.exists():
            make()
        self.stdout.write("Sign in as one of these; the password is the name followed by “-demo”:")
        for name, role in PEOPLE:
            self.stdout.write(f"  {name:5} {name + '-demo':10}  {role.label}")
        call_command("serve")


def start_over() -> None:
    """The same command again with settings of its own: this process has read the usual ones."""
    sys.stdout.flush()
    os.environ.update(OWN)
    os.execv(sys.executable, [sys.executable, str(env.BASE / "manage.py"), "demo"])  # noqa: S606


def make() -> None:
    project = create_sample_project()
    for name, role in PEOPLE:
        user = User.objects.create_user(name, password=f"{name}-demo", name=name.title())
        add_member(by=None, project=project, user=user, role=role)
