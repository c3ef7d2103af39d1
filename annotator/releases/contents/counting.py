"""How much there is in a release: of what, whose, from where, and on which side."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from annotator.formats.native import set_id
from annotator.formats.records import Record, Set
from annotator.splitting.rules import SPLITS

THINGS = ("articles", "sets", "annotations", "relations")
ALL = "all"
"""Beside the splits, in the counts of each label."""


class Counts:
    """Takes articles one by one. Labels are those of the sets that are ``main``."""

    def __init__(self, main: Callable[[Set], bool]) -> None:
        self._main = main
        self.labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.languages: Counter[str] = Counter()
        self._whole: Counter[str] = Counter()
        self._splits: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sets: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sources: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, record: Record) -> None:
        spans = sum(len(one.spans) for one in record.sets)
        own = {
            "articles": 1,
            "sets": len(record.sets),
            "annotations": spans,
            "relations": sum(len(one.relations) for one in record.sets),
        }
        self._whole.update(own)
        self._splits[record.split].update(own)
        self._sources[record.source].update({"articles": 1, "annotations": spans})
        self.languages[record.lang] += 1
        self._add_sets(record)

    def _add_sets(self, record: Record) -> None:
        for one in record.sets:
            own = {"sets": 1, "annotations": len(one.spans)}
            self._sets[set_id(one.kind, one.name)].update(own)
            for span in one.spans if self._main(one) else ():
                self.labels[span.label][ALL] += 1
                if record.split:
                    self.labels[span.label][record.split] += 1

    @property
    def of_labels(self) -> dict[str, int]:
        """Annotations with each label."""
        return {label: own[ALL] for label, own in self.labels.items()}

    def plain(self) -> dict[str, Any]:
        """For the manifest. “sets_of” are annotators, the gold sets and whatever else is there."""
        return {
            **{
                name: self._whole[name] for name in ("articles", "sets", "annotations", "relations")
            },
            "splits": {name: dict(self._splits[name]) for name in SPLITS if name in self._splits},
            "labels": _sorted(self.labels),
            "sets_of": _sorted(self._sets),
            "sources": _sorted(self._sources),
            "languages": dict(sorted(self.languages.items())),
        }


def _sorted(counts: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {name: dict(counts[name]) for name in sorted(counts)}
