"""Annotation sets as they are sent and received."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.api import answers, links, versions
from annotator.api.schemas.sets import Set, SetGiven, SetWritten
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.exchange.reports import Report
from annotator.exchange.sets import contents_of, name_of
from annotator.formats.native import set_id

COUNTS = ("annotations", "relations", "speakers", "left_out", "links_left_out", "new_labels")


def listed(request: HttpRequest, article_id: int, row: dict[str, Any]) -> dict[str, Any]:
    owner, annotations = row.pop("owner__username"), row.pop("number")
    name = owner if owner and row["kind"] == Kind.ANNOTATOR else row["name"]
    address = links.to_set(request, article_id, row["kind"], name)
    return row | {"name": name, "annotations": annotations, "url": address}


def shown(article: Article, one: AnnotationSet) -> HttpResponse:
    contents = contents_of(article, one)
    body = Set(
        article=article.pk,
        content_sha256=article.digest,
        name=name_of(one),
        spans=contents["spans"],
        relations=contents["relations"],
        speakers=contents["speakers"],
        **{name: getattr(one, name) for name in _FIELDS},
    )
    return answers.json(body, ETag=versions.etag(one.version))


_FIELDS = ("kind", "state", "version", "created", "updated", "submitted")


def read_given(article: Article, kind: str, name: str, given: SetGiven) -> dict[str, Any]:
    """As a line of the native form; InvalidInput where the body is about another set or text."""
    said = {
        "kind": (given.kind, kind),
        "name": (given.name, name),
        "article": (given.article, article.pk),
    }
    for key, (own, wanted) in said.items():
        if own not in (None, wanted):
            detail = _("“%(key)s” is another than the one of this address.") % {"key": key}
            raise InvalidInput(detail, errors={f"/{key}": [detail]})
    if given.content_sha256 not in (None, article.digest):
        detail = _("These spans were made for another text.")
        raise InvalidInput(detail, errors={"/content_sha256": [detail]})
    parts = given.model_dump(by_alias=True, include={"state", "spans", "relations", "speakers"})
    for part in parts["spans"] + parts["relations"]:
        part["set"] = part["set"] or set_id(kind, name)
    return parts


def wanted_version(request: HttpRequest, given: SetGiven) -> int | None:
    """What the header says counts more than what the body does."""
    condition = versions.condition(request)
    return given.version if condition is None else condition


def written(request: HttpRequest, kept: AnnotationSet, report: Report) -> HttpResponse:
    address = links.to_set(request, kept.article_id, kept.kind, kept.name)
    own = {name: getattr(kept, name) for name in ("kind", "name", "state", "version")}
    counts = {name: getattr(report, name) for name in COUNTS}
    body = SetWritten.model_validate({**own, **counts, "url": address})
    is_new = kept.created == kept.updated
    headers = {"ETag": versions.etag(kept.version)} | ({"Location": address} if is_new else {})
    return answers.json(body, 201 if is_new else 200, **headers)
