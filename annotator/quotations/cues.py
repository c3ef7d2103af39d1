"""Reporting words and phrases: “said”, “according to”, „teilte … mit“.

They are listed by language in ``verbs/``, where each file says how its lines are read.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotator.quotations.model import Extent

FALLBACK = "en"
_FILES = Path(__file__).with_name("verbs")

# Vowel signs are no letters to Python, and would part a word.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_{_MARKS}]*)*")
# What may stand between the words of a phrase, and between a word and the one it asks for.
_BETWEEN = re.compile(r"[\s'’-]{1,3}")
_AFTER_PARTICLE = re.compile(r"\s*(?:$|[^\s\w])")
_SENTENCE_END = re.compile(r"[.!?…\n]\s")
_ENTRY = re.compile(r"(?P<phrase>[^…(]+)(?:…(?P<particle>.+)|\((?P<next>.+)\))?")
_REACH = 200
"""Code points over which the two parts of a German verb are looked for."""

# Signs that Arabic may leave out, and letters that are written one for another.
_ARABIC = str.maketrans("أإآٱىة", "ااااىه", "\u0640\u0670" + "".join(map(chr, range(0x64B, 0x660))))
_CLITICS = {"ar": ("و", "ف")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase by its words; ``next`` must follow, ``particle`` must stand further on."""

    rest: tuple[str, ...]
    next: str = ""
    particle: str = ""


Verbs = dict[str, list[Entry]]
Word = tuple[str, int, int]


def find(text: str, lang: str) -> tuple[Extent, ...]:
    """The extents of reporting words, in order, none touching another."""
    lang = main(lang) if main(lang) in _known() else FALLBACK
    verbs, clitics = _verbs(lang), _CLITICS.get(lang, ())
    found: list[Extent] = []
    words = [(fold(one.group()), *one.span()) for one in _WORD.finditer(text)]
    for place, (word, start, _end) in enumerate(words):
        entries = verbs.get(word) or _without_clitic(word, verbs, clitics)
        if entries and (not found or start >= found[-1][1]):
            ends = [_end_of(text, words, place, one) for one in entries]
            if end := max(ends):
                found.append((start, end))
    return tuple(found)


def main(lang: str) -> str:
    """The language alone of a tag such as “de-AT”."""
    return lang.lower().replace("_", "-").partition("-")[0]


def fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).lower().translate(_ARABIC)


def _without_clitic(word: str, verbs: Verbs, clitics: tuple[str, ...]) -> list[Entry]:
    return verbs.get(word[1:], []) if clitics and word.startswith(clitics) else []


def _end_of(text: str, words: list[Word], place: int, entry: Entry) -> int:
    """Where the phrase that begins with a word ends; 0 if it is another."""
    for expected in entry.rest:
        if not _follows(text, words, place, expected):
            return 0
        place += 1
    if entry.next and not _follows(text, words, place, entry.next):
        return 0
    if entry.particle and not _has_particle(text, words, place, entry.particle):
        return 0
    return words[place][2]


def _follows(text: str, words: list[Word], place: int, expected: str) -> bool:
    if place + 1 >= len(words):
        return False
    word, start, _ = words[place + 1]
    same = word.startswith(expected[:-1]) if expected.endswith("*") else word == expected
    return same and _BETWEEN.fullmatch(text, words[place][2], start) is not None


def _has_particle(text: str, words: list[Word], place: int, particle: str) -> bool:
    begin = words[place][2]
    for word, start, end in words[place + 1 : place + 40]:
        if start > begin + _REACH or _SENTENCE_END.search(text, begin, start):
            return False
        if word == particle and _AFTER_PARTICLE.match(text, end):
            return True
    return False


@cache
def _known() -> frozenset[str]:
    return frozenset(path.stem for path in _FILES.glob("*.txt"))


@cache
def _verbs(lang: str) -> Verbs:
    verbs: defaultdict[str, list[Entry]] = defaultdict(list)
    for first, entry in _entries((_FILES / f"{lang}.txt").read_text("utf-8")):
        verbs[first].append(entry)
    return dict(verbs)


def _entries(listed: str) -> Iterator[tuple[str, Entry]]:
    lines = [line for line in listed.splitlines() if line and not line.startswith("#")]
    for written in ",".join(lines).split(","):
        if parted := _ENTRY.fullmatch(written.strip()):
            first, *rest = _folded(parted["phrase"])
            yield (
                first,
                Entry(
                    tuple(rest),
                    (parted["next"] or "").translate(_ARABIC).strip(),
                    (parted["particle"] or "").strip(),
                ),
            )


def _folded(phrase: str) -> list[str]:
    return [fold(word) for word in re.findall(rf"(?:{_WORD.pattern})\*?", phrase)]
