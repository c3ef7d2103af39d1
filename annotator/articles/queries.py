"""Questions about articles."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction
from django.db.models import CharField, Q, QuerySet, TextField
from django.db.models.lookups import Contains

from annotator.articles.models import Article
from annotator.projects.models import Project

FEW = 500
"""Up to so many matches are looked up by the indexes; where there are more, reading in order
finds a screenful sooner. Measured with 100,000 articles."""


@CharField.register_lookup
@TextField.register_lookup
class HasString(Contains):
    """ILIKE, which the trigram indexes serve; Django's icontains compares in capitals."""

    lookup_name = "has_string"

    def get_rhs_op(self, connection: object, rhs: str) -> str:
        return f"ILIKE {rhs}"


MANY = 2_000
"""More than so many texts are not read for an exact string that the indexes have found."""

_THREE_LETTERS = re.compile(r"\w{3}")


@dataclass(frozen=True, slots=True)
class Matches:
    """Articles that were found. ``few``: no more than FEW, so that they can be counted."""

    articles: QuerySet[Article]
    few: bool


def articles_of(project: Project) -> QuerySet[Article]:
    return Article.objects.filter(project=project)


def search(articles: QuerySet[Article], words: str) -> Matches:
    """Articles with these words in any order, or with this very string, in title or text.

    One or two Latin letters find the words that begin with them.
    """
    found = articles.filter(_matches(" ".join(words.split())))
    with _by_indexes():
        ids = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    few = len(ids) <= FEW
    return Matches(Article.objects.filter(pk__in=ids) if few else found, few)


def holding(
    articles: QuerySet[Article], strings: Collection[str], *, any_case: bool
) -> list[int] | None:
    """Those in whose text one of these very strings stands, told by the indexes.

    None where they can't tell, or there are more than MANY: read some texts in order instead.
    """
    if not all(_THREE_LETTERS.search(string) for string in strings):
        return None
    unread = Q(search__isnull=True) & strings_in_text(strings, any_case=any_case)
    arms = [
        Q(search__isnull=False) & strings_in_text([string], any_case=any_case) for string in strings
    ]
    found = articles.filter(reduce(or_, arms, unread))
    with _by_indexes():
        ids = list(found.order_by().values_list("pk", flat=True)[: MANY + 1])
    return ids if len(ids) <= MANY else None


def strings_in_text(strings: Collection[str], *, any_case: bool) -> Q:
    lookup = "text__has_string" if any_case else "text__contains"
    return reduce(or_, (Q(**{lookup: string}) for string in strings))


def _matches(words: str) -> Q:
    """Each arm says whether the article is indexed, as the partial indexes do.

    Articles that the indexer has not come to are read: those with all the words, or parts of words.
    """
    unread = reduce(and_, map(_anywhere, words.split()), Q(search__isnull=True))
    if len(words) < 3 and words.isascii() and words.isalnum():
        # Too short for trigrams: words that begin so. Other scripts say much in two signs.
        return Q(search=SearchQuery(f"{words}:*", config="simple", search_type="raw")) | unread
    return (
        Q(search=SearchQuery(words, config="simple", search_type="websearch"))
        | Q(search__isnull=False, title__has_string=words)
        | Q(search__isnull=False, text__has_string=words)
        | unread
    )


def _anywhere(string: str) -> Q:
    return Q(title__has_string=string) | Q(text__has_string=string)


@contextmanager
def _by_indexes() -> Iterator[None]:
    """The planner doesn't know what it costs to read long texts, and would read all of them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLANNER, ["off", "off"])
        yield
        cursor.execute(_PLANNER, ["on", "on"])


_PLANNER = """
    SELECT set_config('enable_seqscan', %s, true), set_config('enable_indexscan', %s, true)
"""
