"""The data card: what programs read of the data set, and what people do."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.formats.huggingface import yaml
from annotator.formats.huggingface.features import TAGS, Features
from annotator.formats.records import Record
from annotator.formats.writing import Writing


class Size(NamedTuple):
    """Of a split: rows, bytes in memory, and bytes of its file."""

    rows: int
    bytes: int
    packed: int


Splits = Mapping[str, Size]

_LICENCES = {
    *("cc0-1.0", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-4.0"),
    *("cc-by-nd-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0", "mit", "apache-2.0", "odbl", "pddl"),
}
_CREATORS = {
    "annotator": "expert-generated",
    "gold": "expert-generated",
    "imported": "found",
    "suggested": "machine-generated",
}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


class Counts:
    """What is counted while articles are written."""

    def __init__(self) -> None:
        self.articles = 0
        self.languages = Counter[str]()
        self.sets = Counter[str]()
        self.labels = Counter[str]()
        self.relations = Counter[str]()

    def add(self, record: Record) -> None:
        self.articles += 1
        if record.lang:
            self.languages[record.lang.partition("-")[0].lower()] += 1
        for one in record.sets:
            self.sets[one.kind] += 1
            self.labels.update(span.label for span in one.spans)
            self.relations.update(link.type for link in one.relations)


def written(writing: Writing, features: Features, counts: Counts, splits: Splits) -> bytes:
    head = yaml.written(_metadata(writing, features, counts, splits))
    return f"---\n{head}---\n\n{_prose(writing, counts, splits)}".encode()


def _metadata(
    writing: Writing, features: Features, counts: Counts, splits: Splits
) -> dict[str, Any]:
    paths = [{"split": name, "path": f"data/{name}-*"} for name in splits]
    return {
        **_licence(writing.about.licence),
        "language": sorted(counts.languages),
        "pretty_name": writing.about.title or writing.name,
        "task_categories": ["token-classification"],
        "annotations_creators": sorted({_CREATORS[kind] for kind in counts.sets})
        or ["no-annotation"],
        "size_categories": [_size(counts.articles)],
        "configs": [{"config_name": "default", "data_files": paths}],
        "dataset_info": {
            "features": features.yaml(),
            "splits": [
                {"name": name, "num_bytes": size.bytes, "num_examples": size.rows}
                for name, size in splits.items()
            ],
            "download_size": sum(size.packed for size in splits.values()),
            "dataset_size": sum(size.bytes for size in splits.values()),
        },
    }


def _licence(name: str) -> dict[str, str]:
    known = "-".join(name.lower().split())
    if not name:
        return {"license": "unknown"}
    return {"license": known} if known in _LICENCES else {"license": "other", "license_name": name}


def _size(articles: int) -> str:
    return next((name for most, name in _SIZES if articles < most), "n>1M")


def _prose(writing: Writing, counts: Counts, splits: Splits) -> str:
    about = writing.about
    facts = [("Version", about.version), ("Licence", about.licence), *about.lines]
    parts = [
        f"# {about.title or writing.name}",
        _listed((name, value) for name, value in facts if value),
        "## What is in it",
        _listed((f"Articles in {name}", f"{size.rows:,}") for name, size in splits.items()),
        _listed((f"{name} annotations", f"{number:,}") for name, number in _sorted(counts.labels)),
        _listed(
            (f"“{name}” relations", f"{number:,}") for name, number in _sorted(counts.relations)
        ),
        _COLUMNS,
        "" if writing.texts else _WITHOUT_TEXTS,
        f"## Guidelines\n\n{about.guidelines.strip()}" if about.guidelines.strip() else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _listed(facts: Any) -> str:
    return "\n".join(f"* {name}: {value}" for name, value in facts)


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


_COLUMNS = f"""\
## Columns

Each row is an article. All offsets count Unicode code points and are half-open, so that in Python
`text[start:end]` is what was marked; `content_sha256` is the SHA-256 of the text in UTF-8.

* `spans`: every annotation of every annotation set. `fragments` has more than one pair where it is
  broken, `start` and `end` are its extent; `quote` is the marked string. `attributes` and `value`
  (what a figure says) are JSON in a string, and so is `meta` of the article.
* `sets`: the annotation sets; `set` of a span names one by its `id`.
* `relations`: typed links between two spans of a set, `from` and `to` being the ids of spans.
* `speakers`: the entries of the register that spans point to.
* `tokens`, `token_starts`, `token_ends`: words, numbers and marks, and where they stand.
* `{TAGS}`: a tag (IOB2) for each token, from the gold set, or else from the only one; null where
  there is neither. Where annotations overlap, only the longest is here.
* `{TAGS}_…`: the same for one label alone."""

_WITHOUT_TEXTS = """\
## Texts

The texts are not in this data set, and neither are quotes and tokens. Whoever has the articles can
check by `content_sha256` that theirs are the same, and apply the offsets."""
