"""How unlike two units are, and what an alignment of several annotators' units costs.

Mathet, Widlöcher and Métivier, Computational Linguistics 41(3), 2015, §4: positions in eq. 1,
labels in §4.4, their sum in §4.5, unitary alignments in §4.6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from annotator.agreement.model import Span
from annotator.text.spans import extent

EMPTY = 1.0  # Δ, the cost of having no counterpart, in which all others are counted


class Unit(NamedTuple):
    """From ``start`` to ``end`` (any numbers, start < end), with a label."""

    start: float
    end: float
    label: str


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """d = α d_pos + β d_cat; 3 and 1 are the authors' own."""

    alpha: float = 3.0
    beta: float = 1.0

    def of(self, a: Unit, b: Unit) -> float:
        """In units of Δ."""
        return self.alpha * positional(a, b) + self.beta * (a.label != b.label)


def unit(span: Span) -> Unit:
    """A span as a unit; one of several fragments reaches from its first to its last character."""
    return Unit(*extent(span.fragments), span.label)


def positional(a: Unit, b: Unit) -> float:
    """((|s_a − s_b| + |e_a − e_b|) / (length of a + length of b))²."""
    apart = abs(a.start - b.start) + abs(a.end - b.end)
    return (apart / (a.end - a.start + b.end - b.start)) ** 2


def unitary_disorder(units: Sequence[Unit], annotators: int, costs: Dissimilarity) -> float:
    """The mean over all pairs of annotators; Δ for every pair that lacks one or both units."""
    all_pairs = annotators * (annotators - 1) / 2
    met = len(units) * (len(units) - 1) / 2
    between = sum(costs.of(a, b) for a, b in combinations(units, 2))
    return (between + (all_pairs - met) * EMPTY) / all_pairs
