"""CoNLL: a token a line with its tag, a file for each label.

Documents begin with a -DOCSTART- line, and the n-th of one file is the n-th of the others. Text,
article and set of each stand in the same order in a .jsonl file beside them.
"""

from annotator.formats.companion import is_one
from annotator.formats.conll.reading import read
from annotator.formats.conll.writing import NAME, write

__all__ = ["read", "recognises", "write"]


def recognises(first: object) -> bool:
    """Whether JSON lines stand beside files of tokens."""
    return is_one(first, NAME)
