"""Lists of phrases, looked up forwards or backwards among tokens, the longest first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from annotator.figures.tokens import Token, tokens

_Entry = tuple[tuple[str, ...], str]


class Phrases:
    """Phrases with what each of them means."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._from: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._to: defaultdict[str, list[_Entry]] = defaultdict(list)
        entries = [(_words(phrase), meaning) for phrase, meaning in meanings.items()]
        for words, meaning in sorted(entries, key=lambda entry: -len(entry[0])):
            self._from[words[0]].append((words, meaning))
            self._to[words[-1]].append((words, meaning))

    def starting(self, among: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Meaning and end of the longest phrase that begins with token ``at``."""
        for words, meaning in self._from.get(among[at].low, ()):
            end = at + len(words)
            if len(words) == 1 or _reads(among, at, end, words):
                return meaning, end
        return None

    def ending(self, among: Sequence[Token], end: int) -> tuple[str, int] | None:
        """Meaning and first token of the longest phrase that ends before token ``end``."""
        for words, meaning in self._to.get(among[end - 1].low, ()):
            at = end - len(words)
            if len(words) == 1 or (at >= 0 and _reads(among, at, end, words)):
                return meaning, at
        return None


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokens(phrase, 0, len(phrase)))


def _reads(among: Sequence[Token], start: int, end: int, words: tuple[str, ...]) -> bool:
    return tuple(token.low for token in among[start:end]) == words
