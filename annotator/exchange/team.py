"""A team at work on the sample, so that there is something to review."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.db import transaction

from annotator.accounts.models import User
from annotator.annotations import services as annotations
from annotator.articles.models import Article
from annotator.assignments import services as assignments
from annotator.assignments.services import handing_out
from annotator.projects.models import Project
from annotator.schemes.models import Attribute, Label, RelationType

FILE = Path(__file__).parent / "sample" / "team.json"
ANNOTATORS = 3


@transaction.atomic
def put_to_work(project: Project, owner: User, people: Mapping[str, User]) -> None:
    """Hands articles of the sample out, and does what the file says in the people's names."""
    settings = handing_out.settings_of(project) | {"annotators": ANNOTATORS}
    assignments.change_handing_out(by=owner, project=project, parts={}, **settings)
    project.refresh_from_db()
    scheme = _Scheme(project)
    articles = {one.uid: one for one in project.articles.all()}
    for part in orjson.loads(FILE.read_bytes()):
        article, who = articles[part["article"]], people[part["who"]]
        assignments.assign(by=owner, project=project, person_id=who.pk, articles=[article.pk])
        _annotate(article, who, scheme, part)


class _Scheme:
    """What marks and links are named by."""

    def __init__(self, project: Project) -> None:
        attributes = Attribute.objects.filter(label__project=project)
        self.labels = {one.name: one.pk for one in Label.objects.filter(project=project)}
        self.types = {one.name: one.pk for one in RelationType.objects.filter(project=project)}
        self.attributes = {(one.label_id, one.name): one.pk for one in attributes}


def _annotate(article: Article, who: User, scheme: _Scheme, part: dict[str, Any]) -> None:
    uids = {name: _mark(article, who, scheme, *mark) for name, mark in part["marks"].items()}
    for source, kind, target in part["links"]:
        annotations.link(
            article_id=article.pk,
            by=who,
            step=uuid4(),
            uid=uuid4(),
            type_id=scheme.types[kind],
            source=uids[source],
            target=uids[target],
        )
    if part["submitted"]:
        annotations.submit(article_id=article.pk, by=who)


def _mark(
    article: Article,
    who: User,
    scheme: _Scheme,
    label: str,
    words: str,
    said: Mapping[str, str] | None = None,
) -> UUID:
    """The first place where the words stand, with what is said of it."""
    start, uid, label_id = article.text.index(words), uuid4(), scheme.labels[label]
    do: dict[str, Any] = {"article_id": article.pk, "by": who, "uid": uid}
    places = ((start, start + len(words)),)
    annotations.annotate(step=uuid4(), label_id=label_id, fragments=places, quote=words, **do)
    described = dict(said or {})
    edits: dict[str, Any] = {}
    if speaker := described.pop("speaker", ""):
        edits["speaker_name"] = speaker
    if described:
        edits["attributes"] = _numbered(scheme, label_id, described)
    if edits:
        annotations.change_annotation(step=uuid4(), version=1, **do, **edits)
    return uid


def _numbered(scheme: _Scheme, label_id: int, described: Mapping[str, str]) -> dict[int, list[str]]:
    return {scheme.attributes[label_id, name]: [one] for name, one in described.items()}
