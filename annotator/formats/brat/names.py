"""What brat calls labels, relations and attributes, and the files that list them."""

import re
from collections.abc import Iterable

from annotator.formats.brat.standoff import Marked, marked, safe
from annotator.formats.records import Scheme, Span

_FREE = ("text", "number")


class Naming(dict[str, str]):
    """Names that are safe for brat, by ours; no two are the same."""

    def __missing__(self, name: str) -> str:
        taken = set(self.values())
        wanted, number = safe(name), 1
        while (found := wanted if number == 1 else f"{wanted}-{number}") in taken:
            number += 1
        self[name] = found
        return found


class Collection:
    """All names of one corpus: those of the scheme, and what else was met."""

    def __init__(self, scheme: Scheme) -> None:
        self.labels = Naming()
        self.relations = Naming()
        self.attributes = Naming()
        self._ends = {one.name: (one.sources, one.targets) for one in scheme.relations}
        self._free: set[str] = set()
        self._values: dict[str, set[str]] = {}
        self._bearers: dict[str, set[str]] = {}
        for label in scheme.labels:
            type_ = self.labels[label.name]
            for attribute in label.attributes:
                if attribute.kind in _FREE:
                    self._free.add(attribute.name)
                else:
                    values = map(safe, attribute.options)
                    self._meet(self.attributes[attribute.name], type_, values)
        for relation in scheme.relations:
            _ = self.relations[relation.name]

    def marked(self, text: str, span: Span) -> Marked:
        """The span as brat can have it, with names that are known from now on."""
        made = marked(text, span, self.labels[span.label], self.attributes, self._free)
        for name, value in made.attributes:
            self._meet(name, made.type, [value])
        return made

    def _meet(self, attribute: str, type_: str, values: Iterable[str]) -> None:
        self._values.setdefault(attribute, set()).update(values)
        self._bearers.setdefault(attribute, set()).add(type_)

    def annotation_conf(self) -> str:
        sections = {
            "entities": sorted(self.labels.values()),
            "relations": [self._relation(name) for name in self.relations],
            "events": [],
            "attributes": [self._attribute(name) for name in sorted(self._values)],
        }
        return "".join(_section(name, lines) for name, lines in sections.items())

    def visual_conf(self) -> str:
        """Our names, which brat shows instead of its own."""
        namings: Iterable[Naming] = (self.labels, self.relations, self.attributes)
        shown = {
            f"{brats} | {_in_one_line(own)}"
            for naming in namings
            for own, brats in naming.items()
            if brats != own
        }
        return _section("labels", sorted(shown)) + _section("drawing", [])

    def _relation(self, name: str) -> str:
        ends = (self._alternatives(one or self.labels) for one in self._ends.get(name, ((), ())))
        return "{}\tArg1:{}, Arg2:{}".format(self.relations[name], *ends)

    def _attribute(self, name: str) -> str:
        values = "|".join(sorted(self._values[name] - {""}))
        return f"{name}\tArg:{'|'.join(sorted(self._bearers[name]))}" + (
            f", Value:{values}" if values else ""
        )

    def _alternatives(self, labels: Iterable[str]) -> str:
        return "|".join(self.labels[label] for label in labels) or "<ANY>"


def shown_names(lines: Iterable[str]) -> dict[str, str]:
    """Our names by brat's, out of a visual.conf. What others show there is no name for us: it has
    to be what brat's name was made of."""
    found: dict[str, str] = {}
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line.strip()
        elif section == "[labels]" and "|" in line:
            brats, shown, *_ = (part.strip() for part in line.split("|"))
            if re.fullmatch(re.escape(safe(shown)) + r"(-[0-9]+)?", brats):
                found[brats] = shown
    return found


def _section(name: str, lines: list[str]) -> str:
    return f"[{name}]\n" + "".join(f"{line}\n" for line in lines) + "\n"


def _in_one_line(name: str) -> str:
    return " ".join(name.replace("|", " ").split()) or "_"
