"""Figures that nobody has read yet are read between times."""

from uuid import uuid4

from annotator.accounts.models import User
from annotator.annotations import services
from annotator.annotations.models import Annotation
from annotator.annotations.reading_figures import read_for_a_while, read_some
from annotator.articles.models import Article
from annotator.schemes.models import Label
from tests import make
from tests.annotations.doing import change, mark


def test_what_was_not_read_is_read(
    article: Article, ana: User, figure: Label, claim: Label
) -> None:
    own = make.annotation_set(article, ana)
    start = article.text.index("1,200")
    one = make.annotation(own, figure, (start, start + 5))
    nothing = make.annotation(own, figure, (4, 12))
    other = make.annotation(own, claim, (start, start + 5))
    read_for_a_while()
    values = dict(Annotation.objects.values_list("uid", "value"))
    assert (values[one.uid]["low"], values[nothing.uid], values[other.uid]) == (1200, {}, None)


def test_in_short_turns(article: Article, ana: User, figure: Label) -> None:
    own = make.annotation_set(article, ana)
    for n in range(3):
        make.annotation(own, figure, (n, n + 1))
    assert [read_some(2), read_some(2), read_some(2)] == [2, 1, 0]


def test_what_was_read_meanwhile_does_not_stop_undo(
    article: Article, ana: User, figure: Label
) -> None:
    one = mark(article, ana, figure, "1,200")
    change(article, ana, one.uid, note="Sure?")
    Annotation.objects.update(value=None)
    read_some()
    services.undo(article_id=article.pk, by=ana, step=uuid4())
    assert Annotation.objects.get().note == ""
