"""Labels that come with articles, found in the project or made for it."""

from collections.abc import Iterable

from annotator.accounts.models import User
from annotator.errors import InvalidInput
from annotator.exchange.choices import Rules, UnknownLabels
from annotator.exchange.reports import Report
from annotator.formats.records import Record, Set
from annotator.formats.values import shown
from annotator.projects.models import Project
from annotator.schemes.models import Hue, Label, Meaning, Pattern
from annotator.schemes.services import add_label

MAX_NEW_LABELS = 100
SHOWN_LABELS = 8


class Labels:
    """The project's labels by name, as the rules want unknown ones to be treated."""

    def __init__(self, project: Project, rules: Rules, by: User | None, report: Report) -> None:
        self._project = project
        self._rules = rules
        self._by = by
        self._report = report
        self._ids: dict[str, int | None] = {}
        self.figures: set[int] = set()
        for label in Label.objects.filter(project=project):
            self._know(label)
        self._labels = len(self._ids)

    def id_of(self, name: str, *, make: bool) -> int | None:
        """The label's id; None if its annotations are left out, 0 if it is yet to be made."""
        key = name.strip().casefold()
        found = self._ids.get(key, -1)
        if found == -1 or (found == 0 and make):
            found = self._ids[key] = self._unknown(name.strip(), make=make)
        return found

    def named(self, ids: Iterable[int]) -> set[str]:
        """The plain names of labels that the project has."""
        wanted = set(ids)
        return {name for name, pk in self._ids.items() if pk in wanted}

    def ids_of(self, names: Iterable[str]) -> list[int]:
        """Of labels that are there or have been made."""
        found = (self.id_of(name, make=True) for name in names)
        return sorted(pk for pk in found if pk)

    def fit(self, record: Record, *, make: bool) -> None:
        """Leaves out annotations whose labels are, and a set of which nothing is left by that."""
        # In their order, so that the same files make the same labels with the same looks.
        names = dict.fromkeys(span.label for one in record.sets for span in one.spans)
        unusable = self._unusable(names, make=make)
        for one in list(record.sets) if unusable else ():
            kept = [span for span in one.spans if span.label not in unusable]
            self._report.left_out += len(one.spans) - len(kept)
            if one.spans and not kept:
                record.sets.remove(one)
            one.spans = kept
            self._unlink(one)
        if unusable:
            used = {span.speaker for one in record.sets for span in one.spans}
            record.speakers = [entry for entry in record.speakers if entry.id in used]

    def _unlink(self, one: Set) -> None:
        """Leaves out links of annotations that are left out."""
        ids = {span.id for span in one.spans}
        kept = [link for link in one.relations if link.source in ids and link.target in ids]
        self._report.links_left_out += len(one.relations) - len(kept)
        one.relations = kept

    def _unusable(self, names: Iterable[str], *, make: bool) -> set[str]:
        """Those whose annotations are left out; InvalidInput names all that are a problem."""
        if self._rules.labels == UnknownLabels.REFUSE:
            unknown = sorted(name for name in names if name.strip().casefold() not in self._ids)
            if unknown:
                raise InvalidInput(_refusal(unknown))
        return {name for name in names if self.id_of(name, make=make) is None}

    def _unknown(self, name: str, *, make: bool) -> int | None:
        if self._rules.labels == UnknownLabels.SKIP:
            return None
        if name not in self._report.new_labels:
            self._report.new_labels.append(name)
        if len(self._report.new_labels) > MAX_NEW_LABELS:
            raise InvalidInput(f"There are more than {MAX_NEW_LABELS} new labels.")
        return self._make(name) if make else 0

    def _make(self, name: str) -> int:
        """A label that looks like none of the others, as long as there are such looks."""
        looks = [(hue, pattern) for pattern in Pattern for hue in Hue]
        hue, pattern = looks[self._labels % len(looks)]
        self._labels += 1
        label = add_label(
            by=self._by,
            project=self._project,
            name=name,
            hue=hue,
            pattern=pattern,
            meaning=_meaning(name),
        )
        self._know(label)
        return label.pk

    def _know(self, label: Label) -> None:
        self._ids[label.name.casefold()] = label.pk
        if label.meaning == Meaning.FIGURE:
            self.figures.add(label.pk)


def _meaning(name: str) -> str:
    """What the application knows by this name, it does something for."""
    plain = name.casefold()
    return plain if plain in Meaning.values else ""


def _refusal(names: list[str]) -> str:
    listed = ", ".join(f"“{shown(name)}”" for name in names[:SHOWN_LABELS])
    more = f" and {len(names) - SHOWN_LABELS} more" if len(names) > SHOWN_LABELS else ""
    return f"The project has no label {listed}{more}."
