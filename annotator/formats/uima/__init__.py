"""UIMA CAS XMI as INCEpTION imports it: an .xmi for each document, and one type system.

The layers are those of ``layers``; whose annotations they are stands in a .json file beside each.
"""

from annotator.formats.companion import is_one
from annotator.formats.uima.reading import read
from annotator.formats.uima.writing import NAME, write

__all__ = ["read", "recognises", "write"]


def recognises(first: object) -> bool:
    """Whether a JSON file stands beside a CAS."""
    return is_one(first, NAME)
