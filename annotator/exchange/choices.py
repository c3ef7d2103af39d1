"""What is decided about an import or an export before it begins."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotator.annotations.states import Kind, State
from annotator.projects.models import Project


class UnknownLabels(models.TextChoices):
    REFUSE = "refuse", _("are a problem")
    CREATE = "create", _("are added to the project")
    SKIP = "skip", _("are left out, with their annotations")


class TakenIds(models.TextChoices):
    REFUSE = "refuse", _("are a problem")
    RENAME = "rename", _("get a new id")


class KnownTexts(models.TextChoices):
    SKIP = "skip", _("are skipped")
    ADD = "add", _("get the annotation sets that come with them")


@dataclass(frozen=True, slots=True)
class Rules:
    """What happens to labels and links the project doesn't have, to ids that another text has, and
    to articles whose texts are there already. The latter get imported and suggested sets only, and
    none in the place of another.

    ``good_ones``: write what can be written even if there are problems.
    """

    labels: UnknownLabels = UnknownLabels.REFUSE
    ids: TakenIds = TakenIds.REFUSE
    known: KnownTexts = KnownTexts.SKIP
    good_ones: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles and sets of a project are taken, and which of their annotations.

    ``since`` and ``until`` are about the articles' dates, both included, and leave out those
    without one; ``sources`` are where articles come from. Every such article is taken, with those
    of its sets that are chosen; ``annotated_only`` leaves out articles that have none of them.
    Empty values choose everything.
    """

    project: Project
    owner_id: int | None = None
    kinds: tuple[Kind, ...] = ()
    states: tuple[State, ...] = ()
    label_ids: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    annotated_only: bool = False

    def plain(self) -> dict[str, Any]:
        """What is chosen, as JSON values, without the project."""
        found = {
            "owner": self.owner_id,
            "kinds": list(self.kinds),
            "states": list(self.states),
            "labels": list(self.label_ids),
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "sources": list(self.sources),
            "annotated_only": self.annotated_only,
        }
        return {name: value for name, value in found.items() if value}

    @classmethod
    def of(cls, project: Project, plain: dict[str, Any]) -> Self:
        """What ``plain`` wrote."""
        since, until = plain.get("since"), plain.get("until")
        return cls(
            project=project,
            owner_id=plain.get("owner"),
            kinds=tuple(map(Kind, plain.get("kinds", ()))),
            states=tuple(map(State, plain.get("states", ()))),
            label_ids=tuple(plain.get("labels", ())),
            since=since and date.fromisoformat(since),
            until=until and date.fromisoformat(until),
            sources=tuple(plain.get("sources", ())),
            annotated_only=plain.get("annotated_only", False),
        )
