"""Decisions about many places at once, and taking them back: one transaction each, logged."""

from annotator.reviews.words.services.deciding import MAX_ARTICLES, MAX_PLACES, decide
from annotator.reviews.words.services.undoing import undo

__all__ = ("MAX_ARTICLES", "MAX_PLACES", "decide", "undo")
