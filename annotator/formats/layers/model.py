"""Layers, their features, and what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.formats.companion import Form

SPANS = "webanno.custom.Annotation"
RELATIONS = "webanno.custom.Relation"
FEATURES = ("label", "uid", "part", "note", "speaker", "figure")
"""Those that every annotation can have, before its attributes; all are strings."""
KEPT = ("speaker", "figure")
"""Those that are shown there, and kept elsewhere."""
RELATION_FEATURES = ("label", "uid")
_OF_WORDS = (
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "uima.",
)


@dataclass(slots=True)
class Piece:
    """One stretch with its features. ``key`` is what relations call it, ``line`` where it was."""

    key: str
    layer: str
    begin: int
    end: int
    features: dict[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class Arc:
    """A relation between two pieces, which are named by their keys."""

    layer: str
    source: str
    target: str
    features: dict[str, str] = field(default_factory=dict)
    line: int = 0


def form_of(own: Sequence[Piece]) -> Form:
    """What can be compared of an annotation's pieces."""
    where = [[one.begin, one.end, one.features.get("label")] for one in own]
    said = own[0].features
    others = sorted(name for name in said if name not in ("label", "part", "note"))
    return where, [(name, said[name]) for name in others], said.get("note")


def is_of_words(layer: str) -> bool:
    """Whether a layer says what every word is, such as parts of speech; these are not read."""
    return layer.startswith(_OF_WORDS)
