"""What at the ends of a span is a matter of taste: marks, determiners, stops behind it.

Without it one sees what annotators really disagree about.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from annotator.agreement.model import AnnotationSet, Article, Span
from annotator.text.spans import Fragment, Fragments
from annotator.text.words import trim

_DATA = Path(__file__).parent / "data" / "determiners.toml"
_DEFAULT = "en"
_LONGEST = 12
QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")


@dataclass(frozen=True, slots=True)
class Determiners:
    """Of one language, in small letters; ``joined`` are written together with the next word."""

    words: frozenset[str]
    joined: tuple[str, ...]

    def end(self, text: str, start: int, end: int) -> int:
        """Where the determiner that begins at ``start`` ends, space and all; else ``start``."""
        word, space, _ = text[start : min(end, start + _LONGEST)].partition(" ")
        if space and word.lower() in self.words:
            return start + len(word) + 1
        return next(
            (start + len(one) for one in self.joined if word.lower().startswith(one)), start
        )


def determiners(lang: str) -> Determiners:
    """Those of "en", "de-CH", …; English ones where there are none for it."""
    code = lang.lower().replace("_", "-").partition("-")[0]
    return _tables().get(code) or _tables()[_DEFAULT]


def stripped(text: str, fragments: Fragments, lang: str = _DEFAULT) -> Fragments:
    """Each fragment without marks, stops and spaces at its ends, the first without determiner.

    Nothing is stripped of a fragment of which nothing would be left, and no full stop of “U.S.”.
    """
    found = [_bare(text, *piece) for piece in fragments]
    start, end = found[0]
    after = determiners(lang).end(text, start, end)
    if start < after < end:
        found[0] = _bare(text, after, end)
    return tuple(found)


def without_noise(article: Article, text: str, lang: str = _DEFAULT) -> Article:
    """The article with every span stripped, to be measured again."""
    sets = {
        who: AnnotationSet(tuple(_clean(span, text, lang) for span in made.spans), made.links)
        for who, made in article.sets.items()
    }
    return replace(article, sets=sets)


def _clean(span: Span, text: str, lang: str) -> Span:
    return replace(span, fragments=stripped(text, span.fragments, lang))


def _bare(text: str, start: int, end: int) -> Fragment:
    first, last = start, end
    before = None
    while before != (first, last) and first < last:
        before = first, last
        first, last = trim(text, first, last)
        first += first < last and text[first] in QUOTATION_MARKS
        last -= first < last and text[last - 1] in QUOTATION_MARKS
    return (first, last) if first < last else (start, end)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Determiners]:
    with _DATA.open("rb") as file:
        data = tomllib.load(file)
    return {
        code: Determiners(frozenset(lists["words"]), tuple(lists["joined"]))
        for code, lists in data.items()
    }
