"""The value of every figure in a news text: pure functions, no database."""

from annotator.figures.find import Found, find, read
from annotator.figures.quantity import Quantity, as_json, from_json, shown

__all__ = ["Found", "Quantity", "as_json", "find", "from_json", "read", "shown"]
