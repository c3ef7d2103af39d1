"""The disagreements behind a number, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from annotator.insights.agreement import words
from annotator.insights.context import AROUND, pieces
from annotator.insights.models import Comparison, Difference
from annotator.text.spans import Fragments

SIZE = 20
NOTHING = "-"
"""In addresses, in place of a label: one of the two marked nothing."""

GOLD = "gold"

_BORDERS = ("boundary", "label", "missing")
BEHIND: Mapping[str, Sequence[str]] = {"type": ("label", "missing"), "links": ("link",)}
"""Kinds that lower a measure; others are lowered by what is in _BORDERS."""

ATTRIBUTE = "attribute:"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for in an address. ``a`` and ``b`` are keys of people, or GOLD; ``bin`` and
    ``window`` are places in the distribution and the trend."""

    a: str = ""
    b: str = ""
    label: str = ""
    other: str = ""
    kind: str = ""
    detail: str = ""
    measure: str = ""
    bin: str = ""
    window: str = ""
    after: str = ""


def asked(data: QueryDict) -> Asked:
    return Asked(**{name: data.get(name, "")[:80] for name in Asked.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Run:
    """Text that the same of the two marked."""

    text: str
    a: bool
    b: bool

    @property
    def classes(self) -> str:
        return " ".join(name for name, marked in (("in-a", self.a), ("in-b", self.b)) if marked)


@dataclass(frozen=True, slots=True)
class Side:
    """``label`` is empty for who marked nothing."""

    name: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    article_id: int
    title: str
    lang: str
    url: str
    a: Side
    b: Side
    runs: tuple[Run, ...]
    kinds: tuple[str, ...]
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    items: list[Item]
    count: int
    after: str
    """Where the next page begins; empty on the last."""


def listed(comparison: Comparison, asked: Asked) -> Listed:
    """Three queries."""
    found = matching(comparison, asked)
    rows = list(_beyond(found, asked.after).order_by("-distance", "id")[: SIZE + 1])
    page = rows[:SIZE]
    after = f"{page[-1].distance!r}_{page[-1].pk}" if len(rows) > SIZE else ""
    return Listed(_items(comparison, page), found.count(), after)


def matching(comparison: Comparison, asked: Asked) -> QuerySet[Difference]:
    found = Difference.objects.filter(comparison=comparison)
    people = {one["key"]: at for at, one in enumerate((comparison.result or {})["people"])}
    people[GOLD] = Difference.GOLD
    found = _between(found, [people.get(key, -1) for key in (asked.a, asked.b) if key])
    if asked.label or asked.other:
        found = found.filter(_labels(asked.label, asked.other))
    if asked.measure.startswith(ATTRIBUTE):
        found = found.filter(fields__contains=[asked.measure.removeprefix(ATTRIBUTE)])
    elif asked.measure:
        found = found.filter(kinds__overlap=list(BEHIND.get(asked.measure, _BORDERS)))
    if asked.kind:
        found = found.filter(kinds__contains=[asked.kind])
    if asked.detail:
        found = _with_detail(found, asked, people)
    return _of_articles(found, comparison.result or {}, asked)


def _between(found: QuerySet[Difference], who: Sequence[int]) -> QuerySet[Difference]:
    if Difference.GOLD not in who:
        found = found.exclude(b=Difference.GOLD)
    for one in who:
        found = found.filter(Q(a=one) | Q(b=one))
    return found


def _labels(label: str, other: str) -> Q:
    one, two = (None if name == NOTHING else name for name in (label, other))
    if not other:
        return Q(label_a=one) | Q(label_b=one)
    return _both(one, two) | _both(two, one)


def _both(a: str | None, b: str | None) -> Q:
    found = Q(label_a=a) if a is not None else Q(label_a__isnull=True)
    return found & (Q(label_b=b) if b is not None else Q(label_b__isnull=True))


_OPPOSITE = {"longer": "shorter", "shorter": "longer"}


def _with_detail(
    found: QuerySet[Difference], asked: Asked, people: Mapping[str, int]
) -> QuerySet[Difference]:
    """Longer and shorter are said of ``a``, whichever side that person is on."""
    here = Q(details__contains=[asked.detail])
    if asked.detail in _OPPOSITE and asked.a:
        who = people.get(asked.a, -1)
        here = (here & Q(a=who)) | Q(details__contains=[_OPPOSITE[asked.detail]], b=who)
    return found.filter(here, kinds__contains=["boundary"])


def _of_articles(
    found: QuerySet[Difference], result: Mapping[str, Any], asked: Asked
) -> QuerySet[Difference]:
    part = result["parts"].get(asked.label, result["parts"][""])
    for place, groups in (
        (asked.bin, part["bins"]),
        (asked.window, [one["articles"] for one in result["trend"]["windows"]]),
    ):
        if place.isascii() and place.isdigit() and int(place) < len(groups):
            found = found.filter(article__in=groups[int(place)])
    return found


def _beyond(found: QuerySet[Difference], after: str) -> QuerySet[Difference]:
    """From the place where the page before ended."""
    distance, _between, pk = after.partition("_")
    try:
        at, last = float(distance), int(pk)
    except ValueError:
        return found
    return found.filter(Q(distance__lt=at) | Q(distance=at, id__gt=last))


def _items(comparison: Comparison, rows: Sequence[Difference]) -> list[Item]:
    names = {at: one["name"] for at, one in enumerate((comparison.result or {})["people"])}
    names[Difference.GOLD] = _("Gold")
    windows = _windows([row.pk for row in rows])
    return [_item(row, names, *windows[row.pk]) for row in rows]


def _item(
    row: Difference, names: Mapping[int, str], title: str, lang: str, start: int, window: str
) -> Item:
    a, b = row.fragments_a or (), row.fragments_b or ()
    kinds = [kind for kind in row.kinds if kind != "attribute"]
    fields = [name for name in row.fields if name not in ("fragments", "label", "links")]
    return Item(
        id=row.pk,
        article_id=row.article_id,
        title=title,
        lang=lang,
        url=article_url(row.article_id),
        a=Side(names.get(row.a, ""), row.label_a or "", _quote(window, start, a)),
        b=Side(names.get(row.b, ""), row.label_b or "", _quote(window, start, b)),
        runs=tuple(runs(window, start, a, b)),
        kinds=(*(str(words.KINDS[kind]) for kind in kinds), *map(words.field, fields)),
        details=tuple(str(words.EDGES[one]) for one in row.details if one not in _OPPOSITE),
    )


def runs(window: str, start: int, a: Fragments, b: Fragments) -> list[Run]:
    """Both versions in whole sentences, cut at every border of either."""
    everything = (*a, *b)
    first, last = min(one for one, _ in everything), max(end for _, end in everything)
    shown = pieces(window, start, ((first, last),))
    begin = first - sum(len(piece.text) for piece in shown[:1] if not piece.marked)
    end = begin + sum(len(piece.text) for piece in shown)
    edges = sorted({begin, end, *(edge for one in everything for edge in one)})
    return [
        Run(window[left - start : right - start], _in(a, left), _in(b, left))
        for left, right in pairwise(edges)
    ]


def _in(fragments: Fragments, at: int) -> bool:
    return any(start <= at < end for start, end in fragments)


def _quote(window: str, start: int, fragments: Fragments) -> str:
    return " … ".join(window[left - start : right - start] for left, right in fragments)


def article_url(article_id: int) -> str:
    """Where an article's versions are settled."""
    try:
        return reverse("reviews:adjudication", args=[article_id])
    except NoReverseMatch:
        return reverse("workbench:article", args=[article_id])


def _windows(ids: Sequence[int]) -> dict[int, tuple[str, str, int, str]]:
    """Title and language of the article, and the text round both versions with where it begins."""
    with connection.cursor() as cursor:
        cursor.execute(_WINDOWS, {"ids": list(ids), "around": AROUND})
        return {pk: tuple(row) for pk, *row in cursor.fetchall()}


_WINDOWS = """
SELECT d.id, coalesce(nullif(t.title, ''), t.uid), t.lang, place.first,
    substr(t.text, place.first + 1, place.last - place.first)
FROM insights_difference d JOIN articles_article t ON t.id = d.article_id
CROSS JOIN LATERAL (SELECT
    greatest(least(lower(d.fragments_a), lower(d.fragments_b)) - %(around)s, 0) AS first,
    greatest(upper(d.fragments_a), upper(d.fragments_b)) + %(around)s AS last) place
WHERE d.id = ANY(%(ids)s)
"""
