"""Makes a release of a project: frozen, numbered and checksummed. By default accepted gold."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.database.jobs import Listener
from annotator.errors import AnnotatorError
from annotator.exchange.collecting import collecting_seldom
from annotator.exchange.progress import telling
from annotator.releases.arguments import add_choice, choice_asked
from annotator.releases.jobs import jobs
from annotator.releases.models import Progress, Release
from annotator.releases.queries import State
from annotator.releases.services import request_release

PAUSE = 0.5
"""Seconds between two looks at what another process builds."""


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        add_choice(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            choice = choice_asked(options)
            project = choice.selection.project
            made = request_release(project=project, by=None, name=options["name"], choice=choice)
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        with collecting_seldom(), telling("article") as tell:
            build(made, tell)
        if made.state != State.READY:
            raise CommandError(made.failure or _("It could not be built; the log says why."))
        self.stdout.write(said(made))


def build(release: Release, tell: Listener) -> None:
    """Here and now; if the server was quicker to begin with it, wait for that."""
    while release.state == State.WAITING:
        if not jobs.work_once(release.pk, tell):
            far = Progress.objects.filter(release=release).first()
            tell(far.done if far else 0, far.total if far else 0)
            time.sleep(PAUSE)
        release.refresh_from_db()


def said(release: Release) -> str:
    counts = (release.manifest or {})["counts"]["release"]
    return _(
        "Release %(number)s is ready: %(articles)s articles, %(annotations)s annotations, "
        "%(size)s bytes in %(files)s files."
    ) % {
        "number": release.number,
        "articles": f"{counts['articles']:,}",
        "annotations": f"{counts['annotations']:,}",
        "size": f"{release.size:,}",
        "files": len(release.files),
    }
