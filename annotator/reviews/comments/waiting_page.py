"""What the page of what waits shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.projects.models import Membership, Project
from annotator.reviews.comments import waiting
from annotator.reviews.comments.conversations import Reader, Said, reader_in, said
from annotator.reviews.comments.waiting import Why
from annotator.reviews.models import Comment, Reason, Thread

SHOWN = 100
"""Of each kind. Where there are more, the page says so."""

EXCERPT = 240


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
class WaitingPage:
    """``talks`` by why they wait, in the order of ``Why``; ``more``: there are more of something
    than are shown."""

    returned: list[Returned]
    talks: dict[str, list[Talk]]
    objections: list[tuple[Project, int]]
    more: bool

    @property
    def is_empty(self) -> bool:
        return not (self.returned or self.talks or self.objections)


def page(by: User) -> WaitingPage:
    """Six queries."""
    returned = waiting.returned(by).select_related("article__project")
    returned = returned.defer("article__text", "article__search")
    talks = waiting.threads(by).select_related("project", "article", "set")
    talks = talks.defer("article__text", "article__search")
    sets, threads = list(returned[: SHOWN + 1]), list(talks[: SHOWN + 1])
    return WaitingPage(
        returned=[_returned(one) for one in sets[:SHOWN]],
        talks=_by_why(threads[:SHOWN], by),
        objections=waiting.with_objections(by),
        more=len(sets) > SHOWN or len(threads) > SHOWN,
    )


def _returned(one: AnnotationSet) -> Returned:
    reason: str = one.reason  # type: ignore[attr-defined]  # by waiting.returned
    note: str = one.note  # type: ignore[attr-defined]
    return Returned(one, str(Reason(reason).label) if reason else "", note or "")


def _by_why(threads: Sequence[Thread], by: User) -> dict[str, list[Talk]]:
    readers = _readers(threads, by)
    last = _last_comments(threads)
    found: dict[str, list[Talk]] = {str(why): [] for why in Why}
    for one in threads:
        comment = last[one.last]  # type: ignore[attr-defined]  # by waiting.threads
        comment.text = _shortened(comment.text)
        talk = Talk(one, said(comment, readers[one.project_id]))
        found[one.why].append(talk)  # type: ignore[attr-defined]
    return {why: talks for why, talks in found.items() if talks}


def _last_comments(threads: Iterable[Thread]) -> dict[int, Comment]:
    ids = [one.last for one in threads]  # type: ignore[attr-defined]
    return Comment.objects.select_related("by").in_bulk(ids) if ids else {}


def _readers(threads: Iterable[Thread], by: User) -> dict[int, Reader]:
    """How somebody reads in each of the projects; one query."""
    projects = {one.project_id: one for one in threads}
    members: dict[int, list[Membership]] = defaultdict(list)
    for one in Membership.objects.filter(project__in=projects).select_related("user"):
        members[one.project_id].append(one)
    return {
        pk: reader_in(one.project, one.role, by, members[pk])  # type: ignore[attr-defined]
        for pk, one in projects.items()
    }


def _shortened(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"
