"""Projects."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import Router

from annotator.api import auth, links, queries
from annotator.api.schemas.parts import Slug
from annotator.api.schemas.projects import Project, Projects
from annotator.overview.queries import number_of_articles
from annotator.projects.models import Membership
from annotator.projects.queries import membership_of, projects_of
from annotator.schemes.files import write_scheme
from annotator.schemes.queries import labels_of, links_of

router = Router(tags=["Projects"])


@router.get("", response=Projects, auth=auth.read, summary="Your projects")
def list_projects(request: HttpRequest) -> Any:
    """Every project that you belong to, by name, with your role in it."""
    return {"items": [_row(request, one) for one in projects_of(auth.person(request))]}


@router.get("/{slug:slug}", response=Project, auth=auth.read, summary="One project")
def get_project(request: HttpRequest, slug: Slug) -> Any:
    """With its label scheme, its guidelines, and how many articles and annotation sets it has."""
    by = auth.person(request)
    membership = membership_of(slug, by)
    project = membership.project
    labels = labels_of(project).prefetch_related("attributes")
    return {
        **_row(request, membership),
        "guidelines": project.guidelines,
        "scheme": json.loads(write_scheme(list(labels), links_of(project.pk))),
        "counts": {
            "articles": number_of_articles(project),
            "sets": queries.counted_sets(membership, by),
        },
    }


def _row(request: HttpRequest, one: Membership) -> dict[str, Any]:
    return {
        "slug": one.project.slug,
        "name": one.project.name,
        "role": one.role,
        "created": one.project.created,
        "url": links.to(request, "get_project", one.project.slug),
    }
