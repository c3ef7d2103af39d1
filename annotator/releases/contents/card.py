"""The data card of a release: what is in it, how it was made, and how to work with it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from annotator.releases.contents.counting import THINGS
from annotator.releases.contents.soft_labels import FILE as SOFT_LABELS
from annotator.splitting.rules import SPLITS

Plain = Mapping[str, Any]

_NAME_OF_A_LICENCE = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*\d[A-Za-z0-9.+-]*")
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
)

CHOSEN = {
    "annotator": "sets of {}",
    "kinds": "sets of the kind {}",
    "states": "in the state {}",
    "labels": "annotations with the label {}",
    "since": "articles of {} or later",
    "until": "articles of {} or before",
    "sources": "articles from {}",
    "annotated_only": "no articles without such sets",
}
READING = """\
One article a line, in UTF-8:

    import json
    with open("corpus.jsonl", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    train = [one for one in articles if one.get("split") == "train"]

Each span names its set, and each set its annotator or that it is gold.
"""
OFFSETS = """\
Offsets count Unicode code points and are half-open: in Python, `text[start:end]` is what was
marked. An annotation has one or more `fragments`; its `quote` is their strings, joined by ` … `.
Annotations may overlap.
"""
WITHOUT_TEXTS = """\
The texts are not in this release: an article has its address and the SHA-256 of its text
(`content_sha256`), an annotation its offsets and the SHA-256 of its quote. Who has copies of the
articles puts the texts back:

    manage.py restore_texts corpus.jsonl --from COPIES …

The result is, byte for byte, the `corpus.jsonl` of the same release with texts. Titles, notes and
other metadata are as they were.
"""
SOFT = f"""\
Beside the chosen sets stand those of every annotator who finished the article, each as its own set
in `corpus.jsonl` and in every format that holds several. `{SOFT_LABELS}` counts them: for every
place that anybody marked, how many gave it which label and how many left it unmarked, beside the
labels of the gold set there. Divided by the number of annotators they are soft labels.
"""
CHECKING = """\
`SHA256SUMS` lists every file: `sha256sum -c SHA256SUMS`. `manifest.json` says the same and much
more, for programs. The same choice of the same corpus always makes the same bytes.
"""


def card(manifest: Plain, sentences: Mapping[str, Sequence[str]]) -> bytes:
    """Markdown with a head in YAML. ``sentences``: what each format leaves out, in words."""
    return "\n".join(_parts(manifest, sentences)).encode()


def _parts(manifest: Plain, sentences: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from _head(manifest)
    yield _title(manifest)
    yield _summary(manifest)
    yield f"## Reading\n\n{READING}"
    yield f"## Offsets\n\n{OFFSETS}"
    if not manifest["choice"]["texts"]:
        yield f"## Texts\n\n{WITHOUT_TEXTS}"
    if manifest["choice"]["soft_labels"]:
        yield f"## Soft labels\n\n{SOFT}"
    yield f"## Splits\n\n{_splits(manifest)}"
    yield f"## Labels\n\n{_labels(manifest)}"
    if manifest["changes"]:
        yield f"## Since release {manifest['previous']}\n\n{_changes(manifest['changes'])}"
    yield f"## Formats\n\n{_formats(sentences)}"
    yield f"## Checking\n\n{CHECKING}"


def _head(manifest: Plain) -> Iterator[str]:
    """As the Hugging Face hub reads it; JSON strings are YAML, whatever is in them."""
    yield "---"
    yield f"pretty_name: {_quoted(_name(manifest))}"
    yield from _licence(manifest["licence"])
    languages = [tag for tag in manifest["counts"]["release"]["languages"] if tag]
    if languages:
        yield "language:"
        yield from (f"- {_quoted(tag)}" for tag in languages)
    yield "task_categories:\n- token-classification"
    yield f"size_categories:\n- {_size(manifest['counts']['release']['articles'])}"
    yield "tags:\n- news\n- span-annotation"
    yield "---\n"


def _licence(note: str) -> Iterator[str]:
    """The hub's field takes the short name of a licence only, such as CC-BY-4.0."""
    if _NAME_OF_A_LICENCE.fullmatch(note):
        yield f"license: {note.lower()}"
    elif note:
        yield f"license: other\nlicense_name: {_quoted(note)}"


def _name(manifest: Plain) -> str:
    return f"{manifest['project']['name']}, release {manifest['number']}"


def _title(manifest: Plain) -> str:
    named = f"“{manifest['name']}”\n" if manifest["name"] else ""
    return f"# {_name(manifest)}\n\n{named}"


def _summary(manifest: Plain) -> str:
    counts, whole = manifest["counts"]["release"], manifest["counts"]["project"]
    rows = [(name.capitalize(), f"{counts[name]:,}", f"{whole[name]:,}") for name in THINGS]
    lines = [
        _table(("", "In this release", "In the project"), rows),
        *(f"- {name}: {value}" for name, value in _facts(manifest) if value),
    ]
    return "\n".join(lines) + "\n"


def _facts(manifest: Plain) -> Iterator[tuple[str, str]]:
    guidelines = manifest["guidelines"]
    yield "Licence", manifest["licence"]
    yield "Guidelines", f"version {guidelines['version']}, see guidelines.md" if guidelines else ""
    yield "Made by", f"News Annotator {manifest['software']}"
    chosen = manifest["choice"]["selection"]
    yield "Chosen", "; ".join(_said(name, value) for name, value in chosen.items())


def _said(name: str, value: Any) -> str:
    words = ", ".join(value) if isinstance(value, list) else str(value)
    return CHOSEN[name].format(words)


def _splits(manifest: Plain) -> str:
    rule, counts = manifest["choice"]["split"], manifest["counts"]["release"]["splits"]
    if rule["by"] == "nothing":
        return "The articles are not divided.\n"
    rows = [
        (split, *(f"{counts.get(split, {}).get(name, 0):,}" for name in THINGS)) for split in SPLITS
    ]
    alike = manifest["near_duplicates"]
    return (
        f"{_rule(rule)} Articles whose runs of {alike['words']} words have a Jaccard similarity of "
        f"{alike['threshold']} or more are never on two sides: {len(alike['groups']):,} groups.\n\n"
        + _table(("Split", *map(str.capitalize, THINGS)), rows)
    )


def _rule(rule: Plain) -> str:
    if rule["by"] == "date":
        days = {"dev": rule.get("dev_from"), "test": rule.get("test_from")}
        told = ", ".join(f"{side} from {day} on" for side, day in days.items() if day)
        return f"By day of publication: {told}, and train before."
    shares = "/".join(map(str, rule["shares"]))
    by = ", no source on two sides" if rule["by"] == "source" else ""
    return f"{shares} by seed {rule['seed']}{by}, with every label in these shares if possible."


def _labels(manifest: Plain) -> str:
    counts = manifest["counts"]["release"]
    sides = list(counts["splits"])
    rows = [
        (label, f"{own['all']:,}", *(f"{own.get(side, 0):,}" for side in sides))
        for label, own in counts["labels"].items()
    ]
    return _table(("Label", "All", *sides), rows)


def _changes(changes: Plain) -> str:
    rows = [
        (
            kind.capitalize(),
            f"{changes['articles'][kind]:,}",
            f"{changes['annotations'][kind]:,}" if kind in changes["annotations"] else "",
        )
        for kind in ("added", "changed", "removed", "moved")
    ]
    shares = [
        (label, *(_share(own[f"share_{when}"]) for when in ("before", "after")))
        for label, own in changes["labels"].items()
    ]
    relabelled = [
        (one["from"], one["to"], f"{one['annotations']:,}") for one in changes["relabelled"]
    ]
    tables = [
        _table(("", "Articles", "Annotations"), rows),
        _table(("Share of label", "Before", "Now"), shares),
        _table(("Label before", "Label now", "Annotations"), relabelled) if relabelled else "",
    ]
    return "\n".join(filter(None, tables))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value * 100:.1f} %"


def _formats(sentences: Mapping[str, Sequence[str]]) -> str:
    lines = ["- `corpus.jsonl`: everything, the source of all the others"]
    for name, told in sentences.items():
        lines.append(f"- `{name}/`: {' '.join(told) or 'nothing is left out'}")
    return "\n".join(lines) + "\n"


def _size(articles: int) -> str:
    return next((name for most, name in _SIZES if articles < most), "1M<n<10M")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Numbers to the end of their columns."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    lines = [head, rule, *([_cell(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()
