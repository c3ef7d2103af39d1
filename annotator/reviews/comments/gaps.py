"""Where the guidelines don't say what to do: examples, by section."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from annotator.projects.models import Membership, Project
from annotator.reviews.comments.permissions import threads_for
from annotator.reviews.models import Comment, Thread
from annotator.reviews.permissions import check_can_review
from annotator.web.markdown import headings

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """An example, what was said about it first, and how many comments there are."""

    thread: Thread
    first: str
    comments: int


@dataclass(frozen=True, slots=True)
class GapsPage:
    """``sections``: in the order of the guidelines, then those that are in them no more, then
    what belongs to none. ``more``: there are more than are shown."""

    membership: Membership
    resolved: bool
    sections: list[tuple[str, list[Gap]]]
    more: bool


def number(project: Project) -> int:
    """Unresolved examples; for reviewers and owners, who see all."""
    return Thread.objects.filter(project=project, guideline=True, resolved=None).count()


def page(membership: Membership, *, resolved: bool) -> GapsPage:
    """Two queries."""
    check_can_review(membership.user, membership.project)
    found = _listed(membership, resolved=resolved)
    by_section: dict[str, list[Gap]] = defaultdict(list)
    for one in found[:SHOWN]:
        by_section[one.thread.section].append(one)
    known = [one for one in headings(membership.project.guidelines) if one in by_section]
    gone = sorted(by_section.keys() - set(known) - {""})
    order = [*known, *gone, *([""] if "" in by_section else [])]
    return GapsPage(
        membership=membership,
        resolved=resolved,
        sections=[(name, by_section[name]) for name in order],
        more=len(found) > SHOWN,
    )


def _listed(membership: Membership, *, resolved: bool) -> list[Gap]:
    said = Comment.objects.filter(thread=OuterRef("pk")).order_by("id")
    found = (
        threads_for(membership.user)
        .filter(project=membership.project, guideline=True, resolved__isnull=not resolved)
        .select_related("article")
        .defer("article__text", "article__search")
        .annotate(first=Subquery(said.values("text")[:1]), said=Count("comments"))
        .order_by("-id")
    )
    return [Gap(one, one.first, one.said) for one in found[: SHOWN + 1]]
