"""What annotators who worked alone made of the same words, as shares of labels.

``soft_labels.jsonl`` has a line for each article that somebody finished. For every place that any
of them marked it says how many gave it which label and how many left it unmarked, beside the
labels that the gold set has there; a model can be trained on the shares instead of on one label.
An annotator who marked exactly the same place twice with one label counts once.
"""

from collections import Counter, defaultdict
from typing import Any

import orjson

from annotator.formats.records import Record, Set, Span
from annotator.text.spans import Fragments

FILE = "soft_labels.jsonl"


def is_finished_work(one: Set) -> bool:
    """An annotator's own version that was handed in."""
    return one.kind == "annotator" and one.state in ("submitted", "accepted")


def line(record: Record) -> bytes:
    """The article's line; nothing where nobody finished it."""
    finished = [one for one in record.sets if is_finished_work(one)]
    if not finished:
        return b""
    article: dict[str, Any] = {
        "id": record.uid,
        "content_sha256": record.digest,
        "split": record.split,
        "annotators": sorted(one.name for one in finished),
        "spans": _spans(finished, _gold(record)),
    }
    return orjson.dumps(article, option=orjson.OPT_APPEND_NEWLINE)


def _spans(finished: list[Set], gold: dict[Fragments, list[str]]) -> list[dict[str, Any]]:
    found: defaultdict[Fragments, Counter[str]] = defaultdict(Counter)
    marking: Counter[Fragments] = Counter()
    for one in finished:
        pairs = {(_place(span), span.label) for span in one.spans}
        for place, label in pairs:
            found[place][label] += 1
        marking.update({place for place, _label in pairs})
    return [
        {
            "fragments": place,
            "labels": dict(sorted(found[place].items())),
            "unmarked": len(finished) - marking[place],
            "gold": gold.get(place, []),
        }
        for place in sorted(found.keys() | gold.keys())
    ]


def _gold(record: Record) -> dict[Fragments, list[str]]:
    found: defaultdict[Fragments, set[str]] = defaultdict(set)
    for one in record.sets:
        for span in one.spans if one.kind == "gold" else ():
            found[_place(span)].add(span.label)
    return {place: sorted(labels) for place, labels in found.items()}


def _place(span: Span) -> Fragments:
    """What can be looked up by, whether it comes from a file or from the database."""
    return tuple((start, end) for start, end in span.fragments)
