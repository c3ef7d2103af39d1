"""One annotation set as the native form has it."""

from typing import Any

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.exchange.choices import Selection
from annotator.exchange.filling import Filler
from annotator.formats import native
from annotator.formats.records import Record, Set


def contents_of(article: Article, one: AnnotationSet) -> dict[str, Any]:
    """What a line of the export would say of this set; a fixed number of queries."""
    held = Set(one.kind, name_of(one), one.state, [], one.created, one.updated, one.submitted)
    entries = Filler(Selection(project=article.project)).fill({one.pk: held})
    record = Record(
        file="",
        line=0,
        uid=article.uid,
        text="",
        digest=article.digest,
        words=article.words,
        sets=[held],
        speakers=list(entries.values()),
    )
    return native.plain(record)


def name_of(one: AnnotationSet) -> str:
    """What files call it."""
    return one.owner.username if one.owner and one.kind == Kind.ANNOTATOR else one.name
