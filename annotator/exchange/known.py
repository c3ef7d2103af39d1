"""Articles that a project has already, on their way in once more with annotation sets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.formats.records import Record
from annotator.projects.models import Project

ATTACHED = (Kind.IMPORTED, Kind.SUGGESTED)
"""The kinds that come from outside; what people made here is never replaced or added to."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What can be written. ``article``: the one that is there and gets the record's sets."""

    record: Record
    article: int | None = None


class Known:
    """Those articles of a batch that are there, and their sets that came from outside.

    ``last``: the highest id that there was before the import.
    """

    def __init__(self, project: Project, last: int | None, records: Iterable[Record]) -> None:
        self._articles = _articles(project, last, records) if last else {}
        self._sets: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)

    def read_sets(self) -> None:
        sets = AnnotationSet.objects.filter(article__in=self._articles.values(), kind__in=ATTACHED)
        for article, kind, name in sets.order_by().values_list("article", "kind", "name"):
            self._sets[article].add((kind, name))

    def __contains__(self, record: Record) -> bool:
        return record.digest in self._articles

    def keep_new(self, record: Record) -> Incoming:
        """With those sets only that its article can be given."""
        article = self._articles[record.digest]
        record.sets = [
            one
            for one in record.sets
            if one.kind in ATTACHED and (one.kind, one.name) not in self._sets[article]
        ]
        used = {span.speaker for one in record.sets for span in one.spans}
        record.speakers = [entry for entry in record.speakers if entry.id in used]
        return Incoming(record, article)


def _articles(project: Project, last: int, records: Iterable[Record]) -> dict[str, int]:
    digests = [record.digest for record in records]
    # As one array, because a thousand parameters cost.
    among = RawSQL("digest = ANY(%s)", [digests], BooleanField())
    found = Article.objects.filter(among, project=project, pk__lte=last)
    return dict(found.order_by().values_list("digest", "pk"))
