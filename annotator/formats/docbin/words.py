"""A text as the words and spaces of a Doc, which are its text again when they are joined."""

from typing import NamedTuple

from annotator.text.spans import Fragment
from annotator.text.tokens import tokenize


class Words(NamedTuple):
    """``spaces``: whether a single space follows each word. White space that is more than that is
    a word too, so ``places`` has only the tokens, and ``numbers`` says which word each is."""

    words: list[str]
    spaces: list[bool]
    places: list[Fragment]
    numbers: list[int]


def words_of(text: str) -> Words:
    found = Words([], [], tokenize(text), [])
    at = 0
    for start, end in found.places:
        if at < start:
            _add_white_space(found, text[at:start])
        found.numbers.append(len(found.words))
        found.words.append(text[start:end])
        found.spaces.append(False)
        at = end
    if at < len(text):
        _add_white_space(found, text[at:])
    return found


def _add_white_space(found: Words, white: str) -> None:
    if white[0] == " " and found.words:
        found.spaces[-1] = True
        white = white[1:]
    if white:
        found.words.append(white)
        found.spaces.append(False)
