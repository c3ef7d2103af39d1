"""What the page of what waits shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.projects.models import Membership, Project
from annotator.reviews.comments import waiting
from annotator.reviews.comments.conversations import Reader, Said, reader_in, said
from annotator.reviews.comments.waiting import Why
from annotator.reviews.models import Comment, Reason, Thread
from annotator.reviews.queue.pages import HEADINGS
from annotator.reviews.queue.parts import Part
from annotator.reviews.queue.queries import COUNTED, counted_everywhere

SHOWN = 100
"""Of each kind. Where there are more, the page says so."""

EXCERPT = 240

PARTS = (Part.OBJECTIONS, Part.READY, Part.LATE, Part.SPOT)
"""Of the queues: where it is a reviewer's turn."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Own work that came back, and why."""

    set: AnnotationSet
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread with its last comment."""

    thread: Thread
    last: Said


@dataclass(frozen=True, slots=True)
class ToReview:
    """How much of each part of its queue a project has, up to COUNTED + 1."""

    project: Project
    parts: list[tuple[Promise, int]]


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """``talks`` by why they wait, in the order of ``Why``; ``more``: there are more of something
    than are shown."""

    returned: list[Returned]
    talks: dict[str, list[Talk]]
    to_review: list[ToReview]
    more: bool

    MANY = COUNTED

    @property
    def is_empty(self) -> bool:
        return not (self.returned or self.talks or self.to_review)


def page(by: User) -> WaitingPage:
    """Seven queries."""
    returned = waiting.returned(by).select_related("article__project")
    returned = returned.defer("article__text", "article__search")
    sets, talks = list(returned[: SHOWN + 1]), list(waiting.threads(by)[: SHOWN + 1])
    return WaitingPage(
        returned=[_returned(one) for one in sets[:SHOWN]],
        talks=_by_why(talks[:SHOWN], by),
        to_review=_to_review(by),
        more=len(sets) > SHOWN or len(talks) > SHOWN,
    )


def _to_review(by: User) -> list[ToReview]:
    """Two queries."""
    found: dict[int, list[tuple[Promise, int]]] = defaultdict(list)
    for project_id, part, number in counted_everywhere(PARTS, by):
        found[project_id].append((HEADINGS[part], number))
    projects = Project.objects.filter(pk__in=found)
    return [ToReview(one, found[one.pk]) for one in projects]


def _returned(one: AnnotationSet) -> Returned:
    reason: str = one.reason  # type: ignore[attr-defined]  # by waiting.returned
    note: str = one.note  # type: ignore[attr-defined]
    return Returned(one, str(Reason(reason).label) if reason else "", note or "")


def _by_why(rows: Sequence[dict[str, Any]], by: User) -> dict[str, list[Talk]]:
    last = _last_comments(rows)
    readers = _readers((one.thread for one in last.values()), by)
    found: dict[str, list[Talk]] = {str(why): [] for why in Why}
    for row in rows:
        comment = last[row["last"]]
        comment.text = _shortened(comment.text)
        talk = Talk(comment.thread, said(comment, readers[comment.thread.project_id]))
        found[row["why"]].append(talk)
    return {why: talks for why, talks in found.items() if talks}


def _last_comments(rows: Iterable[dict[str, Any]]) -> dict[int, Comment]:
    whole = Comment.objects.select_related("by", "thread__project", "thread__article")
    whole = whole.defer("thread__article__text", "thread__article__search")
    return whole.in_bulk([row["last"] for row in rows])


def _readers(threads: Iterable[Thread], by: User) -> dict[int, Reader]:
    """How somebody reads in each of the projects; one query."""
    projects = {one.project_id: one.project for one in threads}
    members: dict[int, list[Membership]] = defaultdict(list)
    for one in Membership.objects.filter(project__in=projects).select_related("user"):
        members[one.project_id].append(one)
    roles = {pk: one.role for pk, found in members.items() for one in found if one.user_id == by.pk}
    return {pk: reader_in(one, roles[pk], by, members[pk]) for pk, one in projects.items()}


def _shortened(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"
