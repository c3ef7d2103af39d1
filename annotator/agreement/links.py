"""F1 of who said what: pairs of a speaker and a claim, whose ends match where they overlap."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.assignment import best_assignment
from annotator.agreement.bootstrap import TIMES, interval
from annotator.agreement.matching import match
from annotator.agreement.model import AnnotationSet, Article, Link, Pair, Span, pairs
from annotator.agreement.scores import Score, mean, with_interval
from annotator.agreement.spans_f1 import f1, mean_f1, triples

_NONE = "Neither annotator made a link of this type."
_NOT_SHARED = "No two annotators linked spans that both had found."
_NO_PAIR = "No two annotators did the same article and made a link of this type."


@dataclass(frozen=True, slots=True)
class LinksF1:
    """Means over pairs of annotators, each micro-averaged over articles; ``n``: links of both.

    ``given_spans``: only links whose both ends the other found too; ``end_to_end``: all of them.
    """

    type: str
    given_spans: Score
    end_to_end: Score
    by_pair: dict[Pair, tuple[Score, Score]]


def links_f1(
    articles: Sequence[Article], type_: str, *, times: int = TIMES, seed: int = 0
) -> LinksF1:
    """Of the links of one type, with intervals over articles; ``times`` 0: none."""
    compared = pairs(articles)
    counted = [count(article, compared, type_) for article in articles]
    return of_counted(type_, counted, compared, times=times, seed=seed)


def count(article: Article, compared: Sequence[Pair], type_: str) -> "list[Tally]":
    """What every two annotators have in common in an article, for ``of_counted``."""
    return [_tally(article, pair, type_) for pair in compared]


def of_counted(
    type_: str,
    counted: "Sequence[Sequence[Tally]]",
    compared: Sequence[Pair],
    *,
    times: int = TIMES,
    seed: int = 0,
) -> LinksF1:
    """The same from what was counted article by article."""
    given = [[n for tally in row for n in tally.given] for row in counted]
    whole = [[n for tally in row for n in tally.end_to_end] for row in counted]
    by_pair = zip(_scores(given, _NOT_SHARED), _scores(whole, _NONE), strict=True)
    return LinksF1(
        type_,
        _mean(given, _NOT_SHARED, times, seed),
        _mean(whole, _NO_PAIR, times, seed),
        dict(zip(compared, by_pair, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs that match, pairs of A and of B, and of each those whose ends the other found."""

    matched: int
    a: int
    b: int
    found_a: int
    found_b: int

    @property
    def given(self) -> tuple[int, int, int]:
        return self.matched, self.found_a, self.found_b

    @property
    def end_to_end(self) -> tuple[int, int, int]:
        return self.matched, self.a, self.b


@dataclass(frozen=True, slots=True)
class _End:
    """A span of one set: which match it belongs to, if any, and the entry it points to."""

    id: str
    match: int | None
    speaker: Hashable

    def is_like(self, other: "_End") -> bool:
        """The same entry; or where one points to none, spans that match."""
        if self.speaker is not None and other.speaker is not None:
            return self.speaker == other.speaker
        return self.match is not None and self.match == other.match


_Pairs = list[tuple[_End, _End]]


def _tally(article: Article, pair: Pair, type_: str) -> Tally:
    nobody = AnnotationSet()
    a, b = (article.sets.get(who, nobody) for who in pair)
    linked = any(link.type == type_ for made in (a, b) for link in made.links)
    if not linked or not {*pair} <= {*article.sets}:
        return Tally(0, 0, 0, 0, 0)
    found = match(a.spans, b.spans).matches
    ends_a = _ends(a.spans, {one.a: at for at, one in enumerate(found)})
    ends_b = _ends(b.spans, {one.b: at for at, one in enumerate(found)})
    mine, theirs = _linked(a.links, ends_a, type_), _linked(b.links, ends_b, type_)
    same = {
        (i, j): 1.0
        for i, (claim, speaker) in enumerate(mine)
        for j, (other_claim, other) in enumerate(theirs)
        if claim.match is not None and claim.match == other_claim.match and speaker.is_like(other)
    }
    return Tally(
        len(best_assignment(same)),
        len(mine),
        len(theirs),
        _count_found(mine, ends_b.values()),
        _count_found(theirs, ends_a.values()),
    )


def _ends(spans: Sequence[Span], matches: Mapping[int, int]) -> dict[str, _End]:
    return {span.id: _End(span.id, matches.get(at), span.speaker) for at, span in enumerate(spans)}


def _linked(links: Iterable[Link], ends: Mapping[str, _End], type_: str) -> _Pairs:
    """Claim and speaker of every link; one pair where several mentions are of one entry."""
    found = {}
    for link in links:
        if link.type == type_ and link.source in ends and link.target in ends:
            claim, speaker = ends[link.source], ends[link.target]
            who = speaker.id if speaker.speaker is None else ("entry", speaker.speaker)
            found[claim.id, who] = (claim, speaker)
    return list(found.values())


def _count_found(linked: _Pairs, others: Iterable[_End]) -> int:
    """Those of which the other annotator has the claim, and the speaker somewhere."""
    named = {end.speaker for end in others if end.speaker is not None}
    return sum(
        claim.match is not None and (speaker.match is not None or speaker.speaker in named)
        for claim, speaker in linked
    )


def _scores(rows: Sequence[Sequence[float]], reason: str) -> list[Score]:
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    return [f1(*triple, reason=reason) for triple in triples(sums)]


def _mean(rows: Sequence[Sequence[float]], reason: str, times: int, seed: int) -> Score:
    score = mean(_scores(rows, reason), reason)
    if not score.defined:
        return score
    return with_interval(score, interval(rows, mean_f1, times=times, seed=seed))
