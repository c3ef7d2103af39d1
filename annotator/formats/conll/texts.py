"""The text that tokens are of: the one they were made from, or one made of them."""

from annotator.text.spans import Fragment


def aligned(text: str, words: list[str]) -> list[Fragment] | None:
    """Where each word stands in the text; None if there is more in it than words and spaces."""
    places, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(word)
        places.append((start, at))
    return None if text[at:].strip() else places


def joined_up(words: list[str], breaks: set[int]) -> tuple[str, list[Fragment]]:
    """A text of the words, and where each stands in it."""
    parts, places, at = [], [], 0
    for number, word in enumerate(words):
        if number:
            parts.append("\n" if number in breaks else " ")
            at += 1
        parts.append(word)
        places.append((at, at + len(word)))
        at += len(word)
    return "".join(parts), places
