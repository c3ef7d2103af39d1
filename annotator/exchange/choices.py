"""What is decided about an import or an export before it begins."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Rules:
    """What happens to labels and links the project doesn't have, and to ids that another text has.

    ``good_ones``: write what can be written even if there are problems.
    """

    labels: UnknownLabels = UnknownLabels.REFUSE
    ids: TakenIds = TakenIds.REFUSE
    good_ones: bool = False


class Format(models.TextChoices):
    JSONL = "jsonl", _("JSONL, with everything")
    CSV = "csv", _("CSV, one row an annotation")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sets of a project are exported, and which of their annotations.

    Every article is exported, with those of its sets that are chosen; ``annotated_only`` leaves
    out articles that have none of them. Empty values choose everything.
    """

    project: Project
    owner_id: int | None = None
    kind: Kind | None = None
    state: State | None = None
    label_id: int | None = None
    annotated_only: bool = False
