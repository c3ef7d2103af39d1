"""A walk through the whole database that proves every invariant, or says what breaks it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.exchange.corpus import batches, snapshot
from annotator.formats.records import digest_of, words_in
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


RULES: dict[str, tuple[str, str]] = {
    "An annotation's label belongs to another project than its article.": (
        "annotation",
        """SELECT n.id FROM annotations_annotation n
           JOIN annotations_annotationset s ON s.id = n.set_id
           JOIN articles_article a ON a.id = s.article_id
           JOIN schemes_label l ON l.id = n.label_id WHERE l.project_id <> a.project_id""",
    ),
    "It has the same id as another annotation of its set.": (
        "annotation",
        """SELECT max(id) FROM annotations_annotation GROUP BY set_id, uid HAVING count(*) > 1""",
    ),
    "Its owner has another annotator's set for the same article.": (
        "set",
        """SELECT max(id) FROM annotations_annotationset WHERE kind = 'annotator'
           AND owner_id IS NOT NULL GROUP BY article_id, owner_id HAVING count(*) > 1""",
    ),
    "It is one of several gold sets of its article.": (
        "set",
        """SELECT max(id) FROM annotations_annotationset WHERE kind = 'gold'
           GROUP BY article_id HAVING count(*) > 1""",
    ),
    "Its state and its time of submission contradict each other.": (
        "set",
        """SELECT id FROM annotations_annotationset
           WHERE (state = 'submitted') <> (submitted IS NOT NULL)""",
    ),
    "It was updated before it was created.": (
        "set",
        "SELECT id FROM annotations_annotationset WHERE updated < created",
    ),
    "It has seen fewer changes than its last step says.": (
        "set",
        """SELECT s.id FROM annotations_annotationset s JOIN annotations_step p ON p.set_id = s.id
           GROUP BY s.id HAVING max(p.number) > s.version""",
    ),
    "The log tells of another article for this step.": (
        "step",
        """SELECT DISTINCT p.id FROM annotations_step p JOIN annotations_annotationset s
           ON s.id = p.set_id JOIN activity_event e ON e.step = p.id
           WHERE e.article_id <> s.article_id""",
    ),
    "It was undone although a later step of the same person was not.": (
        "step",
        """SELECT p.id FROM annotations_step p WHERE p.kind = 'change' AND p.state = 'undone'
           AND EXISTS (SELECT FROM annotations_step q WHERE q.set_id = p.set_id
           AND q.by_id = p.by_id AND q.kind = 'change' AND q.state = 'done'
           AND q.number > p.number)""",
    ),
    "It has the number of another step of its set.": (
        "step",
        """SELECT max(id::text) FROM annotations_step GROUP BY set_id, number
           HAVING count(*) > 1""",
    ),
    "It doesn't come after the article that it revises.": (
        "article",
        """SELECT a.id FROM articles_article a JOIN articles_article b ON b.id = a.revises_id
           WHERE a.project_id <> b.project_id OR a.revision <= b.revision""",
    ),
    "It has the text of another article of its project.": (
        "article",
        """SELECT max(id) FROM articles_article GROUP BY project_id, digest
           HAVING count(*) > 1""",
    ),
    "Its invitation was accepted by nobody, or nobody knows when.": (
        "invitation",
        """SELECT id FROM projects_invitation
           WHERE (accepted IS NULL) <> (accepted_by_id IS NULL)""",
    ),
}
"""What one query can ask: a sentence, the thing it is about, and the rows that break it."""


def findings() -> Iterator[Finding]:
    """Everything that is wrong, at one moment, in constant memory."""
    with snapshot():
        yield from _broken_rules()
        yield from _wrong_articles()


def _broken_rules() -> Iterator[Finding]:
    for sentence, (thing, query) in RULES.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            for (pk,) in cursor:
                yield Finding(thing, pk, sentence)


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
