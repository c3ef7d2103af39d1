"""A corpus in the formats of other tools, by command, against the native one: out, and in again.

What is exported are the articles and annotations of ``corpus``. The floor of an export is that of
the same corpus as native JSON lines; the floor of an import is that of the native file into an
empty project, for which each of its labels is made. A release is the whole corpus, with CSV. Of the
commands everything counts, from starting Python on.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from annotator.formats.registry import FORMATS
from tests import make
from tests.bench.command import Ran, manage
from tests.bench.corpus import annotate, import_, import_project, write
from tests.bench.stage import Stage, scratch
from tests.bench.table import Row, against_floor, amount, compare, limited

PLAIN = ("doccano", "labelstudio")
FOR_TRAINING = ("spacy", "huggingface")
SECONDS = 60
MEMORY = 300
EXPORT, IMPORT = 2, 3

_numbers = count()


def measure(stage: Stage) -> list[Row]:
    file = scratch(stage.server, "formats.jsonl")
    write(file, stage.sizes.corpus)
    project = import_project(stage, 1_000)
    import_(stage, file, project)
    annotations = annotate(stage, project)
    out = Exporting(stage, project.slug)
    rows = [Row(f"{stage.sizes.corpus:,} articles with {annotations:,} annotations", "")]
    for name in PLAIN:
        rows += [*out.against_native(name), *_importing(stage, out, name)]
    for name in FOR_TRAINING:
        rows += out.in_time(name)
    return [*rows, *_releasing(stage, project.slug)]


class Exporting:
    """Exports of one project; the files stay for those who import them."""

    def __init__(self, stage: Stage, slug: str) -> None:
        self._stage = stage
        self._slug = slug

    def file(self, name: str) -> Path:
        return scratch(self._stage.server, f"formats-{name}{FORMATS[name].suffix}")

    def run(self, name: str) -> Ran:
        words = (self._slug, "--format", name, "-o", str(self.file(name)))
        return manage(self._stage.server, "export_corpus", *words)

    def against_native(self, name: str) -> Iterator[Row]:
        peaks: list[int] = []
        found = compare(
            self._stage.sizes.commands,
            lambda: self.run("jsonl").seconds,
            _remembering(peaks, lambda: self.run(name)),
        )
        yield against_floor(f"export as {FORMATS[name].title}", found, "s", at_most=EXPORT)
        yield _memory(peaks)

    def in_time(self, name: str) -> Iterator[Row]:
        ran = self.run(name)
        yield limited(f"export as {FORMATS[name].title}", ran.seconds, "s", SECONDS)
        yield _memory([ran.peak])


def _importing(stage: Stage, out: Exporting, name: str) -> Iterator[Row]:
    peaks: list[int] = []
    found = compare(
        max(1, stage.sizes.commands - 1),
        lambda: _import(stage, out.file("jsonl")).seconds,
        _remembering(peaks, lambda: _import(stage, out.file(name))),
    )
    yield against_floor(f"import from {FORMATS[name].title}", found, "s", at_most=IMPORT)
    yield _memory(peaks)


def _import(stage: Stage, file: Path) -> Ran:
    """Into a project that has nothing yet."""
    number = next(_numbers)
    project = make.project(stage.people[0], name=f"Again {number}", slug=f"again-{number}")
    return manage(stage.server, "import_articles", project.slug, str(file), "--labels=create")


def _releasing(stage: Stage, slug: str) -> Iterator[Row]:
    words = (slug, "--kind=annotator", "--state=in_progress", "--formats=csv")
    ran = manage(stage.server, "make_release", *words)
    yield Row("make a release of them", amount(ran.seconds, "s"))
    yield _memory([ran.peak])


def _remembering(peaks: list[int], run: Callable[[], Ran]) -> Callable[[], float]:
    def seconds() -> float:
        ran = run()
        peaks.append(ran.peak)
        return ran.seconds

    return seconds


def _memory(peaks: list[int]) -> Row:
    return limited("   peak memory of the process", max(peaks) / 1e6, "MB", MEMORY)
