"""A corpus to release: gold sets and those of two annotators, in articles of two sources."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from annotator.accounts.models import User
from annotator.annotations.states import Kind, State
from annotator.exchange.choices import Selection
from annotator.projects.models import Project
from annotator.releases import services
from annotator.releases.choices import Choice
from annotator.releases.models import Release, new_folder
from annotator.releases.storing import Folder
from annotator.schemes.models import Label
from tests import make

Releasing = Callable[..., Release]

THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOLD = {"kinds": (Kind.GOLD,), "states": (State.ACCEPTED,), "annotated_only": True}


@pytest.fixture
def corpus(project: Project, ana: User, ben: User, claim: Label, speaker: Label) -> Project:
    """Twelve articles, of which ten have finished gold; Ana and Ben differ in the labels."""
    project.guidelines = "# Guidelines\n\nMark **who says what**.\n"
    project.save()
    for n in range(12):
        text = f"Number {n}: the minister of {n} rivers said that {n * 7} people had left. " * 3
        article = make.article(
            project,
            text,
            uid=f"a-{n}",
            source=("tribune.example", "ledger.example")[n % 2],
            published=f"2026-0{n // 6 + 1}-{n % 6 + 10}",
            lang="en",
        )
        owned = {"created": THEN, "updated": THEN, "submitted": THEN}
        for person, label in ((ana, claim), (ben, speaker)):
            one = make.annotation_set(article, person, state=State.SUBMITTED, **owned)
            make.annotation(one, label, (0, 6), uid=UUID(int=n))
        if n < 10:
            gold = make.annotation_set(article, None, kind=Kind.GOLD, state=State.ACCEPTED, **owned)
            make.annotation(gold, claim, (0, 6), uid=UUID(int=n))
            make.annotation(gold, speaker, (10, 22), uid=UUID(int=100 + n))
    return project


@pytest.fixture
def releasing(corpus: Project, max: User) -> Releasing:
    """Has a release made, and builds it here and now."""

    def release(*, name: str = "", selection: dict[str, object] | None = None, **choice: object):
        chosen = Choice(Selection(corpus, **(GOLD | (selection or {}))), **choice)  # type: ignore[arg-type]
        made = services.request_release(project=corpus, by=max, name=name, choice=chosen)
        return built(made)

    return release


def built(release: Release) -> Release:
    """The same in the test's own transaction, which no other connection would see."""
    release.refresh_from_db()
    services.make(release, lambda _done, _total: None)
    return Release.objects.select_related("project").get(pk=release.pk)


def read(release: Release, name: str) -> bytes:
    with Folder(release.folder).open(name) as file:
        return file.read()


def everything(release: Release) -> dict[str, bytes]:
    return {file["name"]: read(release, file["name"]) for file in release.files}


def copies(release: Release, number: int) -> None:
    """So many more of the project, without files of their own."""
    for _ in range(number):
        release.pk, release.number, release.folder = None, release.number + 1, new_folder()
        release._state.adding = True
        release.save()
