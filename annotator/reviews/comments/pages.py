"""What the panel of comments shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.queries import readable
from annotator.articles.models import Article
from annotator.errors import NotFound
from annotator.reviews.comments import permissions, queries
from annotator.reviews.comments.conversations import Conversation, Reader, conversations, reader
from annotator.reviews.comments.forms import BIGGEST, Asked, CommentForm, ThreadForm
from annotator.reviews.comments.mentions import Person
from annotator.reviews.comments.queries import RECENT, About, Counts, Discussed
from annotator.reviews.models import Thread
from annotator.web.pagination import Slice, keyset

SIZE = 20
"""Threads on a page."""


@dataclass(frozen=True, slots=True)
class Done:
    """What has just been done, in words; ``fresh``: the element that is new."""

    said: str = ""
    fresh: str = ""


@dataclass(frozen=True, slots=True)
class ThreadsPage:
    """``subject``: the annotation that all of it is about. ``shown``: conversations, each with the
    form to go on; ``form`` opens another."""

    article: Article
    asked: Asked
    subject: Annotation | None
    shown: list[tuple[Conversation, CommentForm]]
    before: int
    after: int
    counts: Counts
    discussed: Discussed
    form: ThreadForm | None
    offers: list[int]
    people: list[Person]
    done: Done


def threads(
    article_id: int,
    by: User,
    asked: Asked,
    *,
    failed: tuple[int, Form] | None = None,
    done: Done | None = None,
) -> ThreadsPage:
    """Thirteen queries at most. ``failed``: a form to show again, of a thread or (0) a new one."""
    article = readable(article_id, by)
    looks = reader(article, by)
    asked, made = _with_set(article, asked, looks)
    found = queries.threads_about(article, asked.about, by)
    rows = _slice(found, asked)
    subject = _subject(made, asked.about)
    recent = 0 if asked.thread else RECENT
    another = Thread(project=article.project, set=made if subject else None)
    another.cluster = asked.about.cluster
    return ThreadsPage(
        article=article,
        asked=asked,
        subject=subject,
        shown=[
            (one, _reply(one.id, failed))
            for one in conversations(_loaded(found, rows.rows), looks, recent=recent)
        ],
        before=rows.before,
        after=rows.after,
        counts=queries.counts(found),
        discussed=queries.discussed(article, made, by),
        form=_new(article, asked, failed) if _may_open(asked, subject) else None,
        offers=looks.may_mention(another),
        people=looks.others,
        done=done or Done(),
    )


def _with_set(article: Article, asked: Asked, looks: Reader) -> tuple[Asked, AnnotationSet | None]:
    """The set that an annotation is in, or whose annotations are at hand: one's own where no other
    is named; only reviewers see another's."""
    about = asked.about
    if about.cluster:
        permissions.check_can_open_about_conflict(looks.role)
    found = queries.set_of(article, about, looks.user)
    permissions.check_can_open_about(found, looks.user, looks.role)
    if found is None and (about.annotation or about.set_id):
        raise NotFound(_("This annotation is not here."))
    if about.annotation and found:
        about = replace(about, set_id=found.pk, cluster=None)
    return replace(asked, about=about), found


def _slice(found: QuerySet[Thread], asked: Asked) -> Slice[dict[str, Any]]:
    """Newest first. One thread that is asked for is shown whether it is resolved or not."""
    if asked.thread:
        found = found.filter(pk=asked.thread)
    else:
        found = found.filter(resolved__isnull=not asked.resolved)
    first = not asked.after and not asked.before
    before = BIGGEST if first else asked.before
    rows = keyset(found.values("id"), after=asked.after, before=before, size=SIZE)
    return replace(rows, rows=rows.rows[::-1], after=0 if first else rows.after)


def _loaded(found: QuerySet[Thread], rows: Sequence[dict[str, Any]]) -> list[Thread]:
    whole = found.select_related("project", "set__owner", "resolved_by")
    by_id = {one.pk: one for one in whole.filter(pk__in=[row["id"] for row in rows])}
    return [by_id[row["id"]] for row in rows if row["id"] in by_id]


def _subject(made: AnnotationSet | None, about: About) -> Annotation | None:
    if made is None or about.annotation is None:
        return None
    return made.annotations.select_related("label").filter(uid=about.annotation).first()


def _may_open(asked: Asked, subject: Annotation | None) -> bool:
    """Nothing new is said about what has gone, nor beside one thread."""
    return not asked.thread and (asked.about.annotation is None or subject is not None)


def _reply(thread_id: int, failed: tuple[int, Form] | None) -> CommentForm:
    if failed and failed[0] == thread_id and isinstance(failed[1], CommentForm):
        return failed[1]
    return CommentForm(auto_id=f"id_%s_{thread_id}")


def _new(article: Article, asked: Asked, failed: tuple[int, Form] | None) -> ThreadForm:
    if failed and isinstance(failed[1], ThreadForm):
        return failed[1]
    initial = {"quote": asked.quote}
    return ThreadForm(initial=initial, project=article.project, about=asked.about)
