"""A name cut into words of small Latin letters, as it is spelled, without what decorates it."""

import re
import unicodedata
from functools import cache

from anyascii import anyascii

from annotator.names.data import lines

_HAN = re.compile(r"^[\u3400-\u4dbf\u4e00-\u9fff]{2,4}$")
_HANGUL = re.compile(r"^[\uac00-\ud7a3]{2,4}$")
_ABJAD = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")
_FAR = re.compile(_ABJAD.pattern + r"|[\u3040-\u9fff\uac00-\ud7a3]")
_DOTS = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)")
_APART = re.compile(r"[^\w'-]+|_")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_QUOTES = dict.fromkeys(map(ord, '’‘ʼʹʻ`´′״׳"“”„«»'), "'") | {0x2010: "-", 0x2011: "-", 0x2013: "-"}


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): latin for letter, latin in (line.split() for line in lines("letters.txt"))}


def plain(text: str) -> str:
    """Small letters without accents, spaces single; one form however it was encoded."""
    text = unicodedata.normalize("NFKC", text.replace("\0", " ")).translate(_QUOTES).casefold()
    apart = unicodedata.normalize("NFKD", text)
    # Arabic letters keep their hamza: it tells vowels apart; points and other marks go.
    bare = "".join(c for c in apart if not unicodedata.combining(c) or c in "\u0653\u0654\u0655")
    return " ".join(unicodedata.normalize("NFKC", bare).replace("\u0640", "").split())


def tokens(name: str) -> list[str]:
    """Words of a name in their own script, plain; what stands in brackets goes."""
    text = plain(name).replace("\u200c", "").replace("\u200f", "").replace("\u200e", "")
    text = _ASIDE.sub(" ", text) if _ASIDE.sub("", text).strip() else text
    text = re.sub(r"'s\b", "", _DOTS.sub("", text))
    words = (word.strip("'-") for word in _APART.sub(" ", text).split())
    return [word for word in words if word]


def divided(word: str) -> list[str]:
    """Chinese, Japanese and Korean names: the surname, then the rest; in Korean by syllables."""
    if _HANGUL.match(word):
        return list(word)
    return [word[:1], word[1:]] if _HAN.match(word) else [word]


def is_surname_first(word: str) -> bool:
    return bool(_HAN.match(word) or _HANGUL.match(word))


def has_no_vowels(text: str) -> bool:
    """Whether it is written in a script that leaves short vowels out."""
    return bool(_ABJAD.search(text))


def is_far(text: str) -> bool:
    """Whether it is written in a script whose vowels, in Latin letters, are anybody's guess."""
    return bool(_FAR.search(text))


def latin(word: str) -> str:
    """A word in small Latin letters; ``'`` for sounds that they don't write."""
    if has_no_vowels(word):
        word = _with_vowels("".join(_letters().get(ord(c), c) for c in word))
    return re.sub(r"[^a-z0-9']", "", anyascii(word).lower())


def _with_vowels(word: str) -> str:
    """The letters for w and y are long vowels, except at the start and beside an a."""
    word = re.sub(r"^'(?=[^aiu'])", "a", word)
    word = re.sub(r"^'+", "", word)
    word = re.sub(r"(?<=[^a])w(?=[^a]|$)", "u", word)
    return re.sub(r"(?<=[^a])y(?=[^a]|$)", "i", word)
