"""Every step of an adjudication: one transaction, logged.

What changes the gold set is a step, which can be undone and is harmless when it comes again.
"""

from annotator.reviews.adjudication.services.deciding import Outcome, decide, redo, undo
from annotator.reviews.adjudication.services.finishing import (
    finish,
    reopen,
    reveal,
    take_over,
)
from annotator.reviews.adjudication.services.merging import merge, start

__all__ = (
    "Outcome",
    "decide",
    "finish",
    "merge",
    "redo",
    "reopen",
    "reveal",
    "start",
    "take_over",
    "undo",
)
