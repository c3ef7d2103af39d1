"""The numbers of a corpus, as JSON: what is kept, shown and exported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from annotator.agreement import spans_f1
from annotator.agreement.alpha import alpha_of_articles
from annotator.agreement.boundary import similarity_of_articles
from annotator.agreement.coincidences import Sums, added
from annotator.agreement.kappas import ac1_of_articles
from annotator.agreement.links import Tally as LinksTally
from annotator.agreement.links import of_counted as links_of_counted
from annotator.agreement.metrics import Metric, interval, nominal, ratio
from annotator.agreement.model import Pair
from annotator.agreement.scores import Score
from annotator.agreement.spans_f1 import F1, Tallies
from annotator.agreement.unitizing import Unitizing, u_alpha, unitizing
from annotator.insights.agreement import differences
from annotator.insights.agreement.aligning import Aligning
from annotator.insights.agreement.counting import ALL, NUMBER, Counted, Said, counted, kind_of
from annotator.insights.agreement.differences import Tally
from annotator.insights.agreement.golden import against_gold
from annotator.insights.agreement.loading import Corpus, Loaded
from annotator.insights.agreement.numbers import Plain, plain
from annotator.insights.agreement.trend import bins, trend
from annotator.schemes.models import Attribute

U = "u"
"""Beside the ways of counting F1, what pairs of annotators can be compared by."""

METRICS: dict[str, Metric] = {NUMBER: ratio, Attribute.Kind.NUMBER: interval}

Step = Callable[[int], None]


class Measuring:
    """Takes articles one by one, then says what they come to."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.pairs: list[Pair] = corpus.pairs
        self.tally = Tally()
        self.aligning = Aligning(corpus.rows)
        self.counted: list[Counted] = []
        self.single: list[Counted] = []
        self.clean: dict[Pair, Tallies] = {}
        self.clean_sums: dict[str, Sums] = {}
        self.pair_sums: dict[tuple[Pair, str], Sums] = {}

    def take(self, loaded: Iterable[Loaded]) -> list[differences.Row]:
        """Counts some articles; answers with their differences."""
        rows: list[differences.Row] = []
        found = []
        for one in loaded:
            found.append(counted(one, self.corpus.scheme, self.pairs))
            rows += self.tally.rows(one)
            self.aligning.take(one.article)
        self._add(found)
        return rows

    def _add(self, found: Sequence[Counted]) -> None:
        """What needs no interval is added up at once."""
        sums, pair_sums = defaultdict(list), defaultdict(list)
        for one in found:
            for pair, tallies in one.clean.items():
                _add_tallies(self.clean.setdefault(pair, {}), tallies)
            for label, of in one.clean_sums.items():
                sums[label].append(of)
            for key, of in one.pair_sums.items():
                pair_sums[key].append(of)
            one.clean.clear()
            one.clean_sums.clear()
            one.pair_sums.clear()
            (self.counted if len(one.annotators) > 1 else self.single).append(one)
        for label, some in sums.items():
            self.clean_sums[label] = added([*_known(self.clean_sums, label), *some])
        for key, some in pair_sums.items():
            self.pair_sums[key] = added([*_known(self.pair_sums, key), *some])

    def result(self, step: Step) -> Plain:
        """``step`` hears how many of ``steps`` are done."""
        used = self.labels
        f1 = spans_f1.of_counted([one.f1 for one in self.counted], self.pairs, used)
        clean = spans_f1.of_counted([self.clean], self.pairs, used, times=0)
        step(1)
        parts = {}
        for n, label in enumerate((ALL, *used)):
            parts[label] = self._part(label, _of(f1, label), _of(clean, label))
            step(n + 2)
        over_time = trend(self.counted)
        everybody = [*self.counted, *self.single]
        return {
            "articles": len(self.counted),
            "of": self.corpus.of,
            "sets": sum(len(one.annotators) for one in self.counted),
            "people": [{"key": one.key, "name": one.name} for one in self.corpus.people],
            "labels": used,
            "parts": parts,
            "links": [self._links(type_) for type_ in self.corpus.scheme.types],
            "confusion": differences.folded(self.tally.confusion),
            "trend": {
                "weeks": over_time.by_week,
                "windows": [
                    {
                        "since": window.since.isoformat(),
                        "until": window.until.isoformat(),
                        "articles": [one.id for one in window.counted],
                    }
                    for window in over_time.windows
                ],
            },
            "gold": against_gold(everybody, used),
        }

    @property
    def steps(self) -> int:
        return len(self.labels) + 2

    @property
    def labels(self) -> list[str]:
        """Those that somebody used, in the order of the scheme."""
        used = {label for one in self.counted for label in one.labels}
        return [label for label in self.corpus.scheme.labels if label in used]

    def _part(self, label: str, f1: Sequence[F1], clean: Sequence[F1]) -> Plain:
        """Everything about one label, or about all of them."""
        units = unitizing([one.sums[label] for one in self.counted])
        without = unitizing(list(_known(self.clean_sums, label)), times=0)
        articles, none = bins(self.counted, label)
        return {
            "f1": {one.way: plain(one.score) for one in f1},
            "f1_clean": {one.way: plain(one.score) for one in clean},
            "both_empty": next(one.both_empty for one in f1 if one.way == spans_f1.STRICT),
            "pairs": {one.way: _by_pair(one.by_pair) for one in f1} | {U: self._u_by_pair(label)},
            "u": _unitizing(units),
            "u_clean": _unitizing(without),
            "gamma": self.aligning.gamma(label),
            "attributes": [self._attribute(said) for said in self._said(label)],
            "boundary": self._boundary(label),
            "edges": self._edges(label),
            "bins": articles,
            "none": none,
            "trend": [self._at(window.counted, label) for window in trend(self.counted).windows],
        }

    def _at(self, some: Sequence[Counted], label: str) -> Plain:
        name = None if label == ALL else label
        f1 = [one.f1 for one in some]
        return {
            "f1": plain(spans_f1.one_way(f1, self.pairs, spans_f1.STRICT, name)),
            "u": plain(u_alpha(added([one.sums[label] for one in some]))),
        }

    def _u_by_pair(self, label: str) -> list[Plain]:
        return _by_pair({pair: u_alpha(self.pair_sums[pair, label]) for pair in self.pairs})

    def _said(self, label: str) -> list[Said]:
        found = dict.fromkeys(said for one in self.counted for said in one.units)
        return [said for said in found if said[0] == label]

    def _attribute(self, said: Said) -> Plain:
        units = [one.units.get(said, []) for one in self.counted]
        kind = kind_of(self.corpus.scheme, said)
        found = {
            "name": said[1],
            "kind": kind,
            "alpha": plain(alpha_of_articles(units, METRICS.get(kind, nominal))),
        }
        if kind not in METRICS:
            found["ac1"] = plain(ac1_of_articles(units))
        return found

    def _boundary(self, label: str) -> Plain | None:
        if label not in self.corpus.scheme.claims:
            return None
        return plain(similarity_of_articles([one.borders[label] for one in self.counted]))

    def _edges(self, label: str) -> Plain:
        tally = self.tally
        longer = [[0, 0] for _ in self.corpus.people]
        for (own, who, side), n in tally.longer.items():
            if label in (ALL, own):
                longer[cast(int, who)][side] += n
        return {
            "met": sum(n for own, n in tally.met.items() if label in (ALL, own)),
            "same": sum(n for own, n in tally.same.items() if label in (ALL, own)),
            "kinds": differences.of_label(tally.edges, label, differences.KINDS),
            "longer": longer,
        }

    def _links(self, type_: str) -> Plain:
        rows: list[list[LinksTally]] = [one.links[type_] for one in self.counted]
        found = links_of_counted(type_, rows, self.pairs)
        return {
            "type": type_,
            "given": plain(found.given_spans),
            "end": plain(found.end_to_end),
        }


def _of(found: Sequence[F1], label: str) -> list[F1]:
    return [one for one in found if (one.label or ALL) == label]


def _by_pair(scores: Mapping[Pair, Score]) -> list[Plain]:
    return [{"a": a, "b": b} | plain(score) for (a, b), score in scores.items()]


def _unitizing(found: Unitizing) -> Plain:
    return {
        "u": plain(found.u_alpha),
        "binary": plain(found.binary_alpha),
        "cu": plain(found.cu_alpha),
        "coverage": plain(found.coverage),
        "values": [
            {"name": str(name), "k": plain(k), "coverage": plain(share)}
            for name, (k, share) in found.by_value.items()
        ],
    }


def _add_tallies(total: Tallies, more: Tallies) -> None:
    for kind, row in more.items():
        before = total.get(kind, (0.0, 0, 0))
        total[kind] = (before[0] + row[0], before[1] + row[1], before[2] + row[2])


def _known(sums: Mapping[Any, Sums], key: Any) -> list[Sums]:
    return [sums[key]] if key in sums else []
