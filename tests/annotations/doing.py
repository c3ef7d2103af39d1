"""What people do in an article, in a word each."""

from uuid import UUID, uuid4

from annotator.accounts.models import User
from annotator.annotations import services
from annotator.annotations.changes import Change
from annotator.annotations.models import Annotation, Relation
from annotator.articles.models import Article
from annotator.schemes.models import Label, RelationType


def mark(article: Article, by: User, label: Label, words: str) -> Annotation:
    """Mark the first place where the words stand."""
    start = article.text.index(words)
    uid = uuid4()
    services.annotate(
        article_id=article.pk,
        by=by,
        step=uuid4(),
        uid=uid,
        label_id=label.pk,
        fragments=((start, start + len(words)),),
        quote=words,
    )
    return Annotation.objects.get(uid=uid)


def change(article: Article, by: User, uid: UUID, **edits: object) -> Change:
    one = Annotation.objects.get(set__owner=by, uid=uid)
    given = {"step": uuid4(), "uid": uid, "version": one.version} | edits
    return services.change_annotation(article_id=article.pk, by=by, **given)


def delete(article: Article, by: User, uid: UUID) -> Change:
    one = Annotation.objects.get(set__owner=by, uid=uid)
    return services.delete_annotation(
        article_id=article.pk, by=by, step=uuid4(), uid=uid, version=one.version
    )


def link(
    article: Article, by: User, kind: RelationType, source: Annotation, target: Annotation, **more
) -> Change:
    given = {
        "step": uuid4(),
        "uid": uuid4(),
        "type_id": kind.pk,
        "source": source.uid,
        "target": target.uid,
    }
    return services.link(article_id=article.pk, by=by, **given | more)


def unlink(article: Article, by: User, relation: Relation) -> Change:
    return services.unlink(article_id=article.pk, by=by, step=uuid4(), uid=relation.uid)


def undo(article: Article, by: User) -> Change:
    return services.undo(article_id=article.pk, by=by, step=uuid4())


def redo(article: Article, by: User) -> Change:
    return services.redo(article_id=article.pk, by=by, step=uuid4())
