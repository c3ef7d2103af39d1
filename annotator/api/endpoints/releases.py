"""Releases of a project."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router

from annotator.api import auth, described, problems, release_bodies
from annotator.api.answers import nothing
from annotator.api.idempotency import once
from annotator.api.schemas.parts import Positive, Slug
from annotator.api.schemas.releases import Release, ReleaseGiven, Releases
from annotator.projects.models import Project
from annotator.projects.queries import membership_of
from annotator.releases import queries
from annotator.releases.permissions import check_can_delete, check_can_release, check_can_see
from annotator.releases.services import delete_release, request_release
from annotator.releases.serving import serve

router = Router(tags=["Releases"])
ALL = "/projects/{slug:slug}/releases"
ONE = ALL + "/{int:number}"
FILE = ONE + "/files/{path:name}"


@router.get(ALL, response=Releases, auth=auth.read, summary="The releases of a project")
def list_releases(request: HttpRequest, slug: Slug) -> Any:
    """The newest first. For reviewers and owners."""
    found = queries.listed(_project(request, slug))
    return {"items": [release_bodies.listed(request, slug, one) for one in found]}


@router.post(
    ALL,
    response={202: Release},
    auth=auth.manage,
    summary="Have a release made",
    openapi_extra=described.REQUESTED,
)
def create_release(request: HttpRequest, slug: Slug, given: ReleaseGiven) -> HttpResponse:
    """It gets its number at once and is built in the background: ask at its `Location` until its
    `state` is `ready`. For owners.
    """
    by = auth.person(request)
    membership = membership_of(slug, by)
    project = membership.project
    check_can_release(by, project)

    def ask() -> HttpResponse:
        choice = release_bodies.choice_of(membership, by, given)
        made = request_release(project=project, by=by, name=given.name.strip(), choice=choice)
        return release_bodies.accepted(request, queries.release_of(project, made.number))

    return once(request, ask)


@router.get(ONE, response=Release, auth=auth.read, summary="One release")
def get_release(request: HttpRequest, slug: Slug, number: Positive) -> Any:
    """With its manifest and its files. For reviewers and owners."""
    found = queries.release_of(_project(request, slug), number)
    return release_bodies.shown(request, found)


@router.delete(ONE, response={204: None}, auth=auth.manage, summary="Delete a release")
def remove_release(request: HttpRequest, slug: Slug, number: Positive) -> HttpResponse:
    """Its files are gone for good; its number stays taken. For owners."""
    by = auth.person(request)
    project = _project(request, slug)
    check_can_delete(by, project)

    def delete() -> HttpResponse:
        delete_release(release=queries.release_of(project, number), by=by)
        return nothing()

    return once(request, delete)


@router.api_operation(
    ["GET", "HEAD"],
    FILE,
    auth=auth.read,
    summary="A file of a release",
    openapi_extra=described.DOWNLOADED,
)
def get_release_file(
    request: HttpRequest, slug: Slug, number: Positive, name: str
) -> HttpResponseBase:
    """Whole, or the `Range` of bytes that is asked for. `ETag` is its SHA-256. HEAD tells how long
    it is.
    """
    found = queries.release_of(_project(request, slug), number)
    answer = serve(request, found, auth.person(request), name)
    if answer.status_code == 416:
        headers = {"Content-Range": answer["Content-Range"]}
        return problems.answer(request, 416, _("The file has no such bytes."), headers=headers)
    return answer


def _project(request: HttpRequest, slug: str) -> Project:
    by = auth.person(request)
    project = membership_of(slug, by).project
    check_can_see(by, project)
    return project
