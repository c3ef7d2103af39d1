"""One annotation set of an article, put in the place of the one that was there."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, State
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.exchange.choices import Rules
from annotator.exchange.holding import hold
from annotator.exchange.known import ATTACHED
from annotator.exchange.labels import Labels
from annotator.exchange.links import Links
from annotator.exchange.permissions import check_can_import
from annotator.exchange.reports import Report
from annotator.exchange.speakers import Register
from annotator.exchange.writing import Writer
from annotator.formats import native_reading
from annotator.formats.records import Record, Set


@transaction.atomic
def attach_set(
    *,
    by: User | None,
    article: Article,
    kind: str,
    name: str,
    given: dict[str, Any],
    rules: Rules,
    version: int | None = None,
) -> tuple[AnnotationSet, Report]:
    """Replaces the set of that kind and name, or makes it; ``version``: only if it is at that one,
    0 for none yet.

    ``given`` has ``state``, ``spans``, ``relations`` and ``speakers`` as a line of the native form,
    and is checked as an import is.
    """
    project = article.project
    check_can_import(by, project)
    _check_attached(kind)
    hold(project)
    found = _locked(article, kind, name)
    _check_version(found, version)
    incoming = _read(article, kind, name, given)
    writer, report = _fit(incoming, by, article, rules)
    one = incoming.sets[0]
    before = {"version": found.version} if found else None
    kept = _emptied(found, one) if found else _made(article, one)
    writer.fill(kept.pk, article.pk, incoming)
    report.written = True
    counts = {"annotations": report.annotations, "relations": report.relations}
    after = {"version": kept.version, **counts}
    _log("set:replaced" if found else "set:attached", kept, by, before, after)
    return kept, report


@transaction.atomic
def detach_set(
    *, by: User | None, article: Article, kind: str, name: str, version: int | None = None
) -> None:
    """Deletes the set of that kind and name, unless people have said something about it."""
    check_can_import(by, article.project)
    _check_attached(kind)
    hold(article.project)
    found = _locked(article, kind, name)
    if found is None:
        raise NotFound(_("This set is not here."))
    _check_version(found, version)
    if found.reviews.exists() or found.threads.exists() or found.objections.exists():
        raise Conflict(_("This set has been reviewed or talked about; it can’t be deleted."))
    _log("set:detached", found, by, {"version": found.version}, None)
    found.delete()


def _check_attached(kind: str) -> None:
    if kind not in ATTACHED:
        raise NotAllowed(_("Only imported and suggested sets can be replaced or deleted."))


def _locked(article: Article, kind: str, name: str) -> AnnotationSet | None:
    sets = AnnotationSet.objects.filter(article=article, kind=kind, name=name, owner=None)
    return sets.select_for_update().first()


def _check_version(found: AnnotationSet | None, version: int | None) -> None:
    current = found.version if found else 0
    if version is not None and version != current:
        raise Conflict(
            _("The set is at version %(current)s and not at %(version)s.")
            % {"current": current, "version": version}
            if found
            else _("There is no such set yet."),
            version=current,
        )
    if found and found.state == State.ACCEPTED:
        raise Conflict(_("This set has been accepted. It can’t be changed any more."))


def _read(article: Article, kind: str, name: str, given: dict[str, Any]) -> Record:
    head = {"kind": kind, "name": name, "state": given["state"]}
    sets, speakers = native_reading.contents({**given, "sets": [head]}, article.text)
    return Record(
        file="",
        line=0,
        uid=article.uid,
        text=article.text,
        digest=article.digest,
        words=article.words,
        lang=article.lang,
        sets=sets,
        speakers=speakers,
    )


def _fit(
    incoming: Record, by: User | None, article: Article, rules: Rules
) -> tuple[Writer, Report]:
    """Labels, links and speakers found in the project or made for it, as the rules say."""
    project, report = article.project, Report()
    labels = Labels(project, rules, by, report)
    links = Links(project, rules, by, report, labels)
    register = Register(project, report)
    labels.fit(incoming, make=True)
    if not incoming.sets:
        raise InvalidInput(_("The project has none of these labels, so nothing would be left."))
    links.fit(incoming, make=True)
    links.finish()
    register.meet(incoming)
    report.tell(incoming)
    return Writer(project, labels, links, register), report


def _made(article: Article, one: Set) -> AnnotationSet:
    now = timezone.now()
    return AnnotationSet.objects.create(
        article=article,
        kind=one.kind,
        name=one.name,
        state=one.state,
        version=max(1, len(one.spans)),
        created=now,
        updated=now,
        submitted=now if one.state in CLOSED else None,
    )


def _emptied(found: AnnotationSet, one: Set) -> AnnotationSet:
    """The same set without what was in it: what is said about it stays."""
    found.relations.all().delete()
    found.annotations.all().delete()
    found.state = one.state
    found.version += 1
    found.updated = timezone.now()
    found.submitted = found.updated if one.state in CLOSED else None
    found.save(update_fields=["state", "version", "updated", "submitted"])
    return found


def _log(
    kind: str,
    one: AnnotationSet,
    by: User | None,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    named = {"kind": one.kind, "name": one.name}
    record(
        event(
            kind,
            by=by,
            project_id=one.article.project_id,
            article_id=one.article_id,
            subject=one.pk,
            before=before and named | before,
            after=after and named | after,
        )
    )
