"""Whether words look like a name, or like a description of somebody."""


def is_name(words: str) -> bool:
    """Whether a name is among the words: "Benjamin Netanyahu", not "the minister".

    The first of several words may be a capital's because a sentence begins with it. Scripts
    without capitals don't tell, and count as names.
    """
    found = words.split()
    if all(word.lower() == word.upper() for word in found):
        return bool(found)
    return any(word[0].isupper() for word in (found[1:] or found))
