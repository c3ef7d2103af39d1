"""A walk through the whole database that proves every invariant, or says what breaks it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.exchange.corpus import batches, snapshot
from annotator.exchange.rules import RULES
from annotator.formats import figures
from annotator.formats.records import digest_of, words_in
from annotator.names import key
from annotator.speakers.models import Alias
from annotator.text import spans
from annotator.text.clean import clean


@dataclass(frozen=True, slots=True)
class Finding:
    """``thing`` and ``pk`` name the row that is wrong."""

    thing: str
    pk: object
    sentence: str

    def __str__(self) -> str:
        return f"{self.thing} {self.pk}: {self.sentence}"


Walk = Callable[[], Iterator[Finding]]

_walks: list[Walk] = []


def also(walk: Walk) -> None:
    """What a feature above this one has to say, registered when it is ready."""
    _walks.append(walk)


def findings() -> Iterator[Finding]:
    """Everything that is wrong, at one moment, in constant memory."""
    with snapshot():
        for walk in (_broken_rules, _wrong_names, _wrong_articles, *_walks):
            yield from walk()


def _broken_rules() -> Iterator[Finding]:
    for sentence, (thing, query) in RULES.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            for (pk,) in cursor:
                yield Finding(thing, pk, sentence)


def _wrong_names() -> Iterator[Finding]:
    for alias in Alias.objects.order_by("id").iterator():
        if alias.key != key(alias.name):
            yield Finding("name of a speaker", alias.pk, "Its key is not the one of the name.")


def _wrong_articles() -> Iterator[Finding]:
    for ids in batches(Article.objects.order_by("id")):
        sets = AnnotationSet.objects.filter(article__in=ids).values_list("id", "article_id")
        article_of = dict(sets)
        of_article = defaultdict(list)
        annotations = Annotation.objects.filter(set__in=list(article_of)).order_by("id")
        for one in annotations.defer("note", "attributes"):
            of_article[article_of[one.set_id]].append(one)
        for article in Article.objects.filter(pk__in=ids).order_by("id").defer("meta", "search"):
            yield from _wrong_article(article)
            for one in of_article[article.pk]:
                yield from _wrong_annotation(one, article.text)


def _wrong_article(article: Article) -> Iterator[Finding]:
    if digest_of(article.text) != article.digest:
        yield Finding("article", article.pk, "Its digest is not the one of its text.")
    if words_in(article.text) != article.words:
        yield Finding("article", article.pk, "Its number of words is not right.")
    try:
        # A byte-order mark put before it is taken off instead of one that belongs to the text.
        cleaned = clean("\ufeff" + article.text)
    except InvalidInput as error:
        yield Finding("article", article.pk, error.message)
        return
    if cleaned != article.text:
        yield Finding("article", article.pk, "Its text has line ends that are not “\\n”.")


def _wrong_annotation(annotation: Annotation, text: str) -> Iterator[Finding]:
    try:
        spans.check(text, annotation.fragments, annotation.quote)
    except InvalidInput as error:
        yield Finding("annotation", annotation.pk, error.message)
    try:
        figures.read(annotation.value)
    except InvalidInput as error:
        yield Finding("annotation", annotation.pk, error.message)
