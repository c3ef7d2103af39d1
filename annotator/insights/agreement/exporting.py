"""The numbers as JSON and CSV, and as lines for a terminal."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from annotator.agreement.spans_f1 import WAYS
from annotator.insights.agreement.counting import ALL
from annotator.insights.agreement.numbers import Plain
from annotator.insights.agreement.words import PAIRED
from annotator.insights.models import Comparison

COLUMNS = (
    "label", "measure", "noise", "annotator_a", "annotator_b", "value", "low", "high", "n",
    "reason",
)  # fmt: skip

UNITIZING = {"u": "uα", "binary": "|uα", "cu": "cuα", "coverage": "coverage"}
EDGES = ("met", "same", "kinds")
WITH, WITHOUT = "as annotated", "without"

Row = dict[str, Any]


def document(comparison: Comparison) -> Plain:
    """Everything that was computed, with names in place of numbers."""
    result = comparison.result or {}
    return {
        "project": comparison.project.slug,
        "compared": comparison.scope,
        "computed": comparison.computed.isoformat() if comparison.computed else None,
        **{name: result[name] for name in ("articles", "of", "sets", "labels")},
        "annotators": [one["name"] for one in result["people"]],
        "numbers": list(rows(result)),
        "confusion": [
            {"label": one or None, "other": other or None, "n": n}
            for one, other, n in result["confusion"]
        ],
        "boundaries": {
            label: {
                name: result["parts"][label]["edges"][name] for name in ("met", "same", "kinds")
            }
            for label in (ALL, *result["labels"])
        },
    }


def table(comparison: Comparison) -> str:
    """CSV; a label that is empty stands for all of them."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(
        {name: safe(row.get(name)) for name in COLUMNS} for row in rows(comparison.result or {})
    )
    return file.getvalue()


def safe(value: object) -> object:
    """What a spreadsheet would take for a formula becomes text."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def lines(comparison: Comparison) -> Iterator[str]:
    """One for each number, with tabs, for a pipe."""
    yield "\t".join(COLUMNS)
    for row in rows(comparison.result or {}):
        yield "\t".join("" if row.get(name) is None else str(row[name]) for name in COLUMNS)


def rows(result: Plain) -> Iterator[Row]:
    names = [one["name"] for one in result["people"]]
    for label in (ALL, *result["labels"]):
        yield from ({"label": label} | row for row in _of_part(result["parts"][label], names))
    for link in result["links"]:
        for name, how in (("given", "given spans"), ("end", "end to end")):
            measure = f"link F1 {link['type']}, {how}"
            yield {"label": ALL, "measure": measure, "noise": WITH} | link[name]
    for one in result["gold"]:
        for name in ("precision", "recall"):
            row = {"measure": f"gold {name}", "noise": WITH, "annotator_a": names[one["who"]]}
            yield {"label": one["label"]} | row | one[name]


def _of_part(part: Plain, names: list[str]) -> Iterator[Row]:
    for suffix, noise in (("", WITH), ("_clean", WITHOUT)):
        for way in WAYS:
            yield {"measure": f"F1 {way}", "noise": noise} | part[f"f1{suffix}"][way]
        units = part[f"u{suffix}"]
        for name, written in UNITIZING.items():
            yield {"measure": written, "noise": noise} | units[name]
        for one in units["values"]:
            yield {"measure": f"({one['name']})uα", "noise": noise} | one["k"]
            yield {"measure": f"({one['name']}) coverage", "noise": noise} | one["coverage"]
    for way in PAIRED:
        for one in part["pairs"][way]:
            who = {"annotator_a": names[one["a"]], "annotator_b": names[one["b"]]}
            measure = "uα" if way == "u" else f"F1 {way}"
            yield {"measure": measure, "noise": WITH} | who | one
    yield {"measure": "γ", "noise": WITH} | part["gamma"]
    for one in part["attributes"]:
        for name in ("alpha", "ac1"):
            if name in one:
                measure = {"alpha": "α", "ac1": "AC1"}[name]
                yield {"measure": f"{measure} {one['name'].lstrip('=')}", "noise": WITH} | one[name]
    if part["boundary"]:
        yield {"measure": "B", "noise": WITH} | part["boundary"]
