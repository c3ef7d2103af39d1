"""Words that stand for a speaker named before."""

from functools import cache

from annotator.names.data import lines
from annotator.names.words import plain


@cache
def _pronouns(language: str) -> frozenset[str]:
    found = lines("pronouns", f"{language}.txt") or lines("pronouns", "en.txt")
    return frozenset(map(plain, found))


def is_pronoun(text: str, lang: str = "") -> bool:
    """Whether the text is nothing but a pronoun of the language; English where it is not known."""
    language = lang.replace("_", "-").partition("-")[0].lower()
    return plain(text).strip(" .,'-") in _pronouns(language if language.isalpha() else "en")
