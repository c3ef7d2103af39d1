"""Every change to who does which article: atomic, logged, never more people than are wanted."""

from annotator.assignments.services.giving_back import give_back
from annotator.assignments.services.handing_out import Part, change_handing_out
from annotator.assignments.services.keeping import fill, lapse_for_a_while, lapse_overdue, refill
from annotator.assignments.services.managing import (
    Assigned,
    Freed,
    assign,
    assign_asked,
    assign_some,
    release,
    unassign,
)
from annotator.assignments.services.taking import Next, next_article, take

__all__ = (
    "Assigned",
    "Freed",
    "Next",
    "Part",
    "assign",
    "assign_asked",
    "assign_some",
    "change_handing_out",
    "fill",
    "give_back",
    "lapse_for_a_while",
    "lapse_overdue",
    "next_article",
    "refill",
    "release",
    "take",
    "unassign",
)
