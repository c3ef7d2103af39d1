"""Where a string or a speaker stands, in the articles that annotators have handed in.

A large corpus is gone through in stretches of so many articles, whose occurrences are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.side_by_side import COMPARED
from annotator.annotations.states import CLOSED, Kind
from annotator.articles.models import Article
from annotator.articles.queries import articles_of, holding, strings_in_text
from annotator.projects.models import Project
from annotator.reviews.words.asked import Asked, Place
from annotator.text import spans, words

ARTICLES = 200
"""With occurrences, in a stretch."""

READ = 5_000
"""Texts read for a stretch where the indexes do not help."""

PLACES = 3_000
"""From so many on a stretch ends with the article at hand."""


class Text(NamedTuple):
    """An article in which something was found."""

    id: int
    uid: str
    title: str
    lang: str
    text: str

    @property
    def name(self) -> str:
        return self.title or self.uid


@dataclass(frozen=True, slots=True)
class Stretch:
    """``places`` in reading order; ``more``: the article after which the next stretch begins, 0
    where this one goes to the end."""

    texts: dict[int, Text]
    places: list[Place]
    more: int


@dataclass(frozen=True, slots=True)
class _Articles:
    """``end``: up to which article these are all, 0: up to the last one."""

    ids: Sequence[int]
    end: int = 0


def stretch(project: Project, by: User, asked: Asked, *, after: int = 0) -> Stretch:
    """From an article on; seven queries at most."""
    articles = handed_in(project, by).filter(pk__gt=after)
    every = articles_of(project).filter(pk__gt=after)
    found = _joined([*_holding(articles, every, asked), *_pointing(articles, asked)])
    rows = Article.objects.filter(pk__in=found.ids).order_by("pk")
    texts = [Text(*row) for row in rows.values_list("id", "uid", "title", "lang", "text")]
    pointed = _pointed(found.ids, asked)
    places: list[Place] = []
    for n, text in enumerate(texts):
        places += _places(text, asked, pointed.get(text.id, []))
        if len(places) >= PLACES and n + 1 < len(texts):
            return Stretch({one.id: one for one in texts[: n + 1]}, places, text.id)
    return Stretch({one.id: one for one in texts}, places, found.end)


def handed_in(project: Project, by: User) -> QuerySet[Article]:
    """Those with a finished set; not those that this person has still to annotate blind."""
    sets = AnnotationSet.objects.filter(article=OuterRef("pk"))
    found = articles_of(project).filter(Exists(sets.filter(kind__in=COMPARED, state__in=CLOSED)))
    own = sets.filter(kind=Kind.ANNOTATOR, owner=by).exclude(state__in=CLOSED)
    return found.filter(~Exists(own)) if project.blind else found


def _holding(
    articles: QuerySet[Article], every: QuerySet[Article], asked: Asked
) -> list[_Articles]:
    """By the strings; three queries at most."""
    if not asked.strings:
        return []
    ids = holding(every, asked.strings, any_case=asked.any_case)
    if ids is not None:
        return [_first(articles.filter(pk__in=ids))]
    last = articles.order_by("pk").values_list("pk", flat=True)[READ - 1 : READ].first() or 0
    read = articles.filter(pk__lte=last) if last else articles
    found = _first(read.filter(strings_in_text(asked.strings, any_case=asked.any_case)))
    return [_Articles(found.ids, found.end or last)]


def _pointing(articles: QuerySet[Article], asked: Asked) -> list[_Articles]:
    """By the annotations that point to the entry; one query, or none."""
    if asked.entry is None:
        return []
    pointing = _annotations(asked.entry.ids).filter(set__article=OuterRef("pk"))
    return [_first(articles.filter(Exists(pointing)))]


def _annotations(entries: Sequence[int]) -> QuerySet[Annotation]:
    sets = {"set__kind__in": COMPARED, "set__state__in": CLOSED}
    return Annotation.objects.filter(speaker__in=entries, **sets)


def _first(articles: QuerySet[Article]) -> _Articles:
    ids = list(articles.order_by("pk").values_list("pk", flat=True)[: ARTICLES + 1])
    more = len(ids) > ARTICLES
    return _Articles(ids[:ARTICLES], ids[ARTICLES - 1] if more else 0)


def _joined(parts: Sequence[_Articles]) -> _Articles:
    """As far as all of them go."""
    end = min((one.end for one in parts if one.end), default=0)
    ids = sorted({pk for one in parts for pk in one.ids if not end or pk <= end})
    if len(ids) > ARTICLES:
        return _Articles(ids[:ARTICLES], ids[ARTICLES - 1])
    return _Articles(ids, end)


def _pointed(articles: Sequence[int], asked: Asked) -> dict[int, list[Place]]:
    """Where annotations point to the entry; one query, or none."""
    if asked.entry is None:
        return {}
    rows = _annotations(asked.entry.ids).filter(set__article__in=articles)
    found: dict[int, list[Place]] = {}
    for article, fragments in rows.values_list("set__article", "fragments"):
        found.setdefault(article, []).append(Place(article, *spans.extent(fragments)))
    return found


def _places(text: Text, asked: Asked, pointed: Sequence[Place]) -> list[Place]:
    """Of what overlaps the longest: “the minister, Ana Lind” is one mention and not two."""
    found = {*pointed}
    for string in asked.strings:
        places = words.occurrences(text.text, string, any_case=asked.any_case, within=asked.within)
        found.update(Place(text.id, *place) for place in places)
    kept: list[Place] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and place.start < kept[-1].end:
            if place.end - place.start > kept[-1].end - kept[-1].start:
                kept[-1] = place
        else:
            kept.append(place)
    return kept
