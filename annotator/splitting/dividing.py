"""Every article to its side: by shares, by day or by source."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.splitting.dealing import deal
from annotator.splitting.joining import Joined
from annotator.splitting.rules import SPLITS, By, Rule

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Facts:
    """What of an article decides where it goes; ``labels`` are those it has annotations of."""

    uid: str
    labels: frozenset[str] = frozenset()
    published: str = ""
    source: str = ""

    @property
    def day(self) -> str:
        """As ISO 8601; empty where the date is not known to the day."""
        found = _DAY.match(self.published)
        return found.group() if found else ""


def divide(articles: Sequence[Facts], groups: Iterable[Sequence[int]], rule: Rule) -> list[str]:
    """The split of each article. ``groups`` are numbers of articles that stay together.

    The same articles and the same rule make the same splits, in whatever order they come.
    """
    if rule.by == By.NOTHING:
        return [""] * len(articles)
    parts = _parts(articles, groups, by_source=rule.by == By.SOURCE)
    if rule.by == By.DATE:
        sides = [_by_day(max(articles[n].day for n in part), rule) for part in parts]
    else:
        dealt = deal([[articles[n] for n in part] for part in parts], rule.shares, rule.seed)
        sides = [SPLITS[place] for place in dealt]
    split = dict.fromkeys(range(len(articles)), "")
    for part, side in zip(parts, sides, strict=True):
        split |= dict.fromkeys(part, side)
    return list(split.values())


def _parts(
    articles: Sequence[Facts], groups: Iterable[Sequence[int]], *, by_source: bool
) -> list[list[int]]:
    joined = Joined(len(articles))
    for group in groups:
        for number in group[1:]:
            joined.join(group[0], number)
    first: dict[str, int] = {}
    for number, article in enumerate(articles):
        if by_source and article.source:
            joined.join(first.setdefault(article.source, number), number)
    return joined.parts()


def _by_day(day: str, rule: Rule) -> str:
    """A group goes where its last article goes: nothing for training is of a later day.

    What has no date is for training.
    """
    if rule.test_from and day >= rule.test_from.isoformat():
        return "test"
    if rule.dev_from and day >= rule.dev_from.isoformat():
        return "dev"
    return "train"
