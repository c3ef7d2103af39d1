"""What can be chosen for an export, once for the page, the command, the API and releases."""

from collections.abc import Container
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotator.formats.alignment import BORDERS
from annotator.formats.registry import READ, WRITTEN, Format

TITLES = {
    "jsonl": _("JSON lines, with everything"),
    "csv": _("CSV, one row an annotation"),
    "doccano": _("doccano JSON lines"),
    "labelstudio": _("Label Studio JSON"),
    "prodigy": _("Prodigy JSON lines"),
    "brat": _("brat standoff"),
    "conll": _("CoNLL, one file a label"),
    "spacy": _("spaCy DocBin"),
    "huggingface": _("Hugging Face dataset"),
    "webanno": _("WebAnno TSV 3.3"),
    "uima": _("UIMA CAS XMI (INCEpTION)"),
    "webannotation": _("W3C Web Annotation"),
    "tei": _("TEI P5 standOff"),
    "claims": _("schema.org Claim and ClaimReview"),
    "html": _("Web page"),
    "feed": _("RSS or Atom feed"),
    "docx": _("Word document (DOCX)"),
    "pdf": _("PDF with text"),
}
"""What formats are called on pages."""

USES = (
    (_("For your own programs and spreadsheets"), ("jsonl", "csv")),
    (
        _("For other annotation tools"),
        ("labelstudio", "doccano", "prodigy", "brat", "webanno", "uima"),
    ),
    (_("For training"), ("spacy", "huggingface", "conll")),
    (_("For the web and for libraries"), ("webannotation", "claims", "tei")),
)
"""Under what formats are offered."""

PURPOSES = {
    "jsonl": _("The one to take if in doubt: it comes back whole, into this or another project."),
    "csv": _("For spreadsheets and statistics."),
    "labelstudio": _(
        "To go on in Label Studio: tasks, with the labelling configuration that they need."
    ),
    "doccano": _("To go on in doccano, which has one annotator a document."),
    "prodigy": _("To go on in Prodigy, with the tokens that it needs."),
    "brat": _("To open in brat, or in one of the many programs that read its files."),
    "webanno": _("To go on in INCEpTION or WebAnno; a table of words that people can read, too."),
    "uima": _("To go on in INCEpTION, or in programs that are built on UIMA."),
    "spacy": _("To train spaCy: documents, with a configuration to begin with."),
    "huggingface": _(
        "To load with the datasets library: Parquet files with tags for token classification, and "
        "a data card."
    ),
    "conll": _("For taggers that learn from one word and its tag a line. It holds the least."),
    "webannotation": _("For annotations that others can point to, as JSON-LD."),
    "claims": _("For search engines and fact-checkers: who claims what, and how it was rated."),
    "tei": _("For archives and digital editions: XML with the annotations beside the text."),
}
"""What each that is written is for."""

SIMPLE = {
    "text": _("Text, one article a file"),
    "csv": _("CSV, one row an article"),
}
"""What is read beside the formats; the second isn't what is written under this name."""

VARIANTS = {
    "relations": _("with links"),
    "spans": _("spans only"),
    "iob2": _("IOB2 (B- and I-)"),
    "bilou": _("BILOU"),
    "conll2003": _("four columns, as CoNLL-2003"),
}
UNITS = {
    "codepoint": _("characters, as Python counts them"),
    "utf16": _("UTF-16 code units, as doccano and browsers do"),
}
EDGES = dict(
    zip(
        BORDERS,
        (
            _("are widened to whole words"),
            _("are narrowed to whole words"),
            _("are left out"),
        ),
        strict=True,
    )
)
"""What happens to annotations that end inside a word, where a format has only words."""

HOLDS = {
    "overlap": _("overlaps"),
    "fragments": _("fragments"),
    "relations": _("links"),
    "attributes": _("attributes"),
    "annotators": _("several annotators"),
    "notes": _("notes"),
}


Grouped = list[tuple[Any, list[tuple[str, Any]]]]


def writable() -> Grouped:
    return grouped(WRITTEN)


def grouped(names: Container[str]) -> Grouped:
    """Those formats under what they are for, as a form takes choices."""
    return [(use, [(one, TITLES[one]) for one in own if one in names]) for use, own in USES]


def readable() -> list[tuple[str, Any]]:
    return [*SIMPLE.items(), *((name, TITLES[name]) for name in READ)]


def variants(form: Format) -> list[tuple[str, Any]]:
    return [(name, VARIANTS[name]) for name in form.variants]
