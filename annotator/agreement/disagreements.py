"""The six kinds of what annotators can be at one about or not, cluster by cluster."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from annotator.agreement.clusters import Cluster
from annotator.agreement.model import Annotator, Article, Link, Span
from annotator.agreement.overlaps import common_length, iou

UNANIMOUS, BOUNDARY, LABEL = "unanimous", "boundary", "label"
MISSING, ATTRIBUTE, LINK = "missing", "attribute", "link"
KINDS = (UNANIMOUS, BOUNDARY, LABEL, MISSING, ATTRIBUTE, LINK)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to settle in a cluster.

    ``kinds``: (UNANIMOUS,), or one or more of the others in the order of KINDS. ``fields``: what
    exactly differs: "fragments", "label", "value", "speaker", "links" and names of attributes.
    ``found_by`` of ``annotators`` have a span here. ``distance``: 0 (unanimous) to 1 (worst).
    """

    cluster: Cluster
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    found_by: int
    annotators: int
    distance: float


def verdicts(article: Article, clusters: Sequence[Cluster]) -> list[Verdict]:
    """One for each of the article's clusters, in their order."""
    links = _Links(article, clusters)
    return [_verdict(cluster, links) for cluster in clusters]


def worst_first(found: Iterable[Verdict]) -> list[Verdict]:
    """Those that are not unanimous; among equals in the order of the text."""
    open_ones = [verdict for verdict in found if verdict.kinds != (UNANIMOUS,)]
    return sorted(open_ones, key=lambda verdict: (-verdict.distance, verdict.cluster.start))


def _verdict(cluster: Cluster, links: "_Links") -> Verdict:
    spans = list(cluster.spans.values())
    values = _differing(spans)
    linked = links.differ(cluster)
    differs = {
        BOUNDARY: len({span.fragments for span in spans}) > 1,
        LABEL: len({span.label for span in spans}) > 1,
        MISSING: len(spans) < cluster.annotators,
        ATTRIBUTE: bool(values),
        LINK: linked,
    }
    kinds = tuple(kind for kind, open_ in differs.items() if open_) or (UNANIMOUS,)
    names = {"fragments": differs[BOUNDARY], "label": differs[LABEL]}
    fields = [*(name for name, open_ in names.items() if open_), *values, *["links"] * linked]
    distance = _distance(cluster, extra=len(values) + linked)
    return Verdict(cluster, kinds, tuple(fields), len(spans), cluster.annotators, distance)


def _differing(spans: Sequence[Span]) -> list[str]:
    """ "value", "speaker" and the attributes in which spans of one label differ."""
    found: set[str] = set()
    for a, b in combinations(spans, 2):
        if a.label == b.label:
            found.update(_differing_of_two(a, b))
    return sorted(found)


def _differing_of_two(a: Span, b: Span) -> Iterable[str]:
    if a.value != b.value:
        yield "value"
    if a.speaker != b.speaker:
        yield "speaker"
    for name in {*a.attributes, *b.attributes}:
        if not same_value(a.attributes.get(name), b.attributes.get(name)):
            yield name


def same_value(a: object, b: object) -> bool:
    """Whether two values of an attribute say the same; the order of several does not count."""
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return sorted(map(str, a)) == sorted(map(str, b))
    return a == b


def _distance(cluster: Cluster, extra: int) -> float:
    """The mean over all pairs of annotators; a differing field adds a tenth of what is left."""
    spans = list(cluster.spans.values())
    count = cluster.annotators * (cluster.annotators - 1) / 2
    if not count:
        return 0.0
    near = fsum(_nearness(a, b) for a, b in combinations(spans, 2)) / count
    return float(1 - near * 0.9**extra)


def _nearness(a: Span, b: Span) -> float:
    if a.label != b.label:
        return 0.0
    return iou(a, b, common_length(a.fragments, b.fragments))


# The type of a link, and the cluster and the speaker that it leads to.
_End = tuple[str, int | None, Hashable]


class _Links:
    """Outgoing links of every span, with their targets as clusters instead of spans."""

    def __init__(self, article: Article, clusters: Sequence[Cluster]) -> None:
        self.cluster_of = {
            (who, span.id): (at, span.speaker)
            for at, cluster in enumerate(clusters)
            for who, span in cluster.spans.items()
        }
        self.leaving: dict[tuple[Annotator, str], list[Link]] = {}
        for who, made in article.sets.items():
            for link in made.links:
                self.leaving.setdefault((who, link.source), []).append(link)

    def differ(self, cluster: Cluster) -> bool:
        """Whether those who have a span here link it differently."""
        ends = [self._ends(who, span) for who, span in cluster.spans.items()]
        return any(not (_within(a, b) and _within(b, a)) for a, b in combinations(ends, 2))

    def _ends(self, who: Annotator, span: Span) -> list[_End]:
        found = []
        for link in self.leaving.get((who, span.id), ()):
            at, speaker = self.cluster_of.get((who, link.target), (None, None))
            found.append((link.type, at, speaker))
        return found


def _within(some: Iterable[_End], others: Sequence[_End]) -> bool:
    """Whether each has its like: the same type, to the same cluster or the same speaker."""
    return all(
        any(
            one[0] == other[0]
            and (one[1] == other[1] or (one[2] is not None and one[2] == other[2]))
            for other in others
        )
        for one in some
    )
