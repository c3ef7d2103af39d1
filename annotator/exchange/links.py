"""Kinds of links that come with articles, found in the project or made for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.accounts.models import User
from annotator.errors import InvalidInput
from annotator.exchange.choices import Rules, UnknownLabels
from annotator.exchange.labels import Labels
from annotator.exchange.reports import Report
from annotator.formats.records import Link, Record, Set
from annotator.formats.values import shown
from annotator.projects.models import Project
from annotator.schemes.defining import MOST_LINKS
from annotator.schemes.queries import LinkType, links_of
from annotator.schemes.relation_services import add_relation_type, change_relation_type

SHOWN = 8
NEW, WIDER = "new", "wider"
Ends = tuple[str, str]


@dataclass(slots=True)
class _Kind:
    """``id`` is 0 while it is yet to be made; labels are plain names, which may be so too."""

    id: int
    name: str
    sources: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    many: bool = False
    state: str = ""
    is_written: bool = True


class Links:
    """The project's kinds of links by name, as the rules want those that don't fit to be treated.

    A link fits if the project has its kind, which joins the labels of its ends, and allows several
    from one annotation if there are several.
    """

    def __init__(
        self, project: Project, rules: Rules, by: User | None, report: Report, labels: Labels
    ) -> None:
        self._project = project
        self._rules = rules
        self._by = by
        self._report = report
        self._labels = labels
        self._kinds = {_plain(one.name): self._known(one) for one in links_of(project.pk)}

    def _known(self, one: LinkType) -> _Kind:
        sources, targets = self._labels.named(one.sources), self._labels.named(one.targets)
        return _Kind(one.id, one.name, sources, targets, one.many)

    def fit(self, record: Record, *, make: bool) -> None:
        """Leaves out links or changes kinds as the rules say; InvalidInput if links are refused."""
        linked = [one for one in record.sets if one.relations]
        refusals: dict[str, None] = {}
        for one in linked:
            one.relations = list(self._fitting(one, refusals, make=make))
        if refusals:
            raise InvalidInput(_refusal(list(refusals)))
        for one in linked:
            for link in one.relations:
                kind = self._kinds[_plain(link.type)]
                self._report.kinds[kind.name] = kind.state

    def id_of(self, name: str) -> int:
        return self._kinds[_plain(name)].id

    def finish(self) -> None:
        """Writes which labels the kinds join now."""
        for kind in self._kinds.values():
            if not kind.is_written:
                change_relation_type(
                    by=self._by, project=self._project, type_id=kind.id, **self._values(kind)
                )

    def _fitting(self, one: Set, refusals: dict[str, None], *, make: bool) -> Iterator[Link]:
        labels = {span.id: span.label for span in one.spans}
        begun: set[tuple[str, str]] = set()
        for link in one.relations:
            place = link.source, _plain(link.type)
            ends, again = (labels[link.source], labels[link.target]), place in begun
            wrong = self._wrong(link.type, ends, again=again)
            if wrong and self._rules.labels == UnknownLabels.SKIP:
                self._report.links_left_out += 1
                continue
            if wrong and self._rules.labels == UnknownLabels.REFUSE:
                refusals[wrong] = None
            elif wrong:
                self._widen(link.type.strip(), ends, again=again, make=make)
            begun.add(place)
            yield link

    def _wrong(self, name: str, ends: Ends, *, again: bool) -> str:
        """Why such a link doesn't fit, or nothing."""
        kind = self._kinds.get(_plain(name))
        if kind is None:
            return f"The project has no link “{shown(name)}”."
        if _plain(ends[0]) not in kind.sources or _plain(ends[1]) not in kind.targets:
            return f"“{kind.name}” can't lead from “{ends[0]}” to “{ends[1]}” in the project."
        if again and not kind.many:
            return f"An annotation can have one link “{kind.name}” only in the project."
        return ""

    def _widen(self, name: str, ends: Ends, *, again: bool, make: bool) -> None:
        kind = self._kinds.get(_plain(name)) or self._new(name)
        kind.sources.add(_plain(ends[0]))
        kind.targets.add(_plain(ends[1]))
        kind.many = kind.many or again
        kind.state = kind.state or WIDER
        kind.is_written = not kind.id and make
        if kind.is_written:
            kind.id = self._make(kind)

    def _new(self, name: str) -> _Kind:
        if len(self._kinds) >= MOST_LINKS:
            raise InvalidInput(f"There are more than {MOST_LINKS} kinds of links.")
        kind = self._kinds[_plain(name)] = _Kind(0, name, state=NEW)
        return kind

    def _make(self, kind: _Kind) -> int:
        made = add_relation_type(
            by=self._by, project=self._project, name=kind.name, **self._values(kind)
        )
        return made.pk

    def _values(self, kind: _Kind) -> dict[str, Any]:
        return {
            "sources": self._labels.ids_of(kind.sources),
            "targets": self._labels.ids_of(kind.targets),
            "many": kind.many,
        }


def _refusal(wrong: list[str]) -> str:
    more = f" {len(wrong) - SHOWN} more links are wrong." if len(wrong) > SHOWN else ""
    return " ".join(wrong[:SHOWN]) + more


def _plain(name: str) -> str:
    return name.strip().casefold()
