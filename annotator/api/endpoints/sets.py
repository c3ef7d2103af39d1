"""Annotation sets of an article: listed, read, and those from outside replaced and deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from annotator.annotations.queries import readable
from annotator.api import answers, auth, described, queries, set_bodies, versions
from annotator.api.idempotency import once
from annotator.api.schemas.parts import Id
from annotator.api.schemas.sets import (
    KindName,
    Name,
    Set,
    SetAsked,
    SetGiven,
    Sets,
    SetWritten,
)
from annotator.api.scopes import Scope
from annotator.exchange.attaching import attach_set, detach_set
from annotator.exchange.choices import Rules, UnknownLabels

router = Router(tags=["Annotation sets"])
ONE = "/articles/{int:article_id}/sets/{str:kind}/{path:name}"


@router.get(
    "/articles/{int:article_id}/sets",
    response=Sets,
    auth=auth.read,
    summary="The annotation sets of an article",
)
def list_sets(request: HttpRequest, article_id: Id) -> Any:
    """By kind: annotators see their own, reviewers and owners all of them."""
    by = auth.person(request)
    article = readable(article_id, by)
    found = queries.sets_of(article, by)
    return {"items": [set_bodies.listed(request, article_id, row) for row in found]}


@router.get(
    "/articles/{int:article_id}/sets/{str:kind}",
    response=Set,
    auth=auth.read,
    summary="The annotation set without a name",
    openapi_extra=described.SET,
)
def get_nameless_set(request: HttpRequest, article_id: Id, kind: KindName) -> HttpResponse:
    """Such as the gold set."""
    return _shown(request, article_id, kind, "")


@router.get(
    ONE, response=Set, auth=auth.read, summary="One annotation set", openapi_extra=described.SET
)
def get_set(request: HttpRequest, article_id: Id, kind: KindName, name: Name) -> HttpResponse:
    """With its spans, relations and speakers in the native form."""
    return _shown(request, article_id, kind, name)


@router.put(
    ONE,
    response={200: SetWritten, 201: SetWritten},
    auth=auth.annotate,
    summary="Replace an imported or suggested set",
    openapi_extra=described.REPLACED,
)
def put_set(
    request: HttpRequest,
    article_id: Id,
    kind: KindName,
    name: Name,
    asked: Query[SetAsked],
    given: SetGiven,
) -> HttpResponse:
    """The set is afterwards what the body says, or as it was. It is checked against the text and
    the scheme as an import is. Sets of annotators and gold sets are never written here.

    With `If-Match: "7"` (or `version` in the body) only if the set is at that version, and with
    `If-None-Match: *` only if there is none; otherwise 409. For owners.
    """
    if asked.labels == "create":
        auth.check(request, Scope.MANAGE)
    by = auth.person(request)
    article = readable(article_id, by)

    def attach() -> HttpResponse:
        kept, report = attach_set(
            by=by,
            article=article,
            kind=kind,
            name=name,
            given=set_bodies.read_given(article, kind, name, given),
            rules=Rules(labels=UnknownLabels(asked.labels)),
            version=set_bodies.wanted_version(request, given),
        )
        return set_bodies.written(request, kept, report)

    return once(request, attach)


@router.delete(
    ONE,
    response={204: None},
    auth=auth.annotate,
    summary="Delete an imported or suggested set",
    openapi_extra=described.DELETED,
)
def delete_set(request: HttpRequest, article_id: Id, kind: KindName, name: Name) -> HttpResponse:
    """Unless it was accepted, or people have reviewed it or talked about it. For owners."""
    by = auth.person(request)
    article = readable(article_id, by)

    def detach() -> HttpResponse:
        version = versions.condition(request)
        detach_set(by=by, article=article, kind=kind, name=name, version=version)
        return answers.nothing()

    return once(request, detach)


def _shown(request: HttpRequest, article_id: int, kind: str, name: str) -> HttpResponse:
    by = auth.person(request)
    article = readable(article_id, by)
    return set_bodies.shown(article, queries.set_of(article, by, kind, name))
