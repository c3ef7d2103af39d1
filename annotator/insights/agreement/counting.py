"""What is counted in one article, so that its annotations need not be kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import combinations

from annotator.agreement import alpha, attributes, boundary, links, spans_f1
from annotator.agreement.boundary import Borders
from annotator.agreement.clusters import clusters
from annotator.agreement.coincidences import Sums, sums
from annotator.agreement.links import Tally
from annotator.agreement.model import AnnotationSet, Annotator, Article, Pair, labels
from annotator.agreement.noise import without_noise
from annotator.agreement.segments import Segment, layer
from annotator.agreement.spans_f1 import Tallies
from annotator.insights.agreement.loading import GOLD, Loaded, Scheme
from annotator.schemes.models import Attribute

ALL = ""
"""In place of a label: all of them together."""

NUMBER, UNIT = "number", "unit"
"""Of a figure, in place of an attribute's name; that of an attribute begins with a sign."""

_WORD = re.compile(r"\S+")

# A label and what is said about it.
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one article, by label where that is said (ALL among them). ``clean`` is without the noise
    at borders; ``gold`` holds each annotator against the gold set."""

    id: int
    finished: datetime
    annotators: tuple[Annotator, ...]
    labels: tuple[str, ...]
    f1: dict[Pair, Tallies] = field(default_factory=dict)
    clean: dict[Pair, Tallies] = field(default_factory=dict)
    sums: dict[str, Sums] = field(default_factory=dict)
    clean_sums: dict[str, Sums] = field(default_factory=dict)
    pair_sums: dict[tuple[Pair, str], Sums] = field(default_factory=dict)
    links: dict[str, list[Tally]] = field(default_factory=dict)
    units: dict[Said, list[alpha.Unit]] = field(default_factory=dict)
    borders: dict[str, Borders] = field(default_factory=dict)
    gold: dict[Annotator, Tallies] = field(default_factory=dict)


def counted(one: Loaded, scheme: Scheme, pairs: Sequence[Pair]) -> Counted:
    """``pairs``: every two of the whole corpus who are compared."""
    article = one.article
    found = Counted(one.id, one.finished, tuple(article.sets), tuple(labels([article])))
    if one.gold:
        found.gold.update((who, spans_f1.tallies(one.gold, (who, GOLD))) for who in article.sets)
    if len(article.sets) < 2:
        return found
    here = list(combinations(article.sets, 2))
    clean = without_noise(article, one.text.text, one.text.lang)
    found.f1.update(spans_f1.count(article, here))
    found.clean.update(spans_f1.count(clean, here))
    rows, length, people = _rows(article), article.length, len(article.sets)
    found.sums.update(_sums(length, people, rows, scheme))
    found.clean_sums.update(_sums(length, people, _rows(clean), scheme))
    for (i, a), (j, b) in combinations(enumerate(article.sets), 2):
        two = {label: [observers[i], observers[j]] for label, observers in rows.items()}
        found.pair_sums.update(
            (((a, b), label), of) for label, of in _sums(length, 2, two, scheme).items()
        )
    found.links.update((type_, links.count(article, pairs, type_)) for type_ in scheme.types)
    found.units.update(_units(article, scheme))
    found.borders.update(_borders(one, scheme))
    return found


# Segments of every annotator, by label; those of ALL as well.
_Rows = dict[str, list[list[Segment]]]


def _rows(article: Article) -> _Rows:
    used = labels([article])
    found = {label: layer(article, [label]) for label in used}
    if used:
        found[ALL] = layer(article, used) if len(used) > 1 else found[used[0]]
    return found


def _sums(length: int, people: int, rows: _Rows, scheme: Scheme) -> dict[str, Sums]:
    """Of every label alone, and of all together. Text where nobody used a label counts too."""
    found = {label: _nobody(length, people) for label in (ALL, *scheme.labels)}
    return found | {label: sums(length, observers) for label, observers in rows.items()}


@lru_cache(maxsize=10_000)
def _nobody(length: int, people: int) -> Sums:
    """Where a label was not used at all: common, and always the same."""
    return sums(length, [[]] * people)


def _units(article: Article, scheme: Scheme) -> dict[Said, list[alpha.Unit]]:
    """Values given to what several marked as the same thing."""
    asked = getters(scheme)
    if not asked:
        return {}
    met, people = clusters(article), list(article.sets)
    found = {
        (label, name): attributes.units(met, get, label, people)
        for (label, name), get in asked.items()
    }
    return {said: units for said, units in found.items() if units}


def getters(scheme: Scheme) -> dict[Said, attributes.Get]:
    """Everything that is said about annotations: attributes, and what figures say."""
    found = {
        (label, f"={name}"): attributes.attribute(name) for label, name, _ in scheme.attributes
    }
    for label in sorted(scheme.figures):
        found |= {(label, NUMBER): attributes.number, (label, UNIT): attributes.unit}
    return found


def kind_of(scheme: Scheme, said: Said) -> str:
    """The kind of an attribute; of a figure's number NUMBER, which is a ratio."""
    kinds = {(label, f"={name}"): kind for label, name, kind in scheme.attributes}
    return kinds.get(said, NUMBER if said[1] == NUMBER else Attribute.Kind.CHOICE)


def _borders(one: Loaded, scheme: Scheme) -> Mapping[str, Borders]:
    if not scheme.claims:
        return {}
    grid = [word.start() for word in _WORD.finditer(one.text.text)]
    return {
        label: Borders(
            max(len(grid) - 1, 0),
            {who: _drawn(made, label, grid) for who, made in one.article.sets.items()},
        )
        for label in sorted(scheme.claims)
    }


def _drawn(made: AnnotationSet, label: str, grid: Sequence[int]) -> frozenset[int]:
    return boundary.of_spans((span for span in made.spans if span.label == label), grid)
