"""How each occurrence is labelled, by whom, and what the gold set says."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from annotator.annotations import side_by_side
from annotator.annotations.fields import from_text, multirange
from annotator.annotations.models import AnnotationSet, Step
from annotator.annotations.side_by_side import COMPARED, Source
from annotator.annotations.states import CLOSED, Kind
from annotator.database import prepared
from annotator.reviews.models import Decision
from annotator.reviews.words.asked import NOTHING, About, Asked, Place, Way, way
from annotator.reviews.words.finding import Stretch, Text
from annotator.text.spans import Fragment, Fragments


class Spot(NamedTuple):
    """An annotation that touches a place."""

    set_id: int
    uid: UUID
    fragments: Fragments
    label: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One way in which a place is labelled. ``about``: decisions about the place are for it;
    ``sets``: whose annotations these are."""

    label: int
    way: Way
    about: bool
    sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """``of``: the finished sets of the article. ``gold``: what stands there in the gold set, and
    ``settled``: whether that is settled, be it that there is nothing. ``differs``: annotators do.
    """

    place: Place
    text: Text
    of: tuple[Source, ...]
    seen: tuple[Seen, ...]
    gold: tuple[Seen, ...]
    settled: bool
    differs: bool

    @property
    def labels(self) -> set[int]:
        return {one.label for one in self.seen if one.about}

    @property
    def silent(self) -> int:
        """How many annotators have nothing about it."""
        speaking = {one for seen in self.seen if seen.about for one in seen.sets}
        return len(self.of) - len(speaking)


@dataclass(frozen=True, slots=True)
class Concordance:
    """``counts``: in how many places somebody has a label, most first, by number or NOTHING;
    ``rows``: those that have the one that was asked for."""

    rows: list[Row]
    counts: list[tuple[int | str, int]]


def concordance(found: Stretch, asked: Asked) -> Concordance:
    """Four queries."""
    articles = sorted({place.article for place in found.places})
    sources = _by_article(side_by_side.sources(side_by_side.sets_of(articles)))
    gold = _gold_sets(articles)
    spots = _spots(found.places)
    nothing = _nothing_there(articles)
    maker = _Maker(found.texts, asked.about, sources, gold, nothing)
    rows = [
        maker.row(place, touching)
        for place, touching in zip(found.places, _at(found.places, spots), strict=True)
    ]
    wanted = [one for one in rows if _wanted(one, asked)]
    return Concordance([one for one in wanted if _has(one, asked.label)], _counts(wanted))


def _wanted(row: Row, asked: Asked) -> bool:
    return (row.differs or not asked.differs) and not (row.settled and asked.open)


def _has(row: Row, label: str) -> bool:
    if label == NOTHING:
        return not row.labels
    return not label or int(label) in row.labels


def _counts(rows: Iterable[Row]) -> list[tuple[int | str, int]]:
    counted: Counter[int | str] = Counter()
    for row in rows:
        counted.update(row.labels or [NOTHING])
    return sorted(counted.items(), key=lambda one: (one[0] == NOTHING, -one[1], str(one[0])))


class _Gold(NamedTuple):
    set_id: int
    finished: bool


@dataclass(frozen=True, slots=True)
class _Maker:
    texts: Mapping[int, Text]
    about: About
    sources: Mapping[int, Sequence[Source]]
    gold: Mapping[int, _Gold]
    nothing: Collection[str]

    def row(self, place: Place, spots: Sequence[Spot]) -> Row:
        of = tuple(self.sources[place.article])
        gold = self.gold.get(place.article)
        own = {one.id for one in of}
        theirs = [one for one in spots if one.set_id in own]
        standing = self._seen(place, [one for one in spots if gold and one.set_id == gold.set_id])
        about = [one for one in theirs if self._is_about(one, place.fragment)]
        there = any(one.about for one in standing)
        return Row(
            place=place,
            text=self.texts[place.article],
            of=of,
            seen=self._seen(place, theirs),
            gold=standing,
            settled=there or (gold is not None and gold.finished) or self._rejected(about),
            differs=_differ(about, own),
        )

    def _is_about(self, spot: Spot, place: Fragment) -> bool:
        return self.about.holds(way(spot.fragments, place))

    def _rejected(self, about: Sequence[Spot]) -> bool:
        members = {f"{one.set_id}:{one.uid}" for one in about}
        return bool(members) and members <= set(self.nothing)

    def _seen(self, place: Place, spots: Iterable[Spot]) -> tuple[Seen, ...]:
        found: dict[tuple[int, Way], dict[int, None]] = {}
        for one in spots:
            lies = way(one.fragments, place.fragment)
            if lies is not None:
                found.setdefault((one.label, lies), {})[one.set_id] = None
        seen = [
            Seen(label, lies, self.about.holds(lies), tuple(sets))
            for (label, lies), sets in found.items()
        ]
        return tuple(sorted(seen, key=lambda one: (not one.about, -len(one.sets))))


def _differ(about: Iterable[Spot], sets: Iterable[int]) -> bool:
    said: dict[int, set[object]] = {one: set() for one in sets}
    for one in about:
        said[one.set_id].add((one.label, one.fragments))
    return len({frozenset(one) for one in said.values()}) > 1


def _by_article(sources: Iterable[Source]) -> dict[int, list[Source]]:
    found: dict[int, list[Source]] = {}
    for one in sources:
        found.setdefault(one.article, []).append(one)
    return found


def _gold_sets(articles: Sequence[int]) -> dict[int, _Gold]:
    """By article; one query."""
    rows = AnnotationSet.objects.filter(article__in=articles, kind=Kind.GOLD)
    found = rows.values_list("article", "pk", "state")
    return {article: _Gold(pk, state in CLOSED) for article, pk, state in found}


def _nothing_there(articles: Sequence[int]) -> set[str]:
    """Annotations that were decided to be nothing, as decisions name them; one query."""
    done = Decision.objects.filter(
        adjudication__article__in=articles, step__state=Step.State.DONE
    ).order_by("adjudication", "cluster", F("step__number").desc())
    newest = done.distinct("adjudication", "cluster").values("pk")
    rejecting = Decision.objects.filter(pk__in=newest, choice__nothing=True)
    members: Iterable[Any] = rejecting.values_list("choice__members", flat=True)
    return {member for some in members for member in some or ()}


_SPOTS = """
SELECT one.article, s.id, a.uid, a.fragments::text, a.label_id
FROM unnest(%(articles)s::bigint[], %(places)s::int4multirange[]) AS one (article, places)
JOIN annotations_annotationset s ON s.article_id = one.article
    AND (s.kind = 'gold' OR s.kind = ANY(%(kinds)s) AND s.state = ANY(%(closed)s))
JOIN annotations_annotation a ON a.set_id = s.id AND a.fragments && one.places
ORDER BY one.article, lower(a.fragments), s.id, a.uid
"""


def _spots(places: Iterable[Place]) -> dict[int, list[Spot]]:
    """By article what touches one of its places, by where it begins; one query."""
    by_article: dict[int, list[Fragment]] = {}
    for place in places:
        by_article.setdefault(place.article, []).append(place.fragment)
    values = {
        "articles": list(by_article),
        "places": [multirange(tuple(some)) for some in by_article.values()],
        "kinds": [str(kind) for kind in COMPARED],
        "closed": [str(state) for state in CLOSED],
    }
    found: dict[int, list[Spot]] = {}
    for article, set_id, uid, fragments, label in prepared.rows(_SPOTS, values):
        found.setdefault(article, []).append(Spot(set_id, uid, from_text(fragments), label))
    return found


def _at(places: Iterable[Place], spots: Mapping[int, Sequence[Spot]]) -> Iterable[list[Spot]]:
    """For each place what touches its article's text there or around it."""
    for place in places:
        yield [
            one
            for one in spots.get(place.article, ())
            if one.fragments[0][0] < place.end and place.start < one.fragments[-1][1]
        ]
