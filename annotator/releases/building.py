"""A release made of the corpus as it is at one moment.

The articles are read once to see which are nearly the same and to divide them, once for
``corpus.jsonl`` and everything that is counted, and once for each format. Nothing in the files
depends on when they are made, or on ids of the database: the same corpus makes the same bytes.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from annotator.database.jobs import Listener
from annotator.errors import InvalidInput
from annotator.exchange.exporting import writing
from annotator.exchange.losses import sentences
from annotator.formats import native
from annotator.formats.losses import Losses
from annotator.formats.records import Record, Set
from annotator.formats.registry import FORMATS
from annotator.formats.writing import Piece, Spools, Writing, zipped
from annotator.releases import corpus
from annotator.releases.choices import NATIVE, Choice, choice_of
from annotator.releases.contents import soft_labels
from annotator.releases.contents.card import card
from annotator.releases.contents.changes import Changes, drift
from annotator.releases.contents.counting import ALL, Counts
from annotator.releases.contents.found import Found
from annotator.releases.manifests import manifest, written
from annotator.releases.models import Release
from annotator.releases.queries import previous_of
from annotator.releases.storing import Folder, Stored
from annotator.splitting.alike import Alike
from annotator.splitting.dividing import Facts, divide
from annotator.splitting.rules import By

NAME = "corpus"
CORPUS = f"{NAME}.jsonl"
GUIDELINES = "guidelines.md"
CARD = "README.md"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
STEP = 50
"""Articles between two words about how far it is."""


@dataclass(frozen=True, slots=True)
class Built:
    manifest: dict[str, Any]
    files: list[Stored]


def build(release: Release, listener: Listener) -> Built:
    """In a transaction that sees one moment's state. What was stored before is gone.

    ``listener`` hears of articles; each counts as often as it is read.
    """
    folder = Folder(release.folder)
    folder.clear()
    with translation.override("en"):
        return _Build(release, folder, listener).built()


def nothing_fits() -> str:
    """What is said where a release would be empty."""
    return _(
        "No article fits what was chosen. A release is usually of gold sets that are accepted: "
        "choose other annotations or states, or finish some first."
    )


def archive_name(release: Release) -> str:
    return f"{release.project.slug}-{release.number}.zip"


class _Build:
    def __init__(self, release: Release, folder: Folder, listener: Listener) -> None:
        self._release = release
        self._choice: Choice = choice_of(release.project, release.choice)
        self._folder = folder
        self._listener = listener
        self._previous = previous_of(release)
        self._found = Found(Counts(self._is_main))
        self._files: list[Stored] = []
        self._done = 0
        self._total = corpus.number_of_articles(self._choice) * (2 + len(self._choice.formats))

    def built(self) -> Built:
        self._survey()
        self._store(self._corpus())
        for name, variant in self._choice.formats:
            self._store(self._format(name, variant))
        self._store(self._guidelines())
        told = {name: sentences(own) for name, own in self._found.losses.items() if name != NATIVE}
        said = manifest(self._release, self._choice, self._found, self._previous)
        self._store([(CARD, card(said, told))])
        said["files"] = [one.plain() for one in self._files]
        self._store([(MANIFEST, written(said))])
        self._store([(SUMS, _sums(self._files))])
        self._store(self._archive())
        return Built(said, self._files)

    def _store(self, pieces: Any) -> None:
        self._files += self._folder.write(pieces)

    def _survey(self) -> None:
        """Which articles there are, which of them are nearly the same, and where each goes."""
        rule, facts = self._choice.rule, []
        with Alike(rule.threshold) as alike:
            for record in self._read():
                facts.append(self._facts(record))
                if rule.by != By.NOTHING:
                    alike.add(record.text)
            groups = alike.groups()
        if not facts:
            raise InvalidInput(nothing_fits())
        sides = divide(facts, groups, rule)
        self._found.sides = {one.uid: side for one, side in zip(facts, sides, strict=True)}
        self._found.groups = sorted(sorted(facts[n].uid for n in group) for group in groups)

    def _is_main(self, one: Set) -> bool:
        return corpus.is_chosen(self._choice.selection, one)

    def _facts(self, record: Record) -> Facts:
        main = filter(self._is_main, record.sets)
        labels = frozenset(span.label for one in main for span in one.spans)
        return Facts(record.uid, labels, record.published, record.source)

    def _read(self) -> Iterator[Record]:
        """The articles from the beginning, on their sides if those are known."""
        for record in corpus.taken(self._choice):
            record.split = self._found.sides.get(record.uid, "")
            yield record
            self._done += 1
            if self._done % STEP == 0:
                self._listener(self._done, self._total)
        self._listener(self._done, self._total)

    def _corpus(self) -> Iterator[Piece]:
        losses = self._found.losses[NATIVE] = Losses()
        with Spools() as beside, ExitStack() as stack:
            changes = self._changes(stack)
            found = self._seen(changes, beside)
            yield from native.write(found, self._writing(), losses)
            if changes:
                self._found.changes = changes.plain() | {"labels": self._drift()}
            yield from beside.pieces()

    def _changes(self, stack: ExitStack) -> Changes | None:
        before = Folder(self._previous.folder) if self._previous else None
        if before is None or not before.holds(CORPUS):
            return None
        return Changes(stack.enter_context(before.open(CORPUS)))

    def _drift(self) -> dict[str, Any]:
        assert self._previous  # noqa: S101
        assert self._previous.manifest  # noqa: S101
        before = self._previous.manifest["counts"]["release"]["labels"]
        return drift(
            {label: own[ALL] for label, own in before.items()}, self._found.counts.of_labels
        )

    def _seen(self, changes: Changes | None, beside: Spools) -> Iterator[Record]:
        for record in self._read():
            self._found.counts.add(record)
            if changes:
                changes.add(native.plain(record))
            if self._choice.soft_labels:
                beside.add(soft_labels.FILE, soft_labels.line(record))
            yield record

    def _format(self, name: str, variant: str) -> Iterator[Piece]:
        losses = self._found.losses[name] = Losses()
        how = self._writing(variant=variant, **dict(self._choice.wishes))
        for path, data in FORMATS[name].write(self._read(), how, losses):
            yield f"{name}/{path}", data

    def _writing(self, **wishes: Any) -> Writing:
        how = writing(self._release.project, texts=self._choice.texts, **wishes)
        about = replace(how.about, licence=self._choice.licence)
        return replace(how, name=NAME, about=about)

    def _guidelines(self) -> Iterator[Piece]:
        if self._release.project.guidelines:
            yield GUIDELINES, self._release.project.guidelines.encode()

    def _archive(self) -> Iterator[Piece]:
        """In a folder of its own, as it should be when it is unpacked."""
        name = archive_name(self._release)
        names = [one.name for one in self._files]
        inside = name.removesuffix(".zip")
        return ((name, part) for part in zipped(self._folder.pieces(names, inside)))


def _sums(files: list[Stored]) -> bytes:
    """As ``sha256sum`` writes and reads them."""
    return "".join(f"{one.sha256}  {one.name}\n" for one in files).encode()
