"""WebAnno TSV 3.3: one table of tokens for each document, with the layers as columns.

The format has no place for whose annotations they are; that stands in a .json file beside each.
"""

from annotator.formats.companion import is_one
from annotator.formats.webanno.reading import read
from annotator.formats.webanno.writing import NAME, write

__all__ = ["read", "recognises", "write"]


def recognises(first: object) -> bool:
    """Whether a JSON file stands beside a document of WebAnno's."""
    return is_one(first, NAME)
