"""Threads as somebody reads them: with whom they may read of, and what they may do."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString

from annotator.accounts.models import User
from annotator.annotations.models import Annotation
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.projects.models import Membership, Project
from annotator.projects.queries import members_of
from annotator.reviews.comments import permissions, queries
from annotator.reviews.comments.mentions import Person, drawn, offered, person
from annotator.reviews.models import Comment, Thread
from annotator.reviews.permissions import REVIEWING


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks. ``known``: the members whom they may know of, by username."""

    user: User
    role: str
    shielded: bool
    known: dict[str, Person]

    @property
    def reviews(self) -> bool:
        return self.role in REVIEWING

    @property
    def others(self) -> list[Person]:
        return [one for one in self.known.values() if one.id != self.user.pk]

    def may_mention(self, thread: Thread) -> list[int]:
        return [one.id for one in offered(thread, self.others, self.user, self.role)]

    def knows(self, user_id: int | None) -> bool:
        return not self.shielded or any(one.id == user_id for one in self.known.values())


def reader(article: Article, by: User) -> Reader:
    """``article`` as ``readable`` found it; one query."""
    role: str = article.role  # type: ignore[attr-defined]  # by readable
    return reader_in(article.project, role, by, members_of(article.project))


def reader_in(project: Project, role: str, by: User, members: Iterable[Membership]) -> Reader:
    shielded = permissions.is_shielded(role, blind=project.blind)
    people = map(person, members)
    known = [one for one in people if not shielded or one.reviews or one.id == by.pk]
    return Reader(by, role, shielded, {one.username: one for one in known})


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. Without a ``body`` it was taken back."""

    id: int
    name: str
    reviews: bool
    at: datetime
    body: SafeString
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """One thread. ``annotation``: what it is about, if that is still there; ``whose``: who marked
    it, where somebody else did; ``place``: in which set (own, gold, other, or none); ``earlier``:
    how many comments are not shown here."""

    id: int
    quote: str
    set_id: int | None
    uid: UUID | None
    cluster: UUID | None
    annotation: Annotation | None
    whose: str
    place: str
    guideline: bool
    section: str
    resolved: datetime | None
    resolved_by: str
    comments: list[Said]
    earlier: int
    can_resolve: bool
    offers: list[int]


def conversations(threads: Sequence[Thread], reader: Reader, *, recent: int) -> list[Conversation]:
    """In the same order; three queries. ``threads`` as ``permissions.threads_for`` finds them,
    with their project and set; ``recent``: so many comments of each, 0 for all."""
    comments: dict[int, list[Comment]] = defaultdict(list)
    for one in queries.comments_of(threads, reader.user, recent=recent):
        comments[one.thread_id].append(one)
    there = queries.annotations_of(threads)
    return [_conversation(one, comments[one.pk], there, reader) for one in threads]


def _conversation(
    thread: Thread,
    comments: list[Comment],
    there: dict[tuple[int, UUID], Annotation],
    reader: Reader,
) -> Conversation:
    opener: int | None = thread.opener  # type: ignore[attr-defined]  # by threads_for
    resolver = thread.resolved_by if reader.knows(thread.resolved_by_id) else None
    about = there.get((thread.set_id, thread.annotation)) if thread.set_id else None  # type: ignore[arg-type]
    return Conversation(
        id=thread.pk,
        quote=thread.quote if thread.annotation or reader.knows(opener) else "",
        set_id=thread.set_id,
        uid=thread.annotation,
        cluster=thread.cluster,
        annotation=about,
        whose=_whose(thread, reader),
        place=_place(thread, reader),
        guideline=thread.guideline,
        section=thread.section,
        resolved=thread.resolved,
        resolved_by=str(resolver or ""),
        comments=[said(one, reader) for one in comments],
        earlier=max(getattr(comments[0], "all", 0) - len(comments), 0) if comments else 0,
        can_resolve=permissions.can_resolve(thread, reader.user),
        offers=reader.may_mention(thread),
    )


def _place(thread: Thread, reader: Reader) -> str:
    if thread.set is None:
        return ""
    if thread.set.kind == Kind.GOLD:
        return "gold"
    own = thread.set.kind == Kind.ANNOTATOR and thread.set.owner_id == reader.user.pk
    return "own" if own else "other"


def _whose(thread: Thread, reader: Reader) -> str:
    """Nobody's name where it is one's own, or nobody's."""
    made = thread.set
    return str(made.owner or made.name) if made and _place(thread, reader) == "other" else ""


def said(comment: Comment, reader: Reader) -> Said:
    named = {one.username: one for one in reader.known.values()}
    own = comment.by_id == reader.user.pk
    masks = reader.shielded and not own
    return Said(
        id=comment.pk,
        name=str(comment.by),
        reviews=any(one.id == comment.by_id and one.reviews for one in named.values()),
        at=comment.at,
        body=drawn(comment.text, named, you=reader.user.pk, masks=masks),
        can_take_back=own and bool(comment.text),
    )
