"""What several annotators did at one place of an article: clusters of at most one span each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.agreement.matching import Group, match, one_group
from annotator.agreement.model import AnnotationSet, Annotator, Article, Span

# An annotator's place among the sets, and a span's place in the set.
_Node = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cluster:
    """At most one span an annotator, for the same thing; never empty.

    ``annotators``: how many did the article, those without a span here among them.
    """

    spans: dict[Annotator, Span]
    annotators: int

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return min(span.fragments[0][0] for span in self.spans.values())


def clusters(article: Article, group: Group = one_group) -> list[Cluster]:
    """Every span of the article in one cluster, in the order of the text.

    Every two annotators are matched (see ``matching.match``), and matches are joined, the closest
    first, unless somebody would come to have two spans in a cluster. Neither the order nor the
    names of the annotators matter.
    """
    everybody = list(article.sets)
    sets = [article.sets[who] for who in everybody]
    found = [
        Cluster({everybody[who]: sets[who].spans[at] for who, at in sorted(nodes)}, len(sets))
        for nodes in _joined(sets, group)
    ]
    return sorted(found, key=_place)


def _joined(sets: Sequence[AnnotationSet], group: Group) -> Iterator[list[_Node]]:
    of = {(who, at): [(who, at)] for who, made in enumerate(sets) for at in range(len(made.spans))}
    for _, one, other in sorted(_edges(sets, group)):
        mine, theirs = of[one], of[other]
        if mine is not theirs and not {who for who, _ in mine} & {who for who, _ in theirs}:
            mine += theirs
            of.update(dict.fromkeys(theirs, mine))
    seen: set[int] = set()
    for nodes in of.values():
        if id(nodes) not in seen:
            seen.add(id(nodes))
            yield nodes


def _edges(
    sets: Sequence[AnnotationSet], group: Group
) -> Iterator[tuple[tuple[object, ...], _Node, _Node]]:
    """Matches with what they are sorted by: the same label first, then the greatest IoU."""
    for i, j in combinations(range(len(sets)), 2):
        a, b = sets[i].spans, sets[j].spans
        for one in match(a, b, group).matches:
            mine, theirs = a[one.a], b[one.b]
            places = sorted([(mine.fragments, mine.label), (theirs.fragments, theirs.label)])
            rank = (mine.label != theirs.label, -one.iou, places)
            yield rank, (i, one.a), (j, one.b)


def _place(cluster: Cluster) -> tuple[object, ...]:
    return min((span.fragments, span.label) for span in cluster.spans.values())
