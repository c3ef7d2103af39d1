"""Articles: listed, read, and brought in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from annotator.annotations.queries import readable
from annotator.api import auth, bodies, described, links, media, paging, queries
from annotator.api.idempotency import once
from annotator.api.importing import bring_in
from annotator.api.schemas.articles import Article, Articles, ArticlesAsked, ImportAsked, Report
from annotator.api.schemas.parts import Id, Slug
from annotator.exchange.permissions import check_can_import
from annotator.projects.queries import membership_of

router = Router(tags=["Articles"])


@router.get(
    "/projects/{slug:slug}/articles",
    response=Articles,
    auth=auth.read,
    summary="The articles of a project",
)
def list_articles(request: HttpRequest, slug: Slug, asked: Query[ArticlesAsked]) -> Any:
    """In the order of their import, a page at a time. Filters that are given must all hold."""
    by = auth.person(request)
    membership = membership_of(slug, by)
    found = queries.articles(membership, by, asked.model_dump())
    rows = [row | {"url": links.to(request, "get_article", row["id"])} for row in found.rows]
    return paging.page(request, rows, found.after)


@router.post(
    "/projects/{slug:slug}/articles",
    response={200: Report, 201: Report},
    auth=auth.manage,
    summary="Bring in articles",
    openapi_extra=described.BROUGHT,
)
def create_articles(request: HttpRequest, slug: Slug, asked: Query[ImportAsked]) -> HttpResponse:
    """JSON lines, one article a line: the native form, `{"text": …}` with any other keys, or what
    other annotation tools write. The body may be as long as an upload; it is never held in memory.

    All articles are written or, if anything is wrong with one, none: then the answer is 422 with
    the problems by line and the `report`. A text that the project has already is passed over, so
    the same body may be sent again. For owners.
    """
    by = auth.person(request)
    project = membership_of(slug, by).project
    check_can_import(by, project)
    media.check_type(request, media.JSON_LINES)
    with bodies.staged(request, project, by) as (source, digest):
        return once(request, lambda: bring_in(request, project, by, source, asked), digest=digest)


@router.get("/articles/{int:article_id}", response=Article, auth=auth.read, summary="One article")
def get_article(request: HttpRequest, article_id: Id) -> Any:
    """With its text and everything that is known about it, without annotations."""
    article = readable(article_id, auth.person(request))
    fields = (
        "uid", "title", "text", "url", "source", "byline", "published", "lang", "meta", "words",
        "revision", "created",
    )  # fmt: skip
    return {
        "id": article.pk,
        "project": article.project.slug,
        **{name: getattr(article, name) for name in fields},
        "content_sha256": article.digest,
        "sets": links.to(request, "list_sets", article.pk),
    }
