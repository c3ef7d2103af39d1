"""How articles are divided, as a person says it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from annotator.errors import InvalidInput

SPLITS = ("train", "dev", "test")
THRESHOLD = 0.8
_SHARES = re.compile(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*/\s*(\d{1,3})\s*")


class By(StrEnum):
    RATIO = "ratio"
    DATE = "date"
    SOURCE = "source"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Rule:
    """``shares`` are per cent of the articles for training, development and test.

    With DATE the days decide instead: what was published on ``dev_from`` or later is for
    development, on ``test_from`` or later for testing. With SOURCE the shares are those of RATIO,
    and a source is on one side only. ``threshold``: the Jaccard similarity from which on two
    articles count as nearly the same.
    """

    by: By = By.RATIO
    shares: tuple[int, int, int] = (80, 10, 10)
    seed: int = 1
    dev_from: date | None = None
    test_from: date | None = None
    threshold: float = THRESHOLD

    def check(self) -> None:
        """InvalidInput says what makes no sense, and in which field."""
        if sum(self.shares) != 100:
            raise _refusal("shares", "The three shares don't add up to 100.")
        if not 0.5 <= self.threshold <= 1:
            raise _refusal("threshold", "How alike articles may be is a number from 0.5 to 1.")
        if self.by == By.DATE:
            self._check_days()

    def _check_days(self) -> None:
        if not (self.dev_from or self.test_from):
            raise _refusal("test_from", "Say from which day on articles are for testing.")
        if self.dev_from and self.test_from and self.dev_from > self.test_from:
            raise _refusal("dev_from", "Development begins after testing does.")

    def plain(self) -> dict[str, Any]:
        """As JSON values: only what makes a difference."""
        found: dict[str, Any] = {"by": self.by.value}
        if self.by in (By.RATIO, By.SOURCE):
            found |= {"shares": list(self.shares), "seed": self.seed}
        if self.by == By.DATE:
            days = {"dev_from": self.dev_from, "test_from": self.test_from}
            found |= {name: day.isoformat() for name, day in days.items() if day}
        return found | ({} if self.by == By.NOTHING else {"threshold": self.threshold})


def rule_of(plain: dict[str, Any]) -> Rule:
    """The rule that ``Rule.plain`` wrote."""
    given: dict[str, Any] = {**plain, "by": By(plain["by"])}
    if "shares" in given:
        given["shares"] = tuple(given["shares"])
    for name in ("dev_from", "test_from"):
        if name in given:
            given[name] = date.fromisoformat(given[name])
    return Rule(**given)


def shares_of(written: str) -> tuple[int, int, int]:
    """“80/10/10”."""
    found = _SHARES.fullmatch(written)
    if not found:
        raise InvalidInput(f"“{written[:20]}” are not three shares like 80/10/10.")
    train, dev, test = map(int, found.groups())
    return train, dev, test


def _refusal(name: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, errors={name: [sentence]})
