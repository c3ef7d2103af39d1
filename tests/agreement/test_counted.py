"""Counting article by article, and intervals over articles."""

import pytest

from annotator.agreement import boundary, links, spans_f1
from annotator.agreement.boundary import Borders
from annotator.agreement.kappas import ac1_of_articles, gwet_ac1
from annotator.agreement.model import AnnotationSet, Article, Link, Span, labels, pairs

ARTICLES = [
    Article(
        n,
        100,
        {
            who: AnnotationSet(
                (
                    Span("c", "Claim", ((10, 40 + (n * shift) % 5),)),
                    Span("s", "Speaker", ((0, 5),)),
                ),
                (Link("said by", "c", "s"),) if (n + shift) % 3 else (),
            )
            for shift, who in enumerate("abc")
        },
    )
    for n in range(8)
]


def test_f1_of_what_was_counted_is_f1_of_the_articles():
    compared = pairs(ARTICLES)
    counted = [spans_f1.count(one, compared) for one in ARTICLES]
    found = spans_f1.of_counted(counted, compared, labels(ARTICLES))
    assert found == spans_f1.spans_f1(ARTICLES)
    strict = next(one for one in found if (one.way, one.label) == ("strict", "Claim"))
    alone = spans_f1.one_way(counted, compared, "strict", "Claim")
    assert (alone.value, alone.n) == (strict.score.value, strict.score.n)


def test_links_of_what_was_counted_are_links_of_the_articles():
    compared = pairs(ARTICLES)
    counted = [links.count(one, compared, "said by") for one in ARTICLES]
    assert links.of_counted("said by", counted, compared) == links.links_f1(ARTICLES, "said by")


def test_similarity_of_borders_has_an_interval():
    articles = [
        Borders(20, {"a": frozenset({3, 9}), "b": frozenset({3, 9 + n % 3})}) for n in range(9)
    ]
    found = boundary.similarity_of_articles(articles)
    assert found.value == boundary.mean_similarity(articles).value
    assert found.low is not None
    assert found.high is not None
    assert found.low < (found.value or 0) < found.high


def test_ac1_has_an_interval_round_the_same_value():
    articles = [[("y", "y")] * 8 + [("n", "n"), ("y", "n")]] * 3 + [[("y", "y"), ("n", "y")]]
    found = ac1_of_articles(articles)
    plain = gwet_ac1([unit for units in articles for unit in units])
    assert (found.value, found.n) == (plain.value, plain.n)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= (found.value or 0) <= found.high


def test_an_article_alone_has_no_interval():
    found = ac1_of_articles([[("y", "y")] * 8 + [("n", "n"), ("y", "n")]])
    assert found.value == pytest.approx(0.8658, abs=5e-5)
    assert found.low is None
