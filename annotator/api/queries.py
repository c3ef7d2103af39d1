"""Questions that programs ask, in the bounds of what people see on pages."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.articles.queries import search
from annotator.errors import InvalidInput, NotFound
from annotator.exchange.choices import Selection
from annotator.exchange.corpus import articles_of
from annotator.overview import queries as overview
from annotator.overview.queries import OF_TEAM
from annotator.projects.models import Membership, Project, Role
from annotator.projects.permissions import sees_everybody
from annotator.web.pagination import Slice
from annotator.webhooks.models import Webhook
from annotator.webhooks.queries import deliveries_of


def visible_sets(project: Project, by: User, role: str) -> QuerySet[AnnotationSet]:
    """Annotators see their own, as they may export; reviewers and owners see every set."""
    sets = AnnotationSet.objects.filter(project=project)
    return sets.filter(kind=Kind.ANNOTATOR, owner=by) if role == Role.ANNOTATOR else sets


def counted_sets(membership: Membership, by: User) -> dict[str, dict[str, int]]:
    """By kind and state; one query."""
    sets = visible_sets(membership.project, by, membership.role)
    rows = sets.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    counts: dict[str, dict[str, int]] = {}
    for kind, state, number in rows:
        counts.setdefault(kind, {})[state] = number
    return counts


def articles(membership: Membership, by: User, asked: dict[str, Any]) -> Slice[dict[str, Any]]:
    """A page of articles; what annotators don't see of others is None."""
    team = sees_everybody(membership)
    if asked["state"] in OF_TEAM and not team:
        raise InvalidInput(_("You don’t see others’ work, so you can’t ask for it."))
    found = _asked(membership, by, asked)
    rows = overview.listed(found, by, after=asked["after"], before=0, size=asked["limit"])
    for row in rows.rows if not team else ():
        row["submitted"] = row["gold"] = None
    return rows


def _asked(membership: Membership, by: User, asked: dict[str, Any]) -> QuerySet[Article]:
    project = membership.project
    sources = (asked["source"],) if asked["source"] else ()
    chosen = Selection(project, since=asked["since"], until=asked["until"], sources=sources)
    found = overview.in_state(articles_of(chosen), by, asked["state"] or "")
    if asked["label"]:
        named = Annotation.objects.filter(label__name__iexact=asked["label"])
        seen = named.filter(set__in=visible_sets(project, by, membership.role))
        found = found.filter(Exists(seen.filter(set__article=OuterRef("pk"))))
    return search(found, asked["q"]).articles if (asked["q"] or "").strip() else found


def sets_of(article: Article, by: User) -> list[dict[str, Any]]:
    """Those that the person may see, by kind and name, with how much is in them; one query."""
    sets = _of_article(article, by)
    rows = sets.annotate(number=Count("annotations")).order_by("kind", "id")
    fields = "kind", "name", "owner__username", "state", "version", "created", "updated"
    return [{**row} for row in rows.values(*fields, "submitted", "number")]


def _of_article(article: Article, by: User) -> QuerySet[AnnotationSet]:
    """``article`` is as ``annotations.queries.readable`` gives it, with the person's role."""
    role: str = article.role  # type: ignore[attr-defined]  # annotated
    return visible_sets(article.project, by, role).filter(article=article)


def set_of(article: Article, by: User, kind: str, name: str) -> AnnotationSet:
    """One of them; an annotator's goes by the username, the gold one by no name."""
    sets = _of_article(article, by).filter(kind=kind).select_related("owner")
    if kind == Kind.ANNOTATOR:
        owned = sets.filter(owner__username=name).first()
        found = owned or sets.filter(owner=None, name=name).first()
    else:
        found = sets.filter(name=name).first()
    if found is None:
        raise NotFound(_("This set is not here."))
    return found


def deliveries(webhook: Webhook, *, after: int, size: int) -> tuple[list[dict[str, Any]], int]:
    """The newest first, those older than ``after``; and after which there are more, or 0."""
    found = deliveries_of(webhook).order_by("-id")
    older = found.filter(pk__lt=after) if after else found
    values = older.values()[: size + 1]
    rows: list[dict[str, Any]] = [{**row, "uid": str(row["uid"])} for row in values]
    return rows[:size], rows[size - 1]["id"] if len(rows) > size else 0
