"""F1 of spans and links, SemEval's counts, and confusion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alpha import alpha
from annotator.agreement.attributes import attribute, number, unit, units
from annotator.agreement.clusters import clusters
from annotator.agreement.confusion import NOTHING, confusion
from annotator.agreement.links import links_f1
from annotator.agreement.model import AnnotationSet, Article, Link, Span, pairs
from annotator.agreement.semeval import SCHEMES, Counts, counts
from annotator.agreement.spans_f1 import F1, WAYS, spans_f1
from annotator.text.spans import normalise
from tests.agreement.build import article, of, span

# The five ways below, then of nervaluate's guide: COR/INC/PAR/MIS/SPU.
TYPE, PARTIAL, STRICT = Counts(3, 2, 0, 1, 1), Counts(3, 0, 2, 1, 1), Counts(2, 3, 0, 1, 1)


@pytest.mark.parametrize(("counted", "expected"), [(TYPE, 0.50), (PARTIAL, 2 / 3), (STRICT, 1 / 3)])
def test_semeval(counted: Counts, expected: float) -> None:
    for score in (counted.precision, counted.recall, counted.f1):
        assert score.value == pytest.approx(expected)


def test_semeval_counts_half_for_half() -> None:
    """Two right and three half right of five are (2 + 1.5) / 5."""
    true = [span("Drug", (at, at + 8)) for at in range(0, 100, 20)]
    measured = [span("Drug", (at, at + 8 - 2 * (at > 20))) for at in range(0, 100, 20)]
    found = {scheme: counts(true, measured, scheme).f1.value for scheme in SCHEMES}
    assert found == pytest.approx({"type": 1, "exact": 0.4, "strict": 0.4, "partial": 0.7})


def test_counts_of_articles_are_added() -> None:
    assert Counts(6, 2, 2, 2, 2) == TYPE + PARTIAL


def test_semeval_without_spans() -> None:
    empty = counts([], [], "strict")
    assert empty.precision.reason
    assert empty.recall.reason
    assert empty.f1.reason == "Neither set has spans."


def by_kind(articles: list[Article], times: int = 0) -> dict[tuple[str, str | None], F1]:
    return {(one.way, one.label): one for one in spans_f1(articles, times=times)}


def test_ways_of_counting() -> None:
    one = article(
        {
            "ana": of(span("Claim", (0, 20)), span("Claim", (30, 40)), span("Figure", (50, 54))),
            "ben": of(span("Claim", (0, 20)), span("Claim", (34, 44)), span("Claim", (50, 54))),
        }
    )
    found = by_kind([one])
    assert found["strict", None].score.value == pytest.approx(1 / 3)
    assert found["exact", None].score.value == pytest.approx(2 / 3)
    assert found["type", None].score.value == pytest.approx(2 / 3)
    assert found["partial", None].score.value == pytest.approx(2.5 / 3)
    assert found["character", None].score.value == pytest.approx(2 * 26 / (34 + 34))
    assert found["strict", "Claim"].score.value == pytest.approx(2 / 5)
    assert found["type", "Claim"].score.value == pytest.approx(4 / 5)
    assert found["strict", "Figure"].score.value == 0
    assert found["strict", None].score.n == 6


def test_articles_where_both_found_none_are_counted_apart() -> None:
    some = article({"ana": of(span("Claim", (0, 9))), "ben": of(span("Claim", (0, 9)))})
    none = article({"ana": of(), "ben": of()})
    found = by_kind([some, none, none])["strict", None]
    assert (found.score.value, found.both_empty) == (1, 2)
    nothing = by_kind([none])["strict", None]
    assert nothing.score.value is None
    assert nothing.score.reason
    assert nothing.both_empty == 1


def test_the_mean_over_pairs_and_micro_over_articles() -> None:
    same, other = of(span("Claim", (0, 9))), of(span("Claim", (20, 29)))
    articles = [
        article({"ana": same, "ben": same, "max": other}),
        article({"ana": same, "ben": other}),
    ]
    found = by_kind(articles)["strict", None]
    assert {pair: score.value for pair, score in found.by_pair.items()} == {
        ("ana", "ben"): 0.5,
        ("ana", "max"): 0,
        ("ben", "max"): 0,
    }
    assert found.score.value == pytest.approx(1 / 6)


def test_intervals_depend_on_the_seed_only() -> None:
    same, other = of(span("Claim", (0, 9))), of(span("Claim", (0, 7)))
    articles = [article({"ana": same, "ben": same if at % 3 else other}) for at in range(30)]
    first, second = by_kind(articles, times=300), by_kind(articles, times=300)
    assert first == second
    score = first["strict", None].score
    assert score.low is not None
    assert score.high is not None
    assert score.low < score.value < score.high


SPAN = st.builds(
    lambda label, pieces: span(label, *normalise((s, s + n) for s, n in pieces)),
    st.sampled_from(["Claim", "Figure", "Speaker"]),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=2),
)
SET = st.lists(SPAN, max_size=6).map(lambda spans: of(*spans))
ARTICLES = st.lists(st.lists(SET, min_size=2, max_size=3), min_size=1, max_size=3).map(
    lambda sets: [article(dict(enumerate(one))) for one in sets]
)


def values(articles: list[Article]) -> dict[tuple[str, str | None], float | None]:
    return {kind: found.score.value for kind, found in by_kind(articles).items()}


@given(ARTICLES)
def test_within_bounds_and_in_their_order(articles: list[Article]) -> None:
    found = values(articles)
    assert all(value is None or 0 <= value <= 1 for value in found.values())
    if found["strict", None] is not None:
        assert found["strict", None] <= found["exact", None] <= found["partial", None]
        assert found["strict", None] <= found["type", None]
    assert {way for way, _ in found} == set(WAYS)


@given(ARTICLES)
def test_the_order_of_annotators_does_not_matter(articles: list[Article]) -> None:
    turned = [Article(one.key, one.length, dict(reversed(one.sets.items()))) for one in articles]
    assert values(turned) == pytest.approx(values(articles))


@given(ARTICLES, st.integers(1, 50))
def test_new_labels_and_another_place_change_nothing(articles: list[Article], by: int) -> None:
    def moved(one: Span) -> Span:
        return span(f"New {one.label}", *((start + by, end + by) for start, end in one.fragments))

    there = [
        article({who: of(*map(moved, made.spans)) for who, made in one.sets.items()}, 400)
        for one in articles
    ]
    renamed = {
        (way, label and f"New {label}"): value for (way, label), value in values(articles).items()
    }
    assert values(there) == pytest.approx(renamed)


@given(st.lists(SET, min_size=1, max_size=3))
def test_the_same_sets_are_one_or_undefined(sets: list[AnnotationSet]) -> None:
    articles = [article({"ana": one, "ben": one, "max": one}) for one in sets]
    assert set(values(articles).values()) <= {None, 1}


@given(ARTICLES)
def test_confusion_counts_every_span(articles: list[Article]) -> None:
    found = confusion(articles)
    spans = sum(
        len(one.sets[who].spans) for one in articles for pair in pairs([one]) for who in pair
    )
    counted = sum(n * (2 - (a is NOTHING) - (b is NOTHING)) for (a, b), n in found.counts.items())
    assert counted == spans
    assert all(len(found.cases[key]) == n for key, n in found.counts.items() if key[0] != key[1])


def test_confusion() -> None:
    one = article(
        {
            "ana": of(span("Claim", (0, 20)), span("Claim", (30, 40)), span("Figure", (50, 54))),
            "ben": of(span("Claim", (0, 19)), span("Claim", (50, 54))),
        }
    )
    found = confusion([one], ("ana", "ben"))
    assert found.counts == {
        ("Claim", "Claim"): 1,
        ("Claim", NOTHING): 1,
        ("Figure", "Claim"): 1,
    }
    assert found.labels == ("Claim", "Figure")
    assert found.either("Claim", "Figure") == 1
    assert found.cases["Figure", "Claim"][0].iou == 1
    assert confusion([one], ("ben", "ana")).counts["Claim", "Figure"] == 1


def said(
    *links: tuple[str, str], shift: int = 0, speakers: dict[str, object] | None = None
) -> AnnotationSet:
    """Claims c1 and c2, speakers s1 and s2, and who says what."""
    known = speakers or {}
    return of(
        span("Claim", (0, 20 - shift), id="c1"),
        span("Claim", (30, 50), id="c2"),
        span("Speaker", (60, 66), id="s1", speaker=known.get("s1")),
        span("Speaker", (80, 86), id="s2", speaker=known.get("s2")),
        links=[Link("said by", *link) for link in links],
    )


def test_links_match_where_their_ends_overlap() -> None:
    one = article({"ana": said(("c1", "s1"), ("c2", "s2")), "ben": said(("c1", "s1"), shift=3)})
    found = links_f1([one], "said by", times=0)
    assert found.end_to_end.value == pytest.approx(2 / 3)
    assert found.given_spans.value == pytest.approx(2 / 3)
    assert found.end_to_end.n == 3


def test_links_to_mentions_of_one_speaker_match() -> None:
    entries = {"s1": 7, "s2": 7}
    one = article(
        {
            "ana": said(("c1", "s1"), ("c1", "s2"), speakers=entries),
            "ben": said(("c1", "s2"), speakers=entries),
        }
    )
    assert links_f1([one], "said by", times=0).end_to_end.value == 1


def test_links_given_that_both_found_the_spans() -> None:
    lone = of(
        span("Claim", (0, 20), id="c1"),
        span("Speaker", (60, 66), id="s1"),
        links=[Link("said by", "c1", "s1")],
    )
    one = article({"ana": said(("c1", "s1"), ("c2", "s2")), "ben": lone})
    found = links_f1([one], "said by", times=0)
    assert found.given_spans.value == 1
    assert found.end_to_end.value == pytest.approx(2 / 3)


def test_links_undefined() -> None:
    one = article({"ana": said(), "ben": said()})
    found = links_f1([one], "said by")
    assert "made a link" in found.end_to_end.reason
    assert found.given_spans.reason
    assert links_f1([], "said by").end_to_end.reason


def test_attributes_of_matched_spans() -> None:
    def form(value: str | None, start: int) -> Span:
        return span("Claim", (start, start + 10), attributes={"form": value} if value else {})

    one = article(
        {
            "ana": of(form("direct", 0), form("direct", 20), form("indirect", 40), form(None, 60)),
            "ben": of(form("direct", 0), form("indirect", 21), form("indirect", 40)),
        }
    )
    found = units(clusters(one), attribute("form"), "Claim", ["ana", "ben"])
    assert found == [["direct", "direct"], ["direct", "indirect"], ["indirect", "indirect"]]
    assert alpha(found).value == pytest.approx(4 / 9)


def test_several_choices_are_one_value_in_any_order() -> None:
    get = attribute("topics")
    assert get(span("Claim", (0, 1), attributes={"topics": ["b", "a"]})) == ("a", "b")
    assert get(span("Claim", (0, 1), attributes={"topics": []})) is None
    assert get(span("Claim", (0, 1))) is None


def test_what_figures_say() -> None:
    said_ = span("Figure", (0, 9), value={"low": 3, "high": 4, "unit": "%"})
    assert (number(said_), unit(said_)) == (3.5, "%")
    assert (number(span("Figure", (0, 9))), unit(span("Figure", (0, 9)))) == (None, None)
