"""Annotations as WebAnno and INCEpTION have them: a layer of spans and a layer of relations.

All labels are in one layer with the feature “label”, because a relation there can only lead from a
layer to itself. There are no fragments: those of an annotation are annotations of their own with
one “uid” and a number as “part”; only the first has the other features.
"""

from annotator.formats.layers.model import (
    FEATURES,
    RELATION_FEATURES,
    RELATIONS,
    SPANS,
    Arc,
    Piece,
    is_of_words,
)
from annotator.formats.layers.reading import Layers
from annotator.formats.layers.writing import Names, arcs, beside, pieces

__all__ = [
    "FEATURES",
    "RELATIONS",
    "RELATION_FEATURES",
    "SPANS",
    "Arc",
    "Layers",
    "Names",
    "Piece",
    "arcs",
    "beside",
    "is_of_words",
    "pieces",
]
