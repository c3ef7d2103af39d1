"""Everything that is said: each write is logged in its transaction.

A comment that is taken back stays as an empty one; what it said is in the log.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import annotation as find_annotation
from annotator.annotations.queries import readable
from annotator.articles.models import Article
from annotator.articles.reading import reading
from annotator.errors import InvalidInput, NotFound
from annotator.reviews.comments import mentions, permissions
from annotator.reviews.comments.queries import About, people_of, set_of, thread_for
from annotator.reviews.models import Comment, Decision, Thread
from annotator.text.spans import SEPARATOR

MAX_TEXT = 5_000
MAX_QUOTE = 2_000
MAX_COMMENTS = 500
"""In one thread."""

MAX_THREADS = 1_000
"""About one article."""


@transaction.atomic
def open_thread(
    *,
    article_id: int,
    by: User,
    text: str,
    annotation: UUID | None = None,
    set_id: int | None = None,
    cluster: UUID | None = None,
    quote: str = "",
    guideline: bool = False,
    section: str = "",
) -> Thread:
    """With its first comment. About an annotation (of one's own set, unless ``set_id`` names
    another), a conflict, or the article; ``quote`` is then a part of its text."""
    article = readable(article_id, by)
    role: str = article.role  # type: ignore[attr-defined]  # by readable
    about = About(annotation=annotation, set_id=set_id, cluster=cluster)
    thread = Thread(article=article, project=article.project, guideline=guideline)
    thread.section = section if guideline else ""
    if annotation:
        thread.set = _set(article, about, by, role)
        thread.annotation, thread.quote = annotation, _quote_of(thread.set, annotation)
    else:
        thread.cluster, thread.quote = cluster, _checked_quote(article, quote)
        if cluster:
            permissions.check_can_open_about_conflict(role)
    _check_room_for_thread(article)
    thread.save()
    log = {
        "set": thread.set_id,
        "annotation": str(annotation) if annotation else None,
        "cluster": str(cluster) if cluster else None,
        "quote": thread.quote,
        "guideline": guideline,
        "section": thread.section,
    }
    _log("thread:opened", thread, by, after=log)
    _say(thread, by, text, role)
    return thread


def note_gap(*, article_id: int, by: User, about: Decision, quote: str, section: str) -> None:
    """A thread with the example that a decision is, below a heading of the guidelines; where there
    is one about the same conflict already, it may come below another heading."""
    there = Thread.objects.filter(article=article_id, cluster=about.cluster, guideline=True)
    if not there.exists():
        said = about.note or about.get_reason_display() or _("The guidelines have a gap here.")
        open_thread(
            article_id=article_id,
            by=by,
            text=said,
            cluster=about.cluster,
            quote=quote if len(quote) <= MAX_QUOTE else "",
            guideline=True,
            section=section,
        )
    elif section:
        there.update(section=section)


def _set(article: Article, about: About, by: User, role: str) -> AnnotationSet:
    found = set_of(article, about, by)
    permissions.check_can_open_about(found, by, role)
    if found is None:
        raise NotFound(_("This annotation is not here."))
    return found


def _quote_of(annotation_set: AnnotationSet, uid: UUID) -> str:
    found = find_annotation(annotation_set, uid)
    if found is None:
        raise NotFound(_("This annotation is not here."))
    return found.quote[:MAX_QUOTE]


def _checked_quote(article: Article, quote: str) -> str:
    quote = quote.replace("\r\n", "\n").strip()
    text = reading(article.pk, article.digest).text if quote else ""
    if len(quote) > MAX_QUOTE or any(part not in text for part in quote.split(SEPARATOR)):
        message = _("This does not stand in the article.")
        raise InvalidInput(message, errors={"quote": [message]})
    return quote


def _check_room_for_thread(article: Article) -> None:
    if Thread.objects.filter(article=article).count() >= MAX_THREADS:
        raise InvalidInput(
            _("An article has at most %(limit)s conversations.") % {"limit": MAX_THREADS}
        )


@transaction.atomic
def comment(*, thread_id: int, by: User, text: str) -> Comment:
    """What was resolved is open again when somebody goes on."""
    thread = _locked(thread_id, by)
    if thread.comments.count() >= MAX_COMMENTS:
        raise InvalidInput(
            _("A conversation has at most %(limit)s comments. Open another.")
            % {"limit": MAX_COMMENTS}
        )
    made = _say(thread, by, text, thread.role)  # type: ignore[attr-defined]  # by threads_for
    if thread.resolved:
        _settle(thread, by, resolved=False)
    return made


def _say(thread: Thread, by: User, text: str, role: str) -> Comment:
    text = _tidy(text)
    named = mentions.mentioned(text, thread, people_of(thread.project), by, role)
    made = Comment.objects.create(thread=thread, by=by, text=text, at=timezone.now())
    made.mentions.set(named)
    said = {"thread": thread.pk, "text": text, "mentions": named}
    _log("comment:made", thread, by, subject=made.pk, after=said)
    return made


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise InvalidInput(_("There is nothing in it yet."))
    if len(text) > MAX_TEXT:
        raise InvalidInput(_("A comment has at most %(limit)s characters.") % {"limit": MAX_TEXT})
    return text


@transaction.atomic
def take_back(*, comment_id: int, by: User) -> Comment:
    """One's own comment; it stays as a place where something was said."""
    found = permissions.comments_for(by).select_related("thread").filter(pk=comment_id).first()
    if found is None:
        raise NotFound(_("This comment is not here."))
    thread = _locked(found.thread_id, by)
    permissions.check_can_take_back(found, by)
    found.refresh_from_db(fields=["text"])
    if not found.text:
        return found
    before = {"thread": thread.pk, "text": found.text}
    found.text = ""
    found.save(update_fields=["text"])
    found.mentions.clear()
    _log("comment:taken_back", thread, by, subject=found.pk, before=before)
    return found


@transaction.atomic
def resolve(*, thread_id: int, by: User) -> Thread:
    return _settled(thread_id, by, resolved=True)


@transaction.atomic
def reopen_thread(*, thread_id: int, by: User) -> Thread:
    return _settled(thread_id, by, resolved=False)


def _settled(thread_id: int, by: User, *, resolved: bool) -> Thread:
    """Done again it changes nothing."""
    thread = _locked(thread_id, by)
    permissions.check_can_resolve(thread, by)
    if (thread.resolved is not None) != resolved:
        _settle(thread, by, resolved=resolved)
    return thread


def _settle(thread: Thread, by: User, *, resolved: bool) -> None:
    thread.resolved = timezone.now() if resolved else None
    thread.resolved_by = by if resolved else None
    thread.save(update_fields=["resolved", "resolved_by"])
    _log("thread:resolved" if resolved else "thread:reopened", thread, by)


def _locked(thread_id: int, by: User) -> Thread:
    """The thread as its person sees it, and nobody else writes in it until this is done."""
    Thread.objects.select_for_update().filter(pk=thread_id).first()
    return thread_for(thread_id, by)


def _log(
    kind: str,
    thread: Thread,
    by: User,
    *,
    subject: int | None = None,
    before: object = None,
    after: object = None,
) -> None:
    record(
        event(
            kind,
            by=by,
            project_id=thread.project_id,
            article_id=thread.article_id,
            subject=subject or thread.pk,
            before=before,
            after=after,
        )
    )
