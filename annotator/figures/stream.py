"""A text's tokens together with what its language knows, as every rule gets them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from annotator.figures.language import Language, language
from annotator.figures.spoken import Spoken, spoken
from annotator.figures.tokens import EDGE, Token, tokens

# Rules look a few tokens to the left and right without asking whether there are any.
PAD = 12
_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset("-‐‑–—−")


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens [first, last): a value, or one vague range (``form``: what they are written as)."""

    first: int
    last: int
    low: Decimal
    high: Decimal
    form: str
    scale: Decimal = field(default=Decimal(1))


@dataclass(frozen=True, slots=True)
class Stream:
    """``lenient``: a person has marked the figure, so there is no doubt that it is one."""

    text: str
    tokens: Sequence[Token]
    language: Language
    spoken: Spoken
    lenient: bool = False

    def low(self, at: int) -> str:
        return self.tokens[at].low

    def has(self, at: int, name: str) -> bool:
        """Whether the token is in the list ``name`` of the language's data file."""
        return self.language.has(name, self.tokens[at].low)

    def says(self, at: int, name: str) -> int:
        """End of the longest phrase of the list that begins here, else 0."""
        phrases = self.language.phrases.get(name)
        found = phrases.starting(self.tokens, at) if phrases else None
        return found[1] if found else 0

    def hyphen(self, at: int) -> bool:
        """A hyphen that joins what stands on both sides, even where spaces were put around it."""
        before, after = self.tokens[at], self.tokens[at + 1]
        return before.text in _HYPHENS and before.glued == after.glued

    def dash(self, at: int) -> bool:
        return self.tokens[at].text in _DASHES

    def words(self, first: int, last: int) -> str:
        """The text of tokens [first, last) as it stands."""
        if first >= last:
            return ""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def inside(self, start: int, end: int) -> Iterator[int]:
        """Places of the tokens in code points [start, end)."""
        return (
            at
            for at, one in enumerate(self.tokens)
            if start <= one.start and one.end <= end and one.kind != EDGE
        )


def stream(text: str, lang: str, cuts: Sequence[int] = (), *, lenient: bool = False) -> Stream:
    """The text as a stream; no token crosses one of ``cuts``, the first and last are its limits."""
    known = language(lang)
    cuts = cuts or (0, len(text))
    found = [
        token
        for start, end in pairwise(cuts)
        for token in tokens(text, start, end, spaced=known.spaced)
    ]
    first = [Token(EDGE, "", "", cuts[0], cuts[0], False)] * PAD
    last = [Token(EDGE, "", "", cuts[-1], cuts[-1], False)] * PAD
    padded = first + found + last
    return Stream(text, padded, known, spoken(padded, known.code), lenient)
