"""Who is who: optimal matching, clusters, and the six kinds of disagreement."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.assignment import best_assignment
from annotator.agreement.clusters import Cluster, clusters
from annotator.agreement.disagreements import KINDS, UNANIMOUS, Verdict, verdicts, worst_first
from annotator.agreement.matching import match
from annotator.agreement.model import AnnotationSet, Article, Link, Span
from annotator.agreement.overlaps import common_length, shared
from annotator.text.spans import normalise
from tests.agreement.build import article, of, span

SPAN = st.builds(
    lambda label, pieces: span(label, *normalise((s, s + n) for s, n in pieces)),
    st.sampled_from(["Claim", "Figure"]),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), min_size=1, max_size=3),
)
SETS = st.lists(st.lists(SPAN, max_size=5).map(lambda spans: of(*spans)), min_size=1, max_size=4)
WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=14
)


def greatest(weights: dict[tuple[int, int], int]) -> int:
    """Over all assignments there are."""
    return max(
        sum(weights.get((row, column), 0) for row, column in enumerate(columns))
        for columns in permutations(range(5))
    )


@given(WEIGHTS)
def test_no_assignment_is_better(weights: dict[tuple[int, int], int]) -> None:
    found = best_assignment(weights)
    assert sum(weights[pair] for pair in found) == greatest(weights)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)


@given(st.lists(SPAN, max_size=6), st.lists(SPAN, max_size=6))
def test_shared_is_what_both_mark(a: list[Span], b: list[Span]) -> None:
    expected = {
        (i, j): n
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if (n := common_length(one.fragments, other.fragments))
    }
    assert shared(a, b) == expected


def test_the_closest_are_matched_and_the_rest_stays_alone() -> None:
    a = [span("Claim", (0, 10)), span("Claim", (12, 20))]
    b = [span("Claim", (1, 10)), span("Claim", (8, 20)), span("Claim", (50, 60))]
    found = match(a, b)
    assert [(one.a, one.b) for one in found.matches] == [(0, 0), (1, 1)]
    assert found.matches[0].iou == pytest.approx(0.9)
    assert (found.only_a, found.only_b) == ((), (2,))


def test_a_figure_in_a_claim_is_not_the_claim() -> None:
    found = match([span("Claim", (0, 40))], [span("Figure", (10, 20))])
    assert found.matches == ()


def test_another_label_for_nearly_the_same_is() -> None:
    a, b = [span("Claim", (0, 40))], [span("Figure", (0, 30))]
    assert len(match(a, b).matches) == 1
    assert match(a, b, group=lambda label: label).matches == ()


def test_a_shared_head_makes_up_for_little_in_common() -> None:
    name, long = (0, 9), (0, 120)
    assert match([span("Speaker", name)], [span("Speaker", long)]).matches == ()
    found = match([span("Speaker", name, head=0)], [span("Speaker", long, head=0)])
    assert len(found.matches) == 1


def test_the_same_label_is_preferred() -> None:
    a = [span("Claim", (0, 10)), span("Figure", (0, 10))]
    b = [span("Figure", (0, 10)), span("Claim", (0, 9))]
    assert [(one.a, one.b) for one in match(a, b).matches] == [(0, 1), (1, 0)]


def content(found: list[Cluster]) -> list[list[tuple[object, str]]]:
    return [sorted((str(who), span.id) for who, span in one.spans.items()) for one in found]


@given(SETS)
def test_every_span_is_in_one_cluster(sets: list[AnnotationSet]) -> None:
    found = clusters(article(dict(enumerate(sets))))
    ids = [span.id for one in found for span in one.spans.values()]
    assert sorted(ids) == sorted(span.id for made in sets for span in made.spans)
    assert all(one.spans and one.annotators == len(sets) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@given(st.lists(SPAN, max_size=6), st.integers(2, 4))
def test_equal_sets_are_unanimous(spans: list[Span], people: int) -> None:
    one = article({who: of(*spans) for who in range(people)})
    found = verdicts(one, clusters(one))
    assert {verdict.kinds for verdict in found} <= {(UNANIMOUS,)}
    assert all(verdict.distance == pytest.approx(0) for verdict in found)
    assert worst_first(found) == []


def test_names_of_annotators_do_not_matter() -> None:
    random = Random(4)
    for _ in range(50):
        sets = [
            of(
                *(
                    span("Claim", (s := random.randrange(90), s + random.randrange(3, 30)))
                    for _ in range(5)
                )
            )
            for _ in range(3)
        ]
        there = clusters(article(dict(zip("abc", sets, strict=True))))
        back = clusters(article(dict(zip("abc", sets[::-1], strict=True))))
        ids = [{span.id for span in one.spans.values()} for one in there]
        assert ids == [{span.id for span in one.spans.values()} for one in back]


def only(one: Article) -> Verdict:
    (found,) = verdicts(one, clusters(one))
    return found


@pytest.mark.parametrize(
    ("a", "b", "kinds", "fields"),
    [
        (span("Claim", (0, 9)), span("Claim", (0, 9)), ("unanimous",), ()),
        (span("Claim", (0, 9)), span("Claim", (0, 8)), ("boundary",), ("fragments",)),
        (span("Claim", (0, 9)), span("Figure", (0, 9)), ("label",), ("label",)),
        (
            span("Claim", (0, 9), attributes={"form": "direct"}),
            span("Claim", (0, 9), attributes={"form": "indirect"}),
            ("attribute",),
            ("form",),
        ),
        (
            span("Claim", (0, 9), attributes={"topics": ["a", "b"]}),
            span("Claim", (0, 9), attributes={"topics": ["b", "a"]}),
            ("unanimous",),
            (),
        ),
        (
            span("Figure", (0, 9), value={"low": 1}),
            span("Figure", (0, 8), value={"low": 2}),
            ("boundary", "attribute"),
            ("fragments", "value"),
        ),
        (
            span("Speaker", (0, 9), speaker=1),
            span("Speaker", (0, 9), speaker=2),
            ("attribute",),
            ("speaker",),
        ),
    ],
)
def test_kinds(a: Span, b: Span, kinds: tuple[str, ...], fields: tuple[str, ...]) -> None:
    found = only(article({"ana": of(a), "ben": of(b)}))
    assert (found.kinds, found.fields) == (kinds, fields)
    assert set(found.kinds) <= set(KINDS)


def test_missing_says_how_many_found_it() -> None:
    found = only(article({"ana": of(span("Claim", (0, 9))), "ben": of(), "max": of()}))
    assert found.kinds == ("missing",)
    assert (found.found_by, found.annotators) == (1, 3)
    assert found.distance == 1


def linked(target: str, **values: object) -> AnnotationSet:
    """A claim at 0–9 said by the speaker “near” or “far”."""
    return of(
        span("Claim", (0, 9), id="claim"),
        span("Speaker", (20, 25), id="near", **values),
        span("Speaker", (40, 45), id="far", **values),
        links=[Link("said by", "claim", target)],
    )


def test_links_follow_the_cluster() -> None:
    one = article({"ana": linked("near"), "ben": linked("far")})
    found = verdicts(one, clusters(one))
    assert [verdict.kinds for verdict in found] == [("link",), ("unanimous",), ("unanimous",)]
    assert found[0].fields == ("links",)


def test_links_to_two_mentions_of_one_speaker_are_the_same() -> None:
    one = article({"ana": linked("near", speaker=7), "ben": linked("far", speaker=7)})
    assert worst_first(verdicts(one, clusters(one))) == []


def test_the_worst_come_first() -> None:
    one = article(
        {
            "ana": of(span("Claim", (0, 10)), span("Claim", (20, 40)), span("Claim", (60, 70))),
            "ben": of(span("Claim", (0, 9)), span("Claim", (20, 30))),
        }
    )
    found = worst_first(verdicts(one, clusters(one)))
    assert [verdict.cluster.start for verdict in found] == [60, 20, 0]
