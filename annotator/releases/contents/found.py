"""What is learned of the articles while a release is built."""

from dataclasses import dataclass, field
from typing import Any

from annotator.formats.losses import Losses
from annotator.releases.contents.counting import Counts


@dataclass
class Found:
    """``sides``: the split of each article by its id. ``groups``: ids of articles that are nearly
    the same. ``changes``: since the release before, if there is one."""

    counts: Counts
    sides: dict[str, str] = field(default_factory=dict)
    groups: list[list[str]] = field(default_factory=list)
    changes: dict[str, Any] | None = None
    losses: dict[str, Losses] = field(default_factory=dict)
