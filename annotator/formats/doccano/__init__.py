"""doccano's JSON lines.

A document is an article with one annotation set, metadata beside the text. Variant “relations” is
what projects with relations import and export, “spans” what those without do. An annotation in
several fragments is shown as one stretch. What doccano has no place for is kept as metadata.
"""

from annotator.formats.doccano.reading import read, recognises
from annotator.formats.doccano.writing import write

__all__ = ["read", "recognises", "write"]
