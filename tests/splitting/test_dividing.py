"""Sides of articles: shares kept, groups never parted, the same again in any order."""

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.splitting.alike import Alike
from annotator.splitting.dividing import Facts, divide
from annotator.splitting.rules import By, Rule, rule_of, shares_of
from annotator.splitting.shingles import runs

LABELS = ("Speaker", "Claim", "Figure", "Cue")
SHARES = st.sampled_from([(80, 10, 10), (60, 20, 20), (100, 0, 0), (50, 0, 50), (34, 33, 33)])


@st.composite
def articles(draw: st.DrawFn) -> list[Facts]:
    own = st.builds(
        Facts,
        uid=st.uuids().map(str),
        labels=st.frozensets(st.sampled_from(LABELS)),
        published=st.sampled_from(("", "2025-01-31", "2025-02-01T10:00", "2025", "2025-03-05")),
        source=st.sampled_from(("", "a.example", "b.example", "c.example")),
    )
    return draw(st.lists(own, min_size=1, max_size=60, unique_by=lambda one: one.uid))


@st.composite
def grouped(draw: st.DrawFn) -> tuple[list[Facts], list[list[int]]]:
    found = draw(articles())
    size = draw(st.integers(2, 5))
    return found, [list(range(at, min(at + size, len(found)))) for at in range(0, len(found), 9)]


@given(grouped(), SHARES, st.integers(0, 9))
def test_groups_stay_together(
    given: tuple[list[Facts], list[list[int]]], shares: tuple[int, int, int], seed: int
) -> None:
    found, groups = given
    split = divide(found, groups, Rule(shares=shares, seed=seed))
    assert all(len({split[n] for n in group}) == 1 for group in groups)
    assert all(shares[("train", "dev", "test").index(side)] for side in split)


@given(grouped(), SHARES, st.integers(0, 9))
def test_shares_are_kept_but_for_a_group(
    given: tuple[list[Facts], list[list[int]]], shares: tuple[int, int, int], seed: int
) -> None:
    found, groups = given
    counts = Counter(divide(found, groups, Rule(shares=shares, seed=seed)))
    largest = max((len(group) for group in groups), default=1)
    for side, share in zip(("train", "dev", "test"), shares, strict=True):
        assert abs(counts[side] - len(found) * share / 100) <= largest + len(LABELS)


def test_labels_are_in_the_same_shares() -> None:
    chance = random.Random(1)
    often = dict(zip(LABELS, (0.9, 0.8, 0.5, 0.02), strict=True))
    found = [
        Facts(f"a{n}", frozenset(label for label in LABELS if chance.random() < often[label]))
        for n in range(2_000)
    ]
    split = divide(found, [], Rule())
    for label in LABELS:
        own = [side for side, one in zip(split, found, strict=True) if label in one.labels]
        for side, share in zip(("train", "dev", "test"), (80, 10, 10), strict=True):
            assert abs(own.count(side) - len(own) * share / 100) < 2


@given(grouped(), st.sampled_from([By.RATIO, By.SOURCE]), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(
    given: tuple[list[Facts], list[list[int]]], by: By, chance: random.Random
) -> None:
    found, groups = given
    places = list(range(len(found)))
    chance.shuffle(places)
    shuffled = [found[place] for place in places]
    moved = [[places.index(n) for n in group] for group in groups]
    first, second = divide(found, groups, Rule(by)), divide(shuffled, moved, Rule(by))
    assert {one.uid: side for one, side in zip(found, first, strict=True)} == {
        one.uid: side for one, side in zip(shuffled, second, strict=True)
    }


def test_another_seed_is_another_split() -> None:
    found = [Facts(f"a{n}") for n in range(100)]
    assert divide(found, [], Rule(seed=1)) != divide(found, [], Rule(seed=2))


@given(grouped())
def test_a_source_is_on_one_side(given: tuple[list[Facts], list[list[int]]]) -> None:
    found, groups = given
    split = divide(found, groups, Rule(By.SOURCE))
    for source in {one.source for one in found} - {""}:
        own = {side for side, one in zip(split, found, strict=True) if one.source == source}
        assert len(own) == 1


@pytest.mark.parametrize(
    ("published", "side"),
    [
        ("2025-01-31", "train"),
        ("2025-02-01", "dev"),
        ("2025-02-28T23:59:59Z", "dev"),
        ("2025-03-01", "test"),
        ("", "train"),
        ("2025", "train"),
    ],
)
def test_days_decide(published: str, side: str) -> None:
    rule = Rule(By.DATE, dev_from=date(2025, 2, 1), test_from=date(2025, 3, 1))
    assert divide([Facts("a", published=published)], [], rule) == [side]


def test_a_group_goes_where_its_last_article_goes() -> None:
    rule = Rule(By.DATE, test_from=date(2025, 3, 1))
    found = [Facts("a", published="2025-01-01"), Facts("b", published="2025-03-02"), Facts("c")]
    assert divide(found, [[0, 1]], rule) == ["test", "test", "train"]


def test_nothing_is_divided_where_nobody_wants_it() -> None:
    assert divide([Facts("a")], [], Rule(By.NOTHING)) == [""]


TEXTS = st.lists(
    st.lists(st.sampled_from(["flood", "rain", "dam", "wind", "sea"]), min_size=1, max_size=9).map(
        " ".join
    ),
    min_size=2,
    max_size=30,
)


@given(TEXTS, st.sampled_from([By.RATIO, By.SOURCE, By.DATE]))
def test_no_two_texts_that_are_nearly_the_same_are_on_two_sides(texts: list[str], by: By) -> None:
    found = [Facts(f"a{n}", published=f"2025-01-{n % 28 + 1:02}") for n in range(len(texts))]
    with Alike(0.8) as alike:
        for text in texts:
            alike.add(text)
        split = divide(found, alike.groups(), Rule(by, test_from=date(2025, 1, 15)))
    for side, text in zip(split, map(runs, texts), strict=True):
        for other_side, other in zip(split, map(runs, texts), strict=True):
            assert side == other_side or len(text & other) < 0.8 * len(text | other)


@pytest.mark.parametrize(
    "given",
    [
        {"shares": (80, 10, 20)},
        {"threshold": 0.2},
        {"by": By.DATE},
        {"by": By.DATE, "dev_from": date(2025, 3, 1), "test_from": date(2025, 2, 1)},
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        Rule(**given).check()


@pytest.mark.parametrize(
    "rule",
    [
        Rule(shares=(70, 10, 20), seed=7),
        Rule(By.SOURCE),
        Rule(By.DATE, test_from=date(2025, 3, 1), threshold=0.9),
        Rule(By.NOTHING),
    ],
)
def test_a_rule_is_the_same_after_it_was_kept(rule: Rule) -> None:
    assert rule_of(rule.plain()) == rule


def test_shares_as_they_are_typed() -> None:
    assert shares_of("80/10/10") == (80, 10, 10)
    with pytest.raises(InvalidInput):
        shares_of("80-20")
