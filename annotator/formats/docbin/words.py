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
    words: list[str] = []
    spaces: list[bool] = []
    places, numbers = tokenize(text), []
    at = 0
    for start, end in places:
        if start == at + 1 and words and text[at] == " ":
            spaces[-1] = True
        elif at < start:
            _add_white_space(words, spaces, text[at:start])
        numbers.append(len(words))
        words.append(text[start:end])
        spaces.append(False)
        at = end
    if at < len(text):
        _add_white_space(words, spaces, text[at:])
    return Words(words, spaces, places, numbers)


def _add_white_space(words: list[str], spaces: list[bool], white: str) -> None:
    if white[0] == " " and words:
        spaces[-1] = True
        white = white[1:]
    if white:
        words.append(white)
        spaces.append(False)
