"""brat standoff: a text and an .ann file for each document, and what labels there are.

brat knows article, set and ids of annotations by no name; these stand in a .json file beside each
document, which brat leaves alone.
"""

from annotator.formats.brat.reading import read
from annotator.formats.brat.writing import NAME, write
from annotator.formats.companion import is_one

__all__ = ["read", "recognises", "write"]


def recognises(first: object) -> bool:
    """Whether a JSON file stands beside a document of brat's."""
    return is_one(first, NAME)
