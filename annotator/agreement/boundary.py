"""Boundary similarity B: how near the borders are that people drew, and κ_B, π_B against chance.

Fournier, ACL 2013, §4; weights and chance as in his software segeval, after Fournier and Inkpen,
NAACL 2012, and Artstein and Poesio 2008. A border is a place in a row of ``places`` possible ones.
Chance counts borders; segeval's guide still prints numbers of when it counted segments.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from math import fsum

from annotator.agreement.bootstrap import TIMES, interval
from annotator.agreement.model import Annotator, Span
from annotator.agreement.scores import Score, undefined, with_interval

# Borders less than so many places apart are moved rather than removed and added.
NEAR = 2

_NO_BORDERS = "Neither annotator drew a border."
_NO_PAIR = "No two annotators did the same article and drew a border."


@dataclass(frozen=True, slots=True)
class Borders:
    """Of one article: each annotator's borders, among ``places`` possible ones."""

    places: int
    by: Mapping[Annotator, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Edits:
    """What turns one annotator's borders into another's; ``moves``: by how many places."""

    matches: int
    additions: int
    moves: tuple[int, ...]

    @property
    def whole(self) -> int:
        """Edits and matches."""
        return self.matches + self.additions + len(self.moves)

    def near(self, window: int) -> float:
        """The numerator of B: matches, and moves as far as they are short."""
        return self.whole - self.additions - fsum(self.moves) / window


def similarity(a: frozenset[int], b: frozenset[int], window: int = NEAR) -> Score:
    """B = 1 − (additions + Σ moved / window) / (edits + matches); ``n``: edits and matches."""
    found = edits(a, b, window)
    if not found.whole:
        return undefined(_NO_BORDERS)
    return Score(found.near(window) / found.whole, found.whole)


def edits(a: frozenset[int], b: frozenset[int], window: int = NEAR) -> Edits:
    """Nearest moves first, from left to right, none using a border twice."""
    only_a, only_b = set(a - b), set(b - a)
    moves = []
    for by in range(1, window):
        for place in sorted(only_a | only_b):
            for mine, theirs in ((only_a, only_b), (only_b, only_a)):
                if place in mine and place + by in theirs:
                    mine.remove(place)
                    theirs.remove(place + by)
                    moves.append(by)
    return Edits(len(a & b), len(only_a) + len(only_b), tuple(moves))


def mean_similarity(articles: Sequence[Borders], window: int = NEAR) -> Score:
    """B over all pairs of annotators and articles, each weighing as much as there is to compare.

    ``n``: edits and matches of all pairs.
    """
    return _corrected(articles, 0.0, window)


def similarity_of_articles(
    articles: Sequence[Borders], window: int = NEAR, *, times: int = TIMES, seed: int = 0
) -> Score:
    """``mean_similarity`` with an interval over articles."""
    score = mean_similarity(articles, window)
    if not score.defined:
        return score
    found = [_of_pairs(article, window) for article in articles]
    rows = [
        (fsum(one.near(window) for one in pairs), sum(one.whole for one in pairs))
        for pairs in found
    ]
    ends = interval(
        rows, lambda sums: sums[0] / sums[1] if sums[1] else None, times=times, seed=seed
    )
    return with_interval(score, ends)


def kappa_b(articles: Sequence[Borders], window: int = NEAR) -> Score:
    """Fleiss' multi-κ_B: chance is the mean over pairs of the product of their shares of borders.

    ``n``: edits and matches of all pairs.
    """
    shares = _shares(articles)
    products = [a * b for a, b in combinations(shares, 2)]
    return _corrected(articles, fsum(products) / max(1, len(products)), window)


def pi_b(articles: Sequence[Borders], window: int = NEAR) -> Score:
    """Fleiss' multi-π_B: chance is the squared mean share of borders, of all together."""
    shares = [
        len(drawn) / article.places
        for article in articles
        if article.places
        for drawn in article.by.values()
    ]
    return _corrected(articles, (fsum(shares) / max(1, len(shares))) ** 2, window)


def from_masses(masses: Iterable[int]) -> frozenset[int]:
    """Borders between segments of these lengths."""
    return frozenset(list(accumulate(masses))[:-1])


def of_spans(spans: Iterable[Span], grid: Sequence[int]) -> frozenset[int]:
    """Where spans begin and end, as places in ``grid``: the offsets where words begin, ascending.

    Offsets within a word count for its beginning; the beginning of the text is no border.
    """
    offsets = (offset for span in spans for piece in span.fragments for offset in piece)
    return frozenset(bisect_right(grid, offset) - 1 for offset in offsets) - {-1, 0}


def _of_pairs(article: Borders, window: int) -> list[Edits]:
    return [edits(a, b, window) for a, b in combinations(article.by.values(), 2)]


def _shares(articles: Sequence[Borders]) -> list[float]:
    """Of the places that each annotator saw, those with a border."""
    drawn: dict[Annotator, int] = {}
    seen: dict[Annotator, int] = {}
    for article in articles:
        for who, borders in article.by.items():
            drawn[who] = drawn.get(who, 0) + len(borders)
            seen[who] = seen.get(who, 0) + article.places
    return [drawn[who] / seen[who] for who in seen if seen[who]]


def _corrected(articles: Sequence[Borders], chance: float, window: int) -> Score:
    pairs = [one for article in articles for one in _of_pairs(article, window)]
    whole = sum(one.whole for one in pairs)
    if not whole:
        return undefined(_NO_PAIR)
    if chance >= 1:
        return undefined("Every possible border was drawn.", whole)
    observed = fsum(one.near(window) for one in pairs) / whole
    return Score((observed - chance) / (1 - chance), whole)
