"""Several people's sets of the same articles, side by side: what agreement and review compare."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from annotator.agreement.model import AnnotationSet as Compared
from annotator.agreement.model import Annotator, Article, Link, Span
from annotator.annotations import queries
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Mark, Tie, mark_of_row
from annotator.annotations.states import CLOSED, Kind
from annotator.database import prepared

COMPARED = (Kind.ANNOTATOR, Kind.IMPORTED)
"""Kinds of sets that people made independently."""


@dataclass(frozen=True, slots=True)
class Source:
    """One person's set of an article. ``person`` is the same in every article: the owner's number,
    or the name under which a set came from elsewhere."""

    id: int
    article: int
    person: int | str
    name: str
    state: str
    version: int
    updated: datetime

    @property
    def finished(self) -> bool:
        return self.state in CLOSED


def sets_of(articles: Iterable[int], *, finished: bool = True) -> QuerySet[AnnotationSet]:
    """The sets of some articles that can be compared; ``finished``: only what was submitted."""
    found = AnnotationSet.objects.filter(article__in=list(articles), kind__in=COMPARED)
    return found.filter(state__in=CLOSED) if finished else found


def sources(sets: QuerySet[AnnotationSet]) -> list[Source]:
    """By article, in the order in which the sets were made; one query."""
    rows = sets.order_by("article", "id").values_list(
        "id", "article", "owner", "name", "owner__name", "owner__username", "state", "version",
        "updated",
    )  # fmt: skip
    return [
        Source(
            id=pk,
            article=article,
            person=owner if owner is not None else name,
            name=(full or username) if owner is not None else name,
            state=state,
            version=version,
            updated=updated,
        )
        for pk, article, owner, name, full, username, state, version, updated in rows
    ]


_MARKS = queries.MARKS.format(first="a.set_id,", which="a.set_id = ANY(%s)")
_TIES = queries.TIES.format(first="r.set_id,", which="r.set_id = ANY(%s)")


def marks(sets: Iterable[int]) -> Mapping[int, list[Mark]]:
    """The annotations of each set in reading order; one query."""
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    for set_id, *row in prepared.rows(_MARKS, [list(sets)]):
        found[set_id].append(mark_of_row(*row))
    return found


def ties(sets: Iterable[int]) -> Mapping[int, list[Tie]]:
    """The relations of each set; one query."""
    found: defaultdict[int, list[Tie]] = defaultdict(list)
    for set_id, *row in prepared.rows(_TIES, [list(sets)]):
        found[set_id].append(Tie(*row))
    return found


def compared(
    article: int,
    length: int,
    sources: Sequence[Source],
    marked: Mapping[int, Sequence[Mark]],
    tied: Mapping[int, Sequence[Tie]],
    who: Callable[[Source], Annotator] = lambda source: source.person,
) -> Article:
    """One article as ``annotator.agreement`` takes it: spans and links are named by their uid.

    ``length`` is the text's in code points, ``who`` says under which key a set is compared.
    """
    return Article(
        article, length, {who(one): _set(marked[one.id], tied[one.id]) for one in sources}
    )


def _set(marked: Sequence[Mark], tied: Sequence[Tie]) -> Compared:
    return Compared(tuple(map(span, marked)), tuple(map(link, tied)))


def span(mark: Mark) -> Span:
    """Of a figure's value only what it says counts, not whether it was confirmed."""
    value = {name: said for name, said in (mark.value or {}).items() if name != "confirmed"}
    return Span(
        id=str(mark.uid),
        label=mark.label.name,
        fragments=mark.fragments,
        attributes=mark.attributes,
        value=value or None,
        speaker=mark.speaker,
    )


def link(tie: Tie) -> Link:
    """A relation as ``annotator.agreement`` takes it."""
    return Link(tie.name, str(tie.source), str(tie.target))
