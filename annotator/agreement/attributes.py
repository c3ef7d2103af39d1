"""Values that annotators gave to the same spans, ready for α: quote type, claim type, figures."""

from collections.abc import Callable, Hashable, Mapping, Sequence

from annotator.agreement.alpha import Unit
from annotator.agreement.clusters import Cluster
from annotator.agreement.model import Annotator, Span

# A span's value for α, None where it has none. What has several at once is one value.
Get = Callable[[Span], Hashable]


def attribute(name: str) -> Get:
    """The attribute of that name; several choices count as one, in whatever order."""

    def get(span: Span) -> Hashable:
        value = span.attributes.get(name)
        if isinstance(value, list | tuple):
            return tuple(sorted(map(str, value))) or None
        return value if isinstance(value, Hashable) else str(value)

    return get


def number(span: Span) -> float | None:
    """The middle of what a figure says, for ``metrics.ratio``; its unit is another question."""
    if not isinstance(span.value, Mapping) or "low" not in span.value:
        return None
    return (float(span.value["low"]) + float(span.value["high"])) / 2


def unit(span: Span) -> str | None:
    """The unit of what a figure says, "" for plain counts."""
    return str(span.value.get("unit", "")) if isinstance(span.value, Mapping) else None


def units(
    clusters: Sequence[Cluster], get: Get, label: str, annotators: Sequence[Annotator]
) -> list[Unit]:
    """For every cluster what each annotator said of a span with this label; None if nothing.

    Clusters of which fewer than two said something are left out: there is nothing to compare.
    """
    found: list[Unit] = []
    for cluster in clusters:
        spans = [cluster.spans.get(who) for who in annotators]
        values = [get(span) if span and span.label == label else None for span in spans]
        if sum(value is not None for value in values) > 1:
            found.append(values)
    return found
