"""Prodigy's JSON lines.

A task is an article with one annotation set. Spans stand on whole tokens, which are in the file.
An annotation in several fragments is shown as one stretch. What Prodigy has no place for stands
under a key of ours, which it passes on.
"""

from annotator.formats.prodigy.reading import read, recognises
from annotator.formats.prodigy.writing import write

__all__ = ["read", "recognises", "write"]
