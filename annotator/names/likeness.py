"""How alike two names are, from 0 to 1; at ALIKE and above they may well be one."""

from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from annotator.names.keys import fold, parts, sounds
from annotator.names.words import is_far, tokens

ALIKE = 0.85
_MISSING = 0.96
"""For each word that only one name has."""


def alike(a: str, b: str) -> float:
    return _alike(a, b) if a <= b else _alike(b, a)


@lru_cache(maxsize=4096)
def _alike(a: str, b: str) -> float:
    ours, theirs = parts(a), parts(b)
    if not ours or not theirs:
        return float(tokens(a) == tokens(b) and a.strip() == b.strip())
    foreign = is_far(a) != is_far(b)
    few, many = sorted((ours, theirs), key=len)
    return max(_aligned(few, many, foreign=foreign), _joined(few, many, foreign=foreign))


def _aligned(few: list[str], many: list[str], *, foreign: bool) -> float:
    """Each word with the likest of the other's; the surname weighs as much as all the rest."""
    left, found = list(many), []
    for word in few:
        best = max(left, key=lambda other: _words(word, other, foreign=foreign))
        found.append(_words(word, best, foreign=foreign))
        left.remove(best)
    surnames = _words(few[-1], many[-1], foreign=foreign)
    whole = min(found) * 0.6 + sum(found) / len(found) * 0.4
    if len(few) == 1:
        whole = max(surnames, whole * 0.9) * (0.9 if left else 1)
    return whole * _MISSING ** len(left)


def _joined(few: list[str], many: list[str], *, foreign: bool) -> float:
    """“Hizb Allah” and “Hezbollah”."""
    if len(few) == len(many):
        return 0.0
    return _words("".join(few), "".join(many), foreign=foreign) * 0.95


def _words(a: str, b: str, *, foreign: bool) -> float:
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.9 if a[0] == b[0] else 0.0
    spelled = Levenshtein.normalized_similarity(sounds(a), sounds(b))
    if fold(a) == fold(b):
        return 0.95 if foreign else max(spelled, 0.5)
    return min(JaroWinkler.similarity(fold(a), fold(b)), spelled)
