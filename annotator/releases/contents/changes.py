"""What is different from the release before, article by article, in little memory."""

from collections import Counter
from collections.abc import Mapping
from typing import IO, Any, NamedTuple

import orjson

Plain = dict[str, Any]
Key = tuple[str, str]


class Span(NamedTuple):
    """``rest``: everything but its words, as it is written."""

    label: str
    rest: str


_ASIDE = ("text", "split", "schema")
_WORDS = ("quote", "quote_sha256")


class Changes:
    """Takes the articles of the new release; looks up those of the old in its ``corpus.jsonl``."""

    def __init__(self, before: IO[bytes]) -> None:
        """``before`` can be read at any place."""
        self._file = before
        self._places: dict[str, tuple[int, int]] = {}
        self._articles: Counter[str] = Counter()
        self._annotations: Counter[str] = Counter()
        self._relabelled: Counter[Key] = Counter()
        self._look()

    def add(self, article: Plain) -> None:
        old = self._old(article["id"])
        if old is None:
            self._articles["added"] += 1
            self._annotations["added"] += len(article["spans"])
            return
        self._articles["changed"] += _essence(article) != _essence(old)
        self._articles["moved"] += article.get("split") != old.get("split")
        self._compare(_spans(old), _spans(article))

    def plain(self) -> Plain:
        """For the manifest, when all articles were added; those left over have been removed."""
        for uid in list(self._places):
            old = self._old(uid) or {"spans": []}
            self._articles["removed"] += 1
            self._annotations["removed"] += len(old["spans"])
        kinds = ("added", "changed", "removed")
        return {
            "articles": {name: self._articles[name] for name in (*kinds, "moved")},
            "annotations": {name: self._annotations[name] for name in kinds},
            "relabelled": [
                {"from": a, "to": b, "annotations": number}
                for (a, b), number in sorted(self._relabelled.items())
            ],
        }

    def _look(self) -> None:
        at = 0
        for line in self._file:
            article = orjson.loads(line)
            self._places[article["id"]] = at, len(line)
            at += len(line)

    def _old(self, uid: str) -> Plain | None:
        place = self._places.pop(uid, None)
        if place is None:
            return None
        self._file.seek(place[0])
        found: Plain = orjson.loads(self._file.read(place[1]))
        return found

    def _compare(self, old: dict[Key, Span], new: dict[Key, Span]) -> None:
        self._annotations["added"] += len(new.keys() - old.keys())
        self._annotations["removed"] += len(old.keys() - new.keys())
        for key in old.keys() & new.keys():
            self._annotations["changed"] += old[key] != new[key]
            if old[key].label != new[key].label:
                self._relabelled[old[key].label, new[key].label] += 1


def drift(before: Mapping[str, int], after: Mapping[str, int]) -> Plain:
    """How many annotations have each label, and which share of all, in two releases."""
    return {
        label: {
            "before": before.get(label, 0),
            "after": after.get(label, 0),
            "share_before": _share(before, label),
            "share_after": _share(after, label),
        }
        for label in sorted(before.keys() | after.keys())
    }


def _share(counts: Mapping[str, int], label: str) -> float | None:
    """Of nothing there is no share."""
    whole = sum(counts.values())
    return round(counts.get(label, 0) / whole, 4) if whole else None


def _essence(article: Plain) -> bytes:
    """All but what is about the release and not the article; the digest stands for the text."""
    found = {name: value for name, value in article.items() if name not in _ASIDE}
    return orjson.dumps(found | {"spans": [one.rest for one in _spans(article).values()]})


def _spans(article: Plain) -> dict[Key, Span]:
    """By set and id. Their words are those at their places, so they are left out."""
    return {(span["set"], span["id"]): _span(span) for span in article["spans"]}


def _span(span: Plain) -> Span:
    rest = {name: value for name, value in span.items() if name not in _WORDS}
    return Span(span["label"], orjson.dumps(rest).decode())
