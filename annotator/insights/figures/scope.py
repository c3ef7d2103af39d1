"""Which figures are asked for, and in which order."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotator.insights.figures import keys
from annotator.insights.visibility import View


class Sort(models.TextChoices):
    STORY = "story", _("By story")
    VALUE = "value", _("By value")
    PUBLISHED = "published", _("By day of publication")


@dataclass(frozen=True, slots=True)
class Scope:
    """``labels`` are those that mean figures; ``unit`` None is any, "" is plain counts."""

    project_id: int
    labels: tuple[int, ...]
    view: View
    sort: Sort = Sort.STORY
    unit: str | None = None
    words: str = ""
    speakers: tuple[int, ...] = ()

    @property
    def is_filtered(self) -> bool:
        return bool(self.unit is not None or self.words or self.speakers)

    @property
    def values(self) -> dict[str, Any]:
        """For all statements about figures."""
        words, title = _patterns(self.words)
        return {
            "project": self.project_id,
            "labels": list(self.labels),
            "unit": self.unit,
            "speakers": list(self.speakers),
            "words": words,
            "title": title,
        } | self.view.values

    @property
    def conditions(self) -> str:
        """All of them but for the unit's and the speaker's."""
        words = f"({keys.IN_FIGURE} OR {keys.IN_TITLE})" if self.words else ""
        return " AND ".join(filter(None, (keys.IS_FIGURE, words)))


def _patterns(words: str) -> tuple[str, str]:
    """For ILIKE. One or two Latin letters, too short for trigrams, are how a word begins."""
    literal = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if len(words) < 3 and words.isascii() and words.isalnum():
        return f"% {literal}%", f"{literal}%"
    return f"%{literal}%", f"%{literal}%"
