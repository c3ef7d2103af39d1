"""The value of every figure in a news text: pure functions, no database."""

from annotator.figures.compare import can_both_be_true, differing
from annotator.figures.find import Found, find, read
from annotator.figures.quantity import COMPARATORS, Quantity, as_json, from_json, shown

__all__ = [
    "COMPARATORS",
    "Found",
    "Quantity",
    "as_json",
    "can_both_be_true",
    "differing",
    "find",
    "from_json",
    "read",
    "shown",
]
