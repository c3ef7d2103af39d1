"""Builders: the least that a test needs, as plain functions."""

import hashlib
from itertools import count
from uuid import uuid4

from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.states import CLOSED, Kind
from annotator.articles.models import Article
from annotator.exchange.choices import Selection
from annotator.projects.models import Membership, Project, Role
from annotator.releases.choices import Choice
from annotator.releases.models import Release
from annotator.releases.services import make as build_release
from annotator.releases.services import request_release
from annotator.reviews.models import Comment, Objection, Thread
from annotator.schemes.models import Attribute, Hue, Label, RelationType
from annotator.text import spans
from annotator.webhooks.models import Kind as Told
from annotator.webhooks.models import Webhook
from annotator.webhooks.signing import new_secret

_numbers = count(1)

TEXT = (
    "The minister said on Monday that more than 1,200 people had left.\n"
    "“We will go on,” she said, “until all are safe.”"
)


def user(username: str, **values: object) -> User:
    return User.objects.create_user(username, password=f"{username}-secret", **values)


def project(owner: User | None = None, **values: object) -> Project:
    n = next(_numbers)
    made = Project.objects.create(**{"name": f"Project {n}", "slug": f"project-{n}"} | values)
    if owner:
        member(made, owner, Role.OWNER)
    return made


def member(project: Project, user: User, role: Role = Role.ANNOTATOR) -> Membership:
    return Membership.objects.create(project=project, user=user, role=role)


def label(project: Project, name: str = "Claim", **values: object) -> Label:
    return Label.objects.create(project=project, name=name, **{"hue": Hue.BRICK} | values)


def attribute(label: Label, name: str = "form", **values: object) -> Attribute:
    given = {"kind": Attribute.Kind.CHOICE, "options": ["direct", "indirect"]} | values
    return Attribute.objects.create(label=label, name=name, **given)


def relation_type(
    source: Label, target: Label, name: str = "said by", **values: object
) -> RelationType:
    made = RelationType.objects.create(project=source.project, name=name, **values)
    made.sources.add(source)
    made.targets.add(target)
    return made


def article(project: Project, text: str = TEXT, **values: object) -> Article:
    n = next(_numbers)
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {"uid": f"article-{n}", "title": f"Article {n}", "words": len(text.split())} | values
    return Article.objects.create(project=project, text=text, digest=digest, **given)


def annotation_set(article: Article, owner: User | None, **values: object) -> AnnotationSet:
    now = timezone.now()
    given = {"kind": Kind.ANNOTATOR, "created": now, "updated": now} | values
    if given.get("state") in CLOSED:
        given.setdefault("submitted", now)
    return AnnotationSet.objects.create(article=article, owner=owner, **given)


def annotation(
    annotation_set: AnnotationSet, label: Label, *fragments: spans.Fragment, **values: object
) -> Annotation:
    now = timezone.now()
    given = {"uid": uuid4(), "created": now, "updated": now} | values
    return Annotation.objects.create(
        set=annotation_set,
        label=label,
        fragments=fragments,
        quote=spans.quote_of(annotation_set.article.text, fragments),
        **given,
    )


def relation(type: RelationType, source: Annotation, target: Annotation) -> Relation:
    ends = {"source": source.uid, "target": target.uid}
    return Relation.objects.create(
        uid=uuid4(), set=source.set, type=type, created=timezone.now(), **ends
    )


def thread(article: Article, by: User, text: str = "Is this right?", **values: object) -> Thread:
    """With its first comment."""
    made = Thread.objects.create(article=article, project=article.project, **values)
    comment(made, by, text)
    return made


def comment(thread: Thread, by: User, text: str = "It is.", *mentions: User) -> Comment:
    made = Comment.objects.create(thread=thread, by=by, text=text, at=timezone.now())
    made.mentions.set(mentions)
    return made


def objection(annotation_set: AnnotationSet, **values: object) -> Objection:
    given = {"cluster": uuid4(), "text": "It is a claim.", "at": timezone.now()} | values
    return Objection.objects.create(set=annotation_set, **given)


def release(project: Project, by: User | None = None, **choice: object) -> Release:
    """Built, of everything in the project."""
    chosen = Choice(Selection(project), **choice)
    made = request_release(project=project, by=by, name="", choice=chosen)
    build_release(made, lambda _done, _total: None)
    return made


def webhook(project: Project, url: str = "https://receiver.example/", **values: object) -> Webhook:
    """Told of everything."""
    given = {"events": Told.values, "secret": new_secret()} | values
    return Webhook.objects.create(project=project, url=url, **given)
