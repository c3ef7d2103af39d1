"""Who may take an article, and who may give one back; each with a sentence that says why not."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.assignments import queue
from annotator.assignments.queries import Standing
from annotator.assignments.queue import Taker
from annotator.errors import NotAllowed
from annotator.projects.models import Project
from annotator.projects.permissions import check_can_manage

MAX_UNFINISHED = 10
"""So many articles somebody may take without finishing one; owners may assign more."""


def check_can_take(standing: Standing) -> None:
    if reason := why_not(standing):
        raise NotAllowed(reason)


def can_take(standing: Standing) -> bool:
    return not why_not(standing)


def why_not(standing: Standing) -> str:
    """Why somebody can't take the article that they look at; empty where they can."""
    if standing.holds:
        return _("You hold this article.")
    if not standing.takes:
        return not_taking()
    if standing.quota is not None and standing.held >= standing.quota:
        return quota_reached(standing.quota)
    if standing.unfinished >= MAX_UNFINISHED:
        return too_many()
    if not standing.room:
        return _("This article has all the annotators that it needs.")
    return ""


def why_not_next(taker: Taker, unfinished: int) -> str:
    """Why somebody gets nothing from the queue; empty where they do. One query at most."""
    if not taker.takes:
        return not_taking()
    if taker.quota is not None:
        held = queue.held(taker.project_id, taker.person_id, taker.quota)
        if held >= taker.quota:
            return quota_reached(taker.quota)
    return too_many() if unfinished >= MAX_UNFINISHED else ""


def check_can_hand_out(by: User, project: Project) -> None:
    """Owners, in projects that hand articles out."""
    check_can_manage(by, project)
    if project.annotators is None:
        raise NotAllowed(_("Everybody does every article of this project."))


def room_in_quota(taker: Taker, wanted: int) -> int:
    """How many of so many articles somebody may still have; one query at most."""
    if taker.quota is None:
        return wanted
    held = queue.held(taker.project_id, taker.person_id, taker.quota)
    return min(wanted, taker.quota - held)


def not_taking() -> str:
    return _("You don’t take articles from the queue. An owner can assign you some.")


def quota_reached(quota: int) -> str:
    return ngettext(
        "You have had %(n)s article, as many as you may have in this project.",
        "You have had %(n)s articles, as many as you may have in this project.",
        quota,
    ) % {"n": quota}


def too_many() -> str:
    return _("You hold %(n)s unfinished articles. Submit one or give one back first.") % {
        "n": MAX_UNFINISHED
    }


def check_can_give_back(project: Project, own: AnnotationSet | None) -> None:
    if project.annotators is None:
        raise NotAllowed(_("Everybody does every article of this project."))
    if own is None:
        raise NotAllowed(_("You don’t hold this article."))
    if not own.lapsed and not can_give_back(own):
        raise NotAllowed(_("Only what has not been handed in yet can be given back."))


def can_give_back(own: AnnotationSet) -> bool:
    return own.lapsed is None and own.state in (State.OPEN, State.IN_PROGRESS)
