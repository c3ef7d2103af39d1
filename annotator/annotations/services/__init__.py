"""Every change to an annotation set: one transaction, logged, undoable, and safe to repeat.

``step`` is the id that the browser gave the change. A step that comes again changes nothing and
answers with the state as it is. All work on the person's own set of the article, or, ``of``
Kind.GOLD, on the gold set if it is in their hands.
"""

from annotator.annotations.services.editing import change_annotation, delete_annotation
from annotator.annotations.services.linking import link, unlink
from annotator.annotations.services.marking import annotate, mark_occurrences
from annotator.annotations.services.submitting import reopen, submit
from annotator.annotations.services.undoing import redo, take_back, undo

__all__ = (
    "annotate",
    "change_annotation",
    "delete_annotation",
    "link",
    "mark_occurrences",
    "redo",
    "reopen",
    "submit",
    "take_back",
    "undo",
    "unlink",
)
