"""Number words of the languages that the text2num library knows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from text_to_num import find_numbers  # type: ignore[import-untyped]

from annotator.figures.tokens import WORD, Token

# Token at which the words begin, to where they end and what they say.
Spoken = Mapping[int, tuple[int, Decimal]]

# English is read by our own rules, which know vague words and fractions too.
_LIBRARY = frozenset({"de", "fr", "es", "it", "nl", "pt", "da"})
_NOT_A_NUMBER = "."


class _Heard:
    """One token as the library asks for it."""

    __slots__ = ("_word",)

    def __init__(self, token: Token) -> None:
        self._word = token.low if token.kind == WORD or token.text in "-‐‑" else _NOT_A_NUMBER

    def text(self) -> str:
        return self._word

    def nt_separated(self, previous: "_Heard") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def spoken(tokens: Sequence[Token], code: str) -> Spoken:
    """What the words among the tokens say; nothing for languages that the library lacks.

    A lone “one” is left out, as it is the article in most of them.
    """
    if code not in _LIBRARY:
        return {}
    return {
        found.start: (found.end, Decimal(str(found.value)))
        for found in find_numbers([_Heard(token) for token in tokens], code, 0)
        if not found.is_ordinal and found.value != 1
    }
