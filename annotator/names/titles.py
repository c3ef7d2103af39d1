"""What stands before and after a name and is no part of it."""

from functools import cache

from annotator.names.data import languages, lines
from annotator.names.words import tokens

_JOINING = frozenset(["of", "and", "for", "von", "der", "des", "de", "du", "del", "الى", "و"])
_ARTICLES = frozenset(["the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los"])


@cache
def _before() -> frozenset[tuple[str, ...]]:
    named = (language for language in languages("titles") if language != "after")
    found = (line for language in named for line in lines("titles", f"{language}.txt"))
    return frozenset(tuple(_split(tokens(line))) for line in found)


@cache
def _after() -> frozenset[str]:
    return frozenset(lines("titles", "after.txt"))


@cache
def _longest() -> int:
    return max(map(len, _before()))


def _split(words: list[str]) -> list[str]:
    """Titles are found with and without their hyphens."""
    return [part for word in words for part in word.split("-")]


def without_titles(words: list[str]) -> list[str]:
    """The words of a name, at least one."""
    words = _without_office(_last_off(words))
    while rest := _first_off(words):
        words = rest
    return words


def _without_office(words: list[str]) -> list[str]:
    """“French President Emmanuel Macron”: without the title and what says of what."""
    for at in range(len(words) - 2, 0, -1):
        left = _first_off(words[at:])
        if left and len(words) - at - len(left) >= (1 if len(left) > 1 else 2):
            return left
    return words


def _first_off(words: list[str]) -> list[str]:
    """Without one title in front; empty where there is none, or nothing but one."""
    for count in range(min(_longest(), len(words) - 1), 0, -1):
        head = tuple(_split(words[:count]))
        if head in _before() and words[count] not in _JOINING:
            return words[count:]
    return words[1:] if len(words) > 2 and words[0] in _ARTICLES else []


def _last_off(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1] in _after():
        words = words[:-1]
    return words
