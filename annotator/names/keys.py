"""Keys of names: what different spellings of one name have in common, across scripts.

A key finds candidates; the names themselves are what people see. It keeps the consonants, folded
where romanisations differ, and vowels only where there are few consonants to tell words apart.
"""

import re
from functools import cache, lru_cache

from annotator.names.data import lines
from annotator.names.titles import without_titles
from annotator.names.words import divided, is_surname_first, latin, plain, tokens

MAX = 200
"""Characters of a key."""

_ARTICLE = re.compile(r"^(al|el|ul|ad|an|ar|as|ash|at|az|esh|es|er|en)-(?=.{2})")
_ARTICLES = frozenset(["al", "el", "ul", "al-"])
_SONS = frozenset(["bin", "ibn", "ben", "bn", "بن", "ابن", "בן"])
_PARTICLES = frozenset(lines("particles.txt"))
_GOD = frozenset(["allah", "alla", "allh"])
_SERVANT = re.compile(r"^abd[aeiou]?(?:l-?|(?=([rnszdt])\1)\1)(?=.{3})|^abd([aeiou]l?)?$")

_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tsch|tch", "C"),
        (r"shch", "XC"),
        (r"sch|sh", "X"),
        (r"ch", "C"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"zh|dj|dsh|dsch", "j"),
        (r"kh|gh|ck|qu|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"[cg]", "k"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"tz", "ts"),
        (r"z", "s"),
        (r"w", "v"),
        (r"(?<=[aeiouy])j$", ""),
        (r"h$", ""),
    )
)
_VOWELS = str.maketrans({"e": "a", "o": "u", "y": "i"})
_OPEN = frozenset("aeiou")
_FEW = 2


@cache
def _variants() -> dict[str, str]:
    """Each spelling with the one that it counts as."""
    return {
        latin(_bare(plain(word))): line.split()[0]
        for line in reversed(lines("variants.txt"))
        for word in line.split()
    } | {line.split()[0]: line.split()[0] for line in lines("variants.txt")}


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The same for all spellings of a name, not empty unless the name is; at most MAX long."""
    folded = " ".join(filter(None, map(fold, parts(name))))
    return (folded or plain(name))[:MAX].strip()


def parts(name: str) -> list[str]:
    """The words that make up a name, in Latin letters: no titles, articles or middle initials."""
    words = [part for word in without_titles(tokens(name)) for part in divided(word)]
    spelled = _glued([word for word in map(_spelled, _bared(words)) if word])
    return _without_initials(spelled)


def _bared(words: list[str]) -> list[str]:
    """Without Arabic articles, and “bin” in one form."""
    kept = [word for word in words[:-1] if word not in _ARTICLES] + words[-1:]
    bared = ["bin" if n and word in _SONS else _bare(word) for n, word in enumerate(kept)]
    return [part for word in bared for part in word.split("-")]


def _bare(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return _ARTICLE.sub("", word)


def _spelled(word: str) -> str:
    return _variant(latin(word))


def _variant(spelled: str) -> str:
    return _variants().get(spelled, spelled)


def _glued(words: list[str]) -> list[str]:
    """Initials that stand together, “Abd al-…”, and “… Allah” are one word each."""
    made: list[str] = []
    for n, word in enumerate(words):
        servant = _SERVANT.match(word)
        word = "abd" + word[servant.end() :] if servant else word
        initials = n == 1 and len(words[0]) == len(word) == 1
        if made and (made[-1] == "abd" or word in _GOD or initials):
            made[-1] = _variant(made[-1] + word)
        else:
            made.append(word)
    return made


def _without_initials(words: list[str]) -> list[str]:
    middle = [word for word in words[1:-1] if len(word) > 1]
    return [*words[:1], *middle, *words[1:][-1:]]


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """One word of Latin letters, folded; what begins with = is folded already."""
    if word.startswith("="):
        return word[1:]
    sound = sounds(word)
    consonants = _single(re.sub(r"[aiu]", "", sound))
    if len(consonants) <= _FEW:
        return sound
    return ("a" if word[:1] in _OPEN else "i" if word[:1] == "y" else "") + consonants


@lru_cache(maxsize=4096)
def sounds(word: str) -> str:
    """A word of Latin letters with one letter for each sound, the vowels being a, i and u."""
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return _single(word.replace("'", "").translate(_VOWELS)).lower()


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def surname(name: str) -> str:
    """The family name as it is written, with its particles: “von der Leyen”, “al-Assad”."""
    written = re.sub(r"[,;].*", "", name).split()
    kept = without_titles(tokens(name))
    if len(kept) == 1 and is_surname_first(kept[0]):
        return kept[0][:1]
    while len(written) > 1 and (tokens(written[-1]) or [""])[-1] not in kept:
        written.pop()
    first = len(written) - 1
    while first > 0 and _is_particle(written[first - 1], first=first == 1):
        first -= 1
    return " ".join(written[max(first, 0) :])


def _is_particle(word: str, *, first: bool) -> bool:
    """“Van Morrison” has a first name, “von der Leyen” has none."""
    known = plain(word) in _PARTICLES or word in _SONS
    return known and (not first or word.islower())


def surname_key(name: str) -> str:
    """The word of the key that the surname is."""
    found = key(name).split()
    first = len(kept := without_titles(tokens(name))) == 1 and is_surname_first(kept[0])
    return found[0 if first else -1] if found else ""
