"""The sample project, and what a fresh installation begins with."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import orjson
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.exchange.choices import Rules
from annotator.exchange.reports import Listener
from annotator.exchange.services import write
from annotator.formats.records import Record, digest_of, words_in
from annotator.projects.models import Invitation, Project, Role
from annotator.projects.services import create_project, invite, revoke
from annotator.schemes.installing import install_news_scheme
from annotator.text.clean import clean

FOLDER = Path(__file__).parent / "sample"
LINK_LASTS = timedelta(hours=1)


def first_start() -> str | None:
    """What to open on a fresh installation: a link, good once, that makes the owner's account."""
    if User.objects.exists():
        return None
    with transaction.atomic():
        project = Project.objects.order_by("id").first() or create_sample_project()
        return reverse("projects:invitation", args=[_owner_link(project)])


@transaction.atomic
def create_sample_project(by: User | None = None) -> Project:
    """Articles written for this project, with guidelines, for a look round."""
    guidelines = (FOLDER / "guidelines.md").read_text()
    project = create_project(by=by, name=_("Sample project"), guidelines=guidelines)
    install_news_scheme(project, by)
    write(project, by, _records(), Rules(), Listener(), [_("sample")])
    return project


def _owner_link(project: Project) -> str:
    """Links of earlier starts are good no more."""
    for old in Invitation.objects.filter(makes_superuser=True, accepted=None):
        revoke(by=None, project=old.project, invitation_id=old.pk)
    _invitation, token = invite(
        by=None, project=project, role=Role.OWNER, lasts=LINK_LASTS, makes_superuser=True
    )
    return token


def _records() -> Iterator[Record]:
    for line in (FOLDER / "articles.jsonl").read_bytes().splitlines():
        facts = orjson.loads(line)
        name = facts.pop("file")
        text = clean((FOLDER / "articles" / name).read_text())
        yield Record(
            file=name,
            line=1,
            uid=Path(name).stem,
            text=text,
            digest=digest_of(text),
            words=words_in(text),
            **facts,
        )
