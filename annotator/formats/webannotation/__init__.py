"""W3C Web Annotations, as one JSON-LD document.

Its graph has an AnnotationPage for each article, and in it the annotations and relations of all
sets. Text and metadata of the article come along, under terms of our own, because web annotations
usually point to what stands elsewhere. An annotation in several fragments has several targets. A
relation is an annotation that links: its target is where the relation leads from.
"""

from typing import Any

from annotator.formats.webannotation.reading import read
from annotator.formats.webannotation.writing import write

__all__ = ["read", "recognises", "write"]

_TYPES = {"Annotation", "AnnotationPage", "AnnotationCollection"}


def recognises(first: dict[str, Any]) -> bool:
    """Whether a file that is only called JSON begins as web annotations do."""
    return "anno.jsonld" in str(first.get("@context")) or first.get("type") in _TYPES
