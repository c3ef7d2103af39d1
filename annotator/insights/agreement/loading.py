"""Finished sets from the database, some articles at a time, as they are compared."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from annotator.agreement.boundaries import Text
from annotator.agreement.model import Article, Pair
from annotator.annotations import side_by_side
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Mark
from annotator.annotations.side_by_side import Source
from annotator.articles.models import Article as ArticleRow
from annotator.insights.agreement import standing
from annotator.insights.agreement.scope import Scope, person_key
from annotator.insights.agreement.standing import SetRow
from annotator.insights.models import Difference
from annotator.schemes.models import Attribute, Label, Meaning, RelationType

MOST = 5_000
"""Of more articles so many are compared, evenly spread: it bounds memory and time, and intervals
are narrow by then."""

BATCH = 50

GOLD = Difference.GOLD


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """Names of what is compared. ``attributes``: label, name and kind."""

    labels: tuple[str, ...]
    claims: frozenset[str]
    figures: frozenset[str]
    cues: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One article. Its annotators are places among the people, the gold set apart."""

    id: int
    article: Article
    gold: Article | None
    text: Text
    finished: datetime


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is compared, before any annotation is read. ``of``: how many articles there are, if not
    all of them were taken."""

    rows: Sequence[SetRow]
    people: tuple[Person, ...]
    place: Mapping[int, int]
    scheme: Scheme
    of: int

    @property
    def articles(self) -> list[int]:
        return list(dict.fromkeys(row.article for row in self.rows))

    @property
    def pairs(self) -> list[Pair]:
        """Every two who have an article in common."""
        by_article: defaultdict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            if not row.is_gold:
                by_article[row.article].append(self.place[row.id])
        found = {pair for of in by_article.values() for pair in combinations(sorted(of), 2)}
        return sorted(found)


def corpus(project_id: int, scope: Scope) -> Corpus:
    """Five queries."""
    rows = standing.rows(project_id, scope)
    taken, of = _spread(rows)
    annotated = [row.id for row in taken if not row.is_gold]
    sources = side_by_side.sources(AnnotationSet.objects.filter(pk__in=annotated))
    people, place = _people(sources)
    return Corpus(taken, people, place, scheme(project_id), of)


def scheme(project_id: int) -> Scheme:
    """Three queries. Labels that are switched off are among them."""
    labels = list(Label.objects.filter(project=project_id))
    attributes = Attribute.objects.filter(label__project=project_id).exclude(
        kind=Attribute.Kind.TEXT
    )
    types = RelationType.objects.filter(project=project_id)

    def meaning(what: Meaning) -> frozenset[str]:
        return frozenset(one.name for one in labels if one.meaning == what)

    return Scheme(
        labels=tuple(one.name for one in labels),
        claims=meaning(Meaning.CLAIM),
        figures=meaning(Meaning.FIGURE),
        cues=meaning(Meaning.CUE),
        attributes=tuple(
            attributes.order_by("label__position", "label_id", "position", "id").values_list(
                "label__name", "name", "kind"
            )
        ),
        types=tuple(types.values_list("name", flat=True)),
    )


def batches(corpus: Corpus) -> Iterator[list[Loaded]]:
    """Three queries for each batch."""
    by_article: defaultdict[int, list[SetRow]] = defaultdict(list)
    for row in corpus.rows:
        by_article[row.article].append(row)
    articles = list(by_article)
    for at in range(0, len(articles), BATCH):
        some = articles[at : at + BATCH]
        yield _batch(corpus, {one: by_article[one] for one in some})


def _batch(corpus: Corpus, by_article: Mapping[int, Sequence[SetRow]]) -> list[Loaded]:
    sets = [row.id for rows in by_article.values() for row in rows]
    texts = ArticleRow.objects.filter(pk__in=list(by_article)).values_list("pk", "text", "lang")
    written = {pk: (text, lang) for pk, text, lang in texts}
    marked, tied = side_by_side.marks(sets), side_by_side.ties(sets)

    def article(rows: Sequence[SetRow]) -> Article:
        sources = [_source(row) for row in rows]
        text, _lang = written[rows[0].article]
        return side_by_side.compared(
            rows[0].article, len(text), sources, marked, tied, lambda source: place[source.id]
        )

    place = {row.id: corpus.place.get(row.id, GOLD) for rows in by_article.values() for row in rows}
    found = []
    for pk, rows in by_article.items():
        annotated = sorted((row for row in rows if not row.is_gold), key=lambda row: place[row.id])
        text, lang = written[pk]
        found.append(
            Loaded(
                id=pk,
                article=article(annotated),
                gold=article(rows) if any(row.is_gold for row in rows) else None,
                text=Text(text, lang or "en", _cues(corpus.scheme, rows, marked)),
                finished=max(row.submitted for row in annotated),
            )
        )
    return found


def _cues(
    scheme: Scheme, rows: Sequence[SetRow], marked: Mapping[int, Sequence[Mark]]
) -> list[tuple[int, int]]:
    """Where somebody marked a cue."""
    if not scheme.cues:
        return []
    return sorted(
        {
            piece
            for row in rows
            for mark in marked[row.id]
            if mark.label.name in scheme.cues
            for piece in mark.fragments
        }
    )


def _source(row: SetRow) -> Source:
    return Source(row.id, row.article, "", "", "", row.version, row.submitted)


def _people(sources: Sequence[Source]) -> tuple[tuple[Person, ...], dict[int, int]]:
    """Everybody in the order of their names, and whose a set is."""
    names = {source.person: source.name for source in sources}
    ordered = sorted(names, key=lambda who: (names[who].casefold(), str(who)))
    place = {who: at for at, who in enumerate(ordered)}
    people = tuple(Person(person_key(who), names[who]) for who in ordered)
    return people, {source.id: place[source.person] for source in sources}


def _spread(rows: Sequence[SetRow]) -> tuple[Sequence[SetRow], int]:
    articles = list(dict.fromkeys(row.article for row in rows))
    if len(articles) <= MOST:
        return rows, len(articles)
    taken = {articles[n * len(articles) // MOST] for n in range(MOST)}
    return [row for row in rows if row.article in taken], len(articles)
