"""Every format there is: what it has a place for, and the module that knows it.

A format that comes out has ``write(records, writing, losses)``, which gives pieces of files; one
that goes in has ``read(sources, options)``, which gives records, problems and notes. Modules are
imported when they are needed, because some bring large libraries along.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from annotator.errors import InvalidInput
from annotator.formats.losses import Losses
from annotator.formats.records import Item, Options, Record, Source
from annotator.formats.writing import Piece, Writing

JSON_LINES = "application/jsonl; charset=utf-8"
ZIP = "application/zip"

Write = Callable[[Iterable[Record], Writing, Losses], Iterator[Piece]]
Read = Callable[[Sequence[Source], Options], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format has a place for; ``annotators``: several of one article, each by name."""

    overlap: bool = True
    fragments: bool = True
    relations: bool = True
    attributes: bool = True
    annotators: bool = True
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Format:
    """``choices``: which fields of ``Writing`` make a difference. ``variants``: the first is taken
    where none is chosen. ``package``: what has to be installed beside the application.
    ``module``: its name in this package where it isn't the format's."""

    name: str
    title: str
    suffix: str
    type: str
    holds: Holds = Holds()
    writes: bool = True
    reads: bool = True
    choices: frozenset[str] = frozenset()
    variants: tuple[str, ...] = ()
    package: str = ""
    module: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it is several files, which leave in one archive."""
        return self.type == ZIP

    def write(self, records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
        return cast(Write, self._module().write)(records, writing, losses)

    def read(self, sources: Sequence[Source], options: Options) -> Iterator[Item]:
        return cast(Read, self._module().read)(sources, options)

    def check_installed(self) -> None:
        """InvalidInput where a library is missing, with what to do about it."""
        self._module()

    def _module(self) -> Any:
        try:
            return import_module(f"annotator.formats.{self.module or self.name}")
        except ModuleNotFoundError as error:
            if not self.package or (error.name or "").startswith("annotator"):
                raise
            raise InvalidInput(
                f"{self.title} needs the package “{self.package}”, which is not installed here: "
                "make formats installs it."
            ) from None


_FLAT = Holds(overlap=False, fragments=False, relations=False, attributes=False, notes=False)

FORMATS = {
    one.name: one
    for one in (
        Format(
            "jsonl",
            "JSON lines, with everything",
            ".jsonl",
            JSON_LINES,
            choices=frozenset({"texts"}),
            module="native",
        ),
        Format(
            "csv",
            "CSV, one row an annotation",
            ".csv",
            "text/csv; charset=utf-8",
            reads=False,
            choices=frozenset({"mark", "texts"}),
            module="rows",
        ),
        Format(
            "doccano",
            "doccano JSON lines",
            ".jsonl",
            JSON_LINES,
            Holds(fragments=False, attributes=False),
            choices=frozenset({"unit"}),
            variants=("relations", "spans"),
        ),
        Format("labelstudio", "Label Studio JSON", ".zip", ZIP, Holds(fragments=False)),
        Format(
            "prodigy",
            "Prodigy JSON lines",
            ".jsonl",
            JSON_LINES,
            Holds(fragments=False),
            choices=frozenset({"borders"}),
        ),
        Format("brat", "brat standoff", ".zip", ZIP),
        Format(
            "conll",
            "CoNLL, one file a label",
            ".zip",
            ZIP,
            _FLAT,
            choices=frozenset({"borders"}),
            variants=("iob2", "bilou", "conll2003"),
        ),
        Format(
            "spacy",
            "spaCy DocBin",
            ".zip",
            ZIP,
            Holds(fragments=False),
            choices=frozenset({"borders"}),
            package="spacy",
            module="docbin",
        ),
        Format(
            "huggingface",
            "Hugging Face dataset",
            ".zip",
            ZIP,
            choices=frozenset({"texts"}),
            package="pyarrow",
        ),
        Format("webanno", "WebAnno TSV 3.3", ".zip", ZIP),
        Format("uima", "UIMA CAS XMI (INCEpTION)", ".zip", ZIP),
        Format("webannotation", "W3C Web Annotation", ".jsonld", "application/ld+json"),
        Format("tei", "TEI P5 standOff", ".zip", ZIP, reads=False),
        Format(
            "claims",
            "schema.org Claim and ClaimReview",
            ".jsonld",
            "application/ld+json",
            Holds(fragments=False, notes=False),
            reads=False,
        ),
        Format("html", "web page", ".html", "text/html", writes=False),
        Format("feed", "RSS or Atom feed", ".xml", "application/xml", writes=False),
        Format("docx", "Word document (DOCX)", ".docx", "application/docx", writes=False),
        Format("pdf", "PDF with text", ".pdf", "application/pdf", writes=False),
    )
}
"""By name."""

WRITTEN = {name: one for name, one in FORMATS.items() if one.writes}
READ = {name: one for name, one in FORMATS.items() if one.reads}


def format_named(name: str) -> Format:
    """InvalidInput if there is none of that name."""
    if name not in FORMATS:
        raise InvalidInput(f"There is no format “{name[:40]}”; there are {', '.join(FORMATS)}.")
    return FORMATS[name]
