"""What the pages about releases show."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from annotator.exchange import options
from annotator.exchange.losses import sentences
from annotator.exchange.queries import annotating
from annotator.formats.losses import Loss, Losses
from annotator.projects.models import Membership
from annotator.releases import queries, words
from annotator.releases.building import MANIFEST
from annotator.releases.choices import NATIVE
from annotator.releases.forms import AS_USUAL, ReleaseForm
from annotator.releases.models import Release
from annotator.releases.permissions import can_delete, can_release
from annotator.splitting.rules import SPLITS

State = Release.State


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    membership: Membership
    releases: list[Release]
    can_release: bool


def releases(membership: Membership) -> ReleasesPage:
    found = list(queries.listed(membership.project))
    return ReleasesPage(membership, found, can_release(membership.user, membership.project))


@dataclass(frozen=True, slots=True)
class NewPage:
    membership: Membership
    form: ReleaseForm


def new(membership: Membership, data: QueryDict | None = None) -> NewPage:
    given = {
        "project": membership.project,
        "by": membership.user,
        "people": annotating(membership.project),
    }
    return NewPage(membership, ReleaseForm(data, initial=AS_USUAL, **given))


@dataclass(frozen=True, slots=True)
class Row:
    """Of a table: what it is about, and its cells."""

    head: Any
    cells: list[Any]


@dataclass(frozen=True)
class ReleasePage:
    """``manifest`` is empty as long as there is none."""

    membership: Membership
    release: Release
    can_release: bool
    can_delete: bool

    @property
    def manifest(self) -> dict[str, Any]:
        return self.release.manifest or {}

    @property
    def is_waiting(self) -> bool:
        return self.release.state == State.WAITING

    @property
    def is_ready(self) -> bool:
        return self.release.state == State.READY

    @property
    def has_failed(self) -> bool:
        return self.release.state == State.FAILED

    @property
    def progress(self) -> tuple[int, int]:
        """Done, of how many; nothing is known before it has begun."""
        found = getattr(self.release, "progress", None)
        return (found.done, found.total) if found else (0, 0)

    @cached_property
    def counts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.manifest["counts"]["release"]
        return found

    @property
    def things(self) -> list[Row]:
        """How many of what there are, and of how many in the project."""
        whole = self.manifest["counts"]["project"]
        return [Row(word, [self.counts[name], whole[name]]) for name, word in words.THINGS.items()]

    @property
    def splits(self) -> list[Row]:
        """Of each side everything, and how many of each label."""
        return [
            Row(side, [own[name] for name in words.THINGS] + list(self._labels_of(side)))
            for side, own in sorted(self.counts["splits"].items(), key=_by_side)
        ]

    def _labels_of(self, side: str) -> Iterator[int]:
        return (own.get(side, 0) for own in self.counts["labels"].values())

    @property
    def split_head(self) -> list[Any]:
        return [*words.THINGS.values(), *self.counts["labels"]]

    @property
    def labels(self) -> list[Row]:
        """Where nothing is divided."""
        return [Row(label, [own["all"]]) for label, own in self.counts["labels"].items()]

    @property
    def sets_of(self) -> list[Row]:
        return [
            Row(words.whose(name), [own["sets"], own["annotations"]])
            for name, own in self.counts["sets_of"].items()
        ]

    @property
    def said(self) -> list[str]:
        """What was chosen, in sentences."""
        return words.said(self.manifest)

    @property
    def changes(self) -> list[Row]:
        found = self.manifest["changes"]
        return [
            Row(word, [found["articles"][kind], found["annotations"].get(kind, "")])
            for kind, word in words.CHANGES.items()
        ]

    @property
    def drift(self) -> list[Row]:
        labels = self.manifest["changes"]["labels"]
        return [
            Row(label, [words.share(own["share_before"]), words.share(own["share_after"])])
            for label, own in labels.items()
        ]

    @property
    def losses(self) -> list[tuple[Any, list[str]]]:
        """What each format leaves out."""
        found = self.manifest["losses"].items()
        return [(options.TITLES[name], _sentences(lost)) for name, lost in found if name != NATIVE]

    @property
    def archive(self) -> dict[str, Any]:
        return dict(self.release.files[-1])

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(self.release.files[:-1])

    @property
    def manifest_name(self) -> str:
        return MANIFEST


def release(membership: Membership, number: int) -> ReleasePage:
    found = queries.release_of(membership.project, number)
    return ReleasePage(
        membership=membership,
        release=found,
        can_release=can_release(membership.user, membership.project),
        can_delete=can_delete(membership.user, membership.project),
    )


def _by_side(one: tuple[str, Any]) -> int:
    """The database doesn't keep the order of the manifest."""
    return SPLITS.index(one[0])


def _sentences(lost: dict[str, int]) -> list[str]:
    losses = Losses()
    for name, number in lost.items():
        losses.count(Loss(name), number)
    return sentences(losses)
