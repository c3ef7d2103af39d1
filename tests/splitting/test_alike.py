"""Near-identical texts: every pair above the threshold is found, and no other is joined."""

import random
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.env import BASE
from annotator.splitting.alike import MISSED, NUMBERS, Alike, height
from annotator.splitting.joining import Joined
from annotator.splitting.shingles import SIZE, jaccard, runs

WORDS = [
    "the",
    "river",
    "rose",
    "over",
    "its",
    "banks",
    "and",
    "people",
    "left",
    "homes",
    "on",
    "monday",
    "night",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40)


@st.composite
def corpora(draw: st.DrawFn) -> list[str]:
    """Texts, with copies of some that differ in a few words."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=8))
    for _ in range(draw(st.integers(0, 8))):
        copy = list(draw(st.sampled_from(texts)))
        for _ in range(draw(st.integers(0, 2))):
            copy[draw(st.integers(0, len(copy) - 1))] = draw(st.sampled_from(WORDS))
        texts.append(copy + draw(st.lists(st.sampled_from(WORDS), max_size=3)))
    return [" ".join(text) for text in texts]


def found(texts: list[str], threshold: float) -> list[list[int]]:
    with Alike(threshold) as alike:
        for text in texts:
            alike.add(text)
        return alike.groups()


def by_brute_force(texts: list[str], threshold: float) -> list[list[int]]:
    joined = Joined(len(texts))
    for (a, one), (b, other) in combinations(enumerate(map(runs, texts)), 2):
        if len(one & other) >= threshold * len(one | other):
            joined.join(a, b)
    return [part for part in joined.parts() if len(part) > 1]


@given(corpora(), st.sampled_from((0.5, 0.8, 0.95, 1.0)))
def test_groups_are_those_of_comparing_each_with_each(texts: list[str], threshold: float) -> None:
    assert found(texts, threshold) == by_brute_force(texts, threshold)


def test_the_wire_service_s_text_with_another_first_line_is_the_same_article() -> None:
    text = " ".join(str(n) for n in range(300))
    assert found([text, f"Reuters reports {text.upper()}", "Something else altogether"], 0.8) == [
        [0, 1]
    ]


def test_a_text_of_few_words_is_alike_only_with_the_same_words() -> None:
    assert found(["Flood in the valley", "FLOOD, in the valley!", "Flood in a valley"], 0.8) == [
        [0, 1]
    ]


def test_signs_count_where_words_are_not_parted() -> None:
    text = "政府は月曜日に千二百人以上が谷を離れたと発表した。住民は避難所で夜を過ごした。"
    assert found([text, text + "了", "別の記事です"], 0.8) == [[0, 1]]


def test_no_words_at_all() -> None:
    assert found([], 0.8) == []
    assert found(["?", "A b c d e f"], 0.8) == []


@pytest.mark.parametrize("threshold", [0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
def test_few_pairs_above_the_threshold_are_overlooked(threshold: float) -> None:
    rows = height(threshold)
    assert (1 - threshold**rows) ** (NUMBERS // rows) < MISSED


def test_a_hash_says_the_same_as_its_words() -> None:
    text = " ".join(random.Random(1).choices(WORDS, k=200))
    with Alike(0.8) as alike:
        alike.add(text)
        assert len(alike._read(0)) == len(runs(text))
    assert jaccard({1, 2, 3}, {2, 3, 4}) == 0.5
    assert SIZE == 5


PEAK = """
import random, re
from pathlib import Path
from annotator.splitting.alike import Alike
words = [f"word{n}" for n in range(30_000)]
chance = random.Random(1)
with Alike(0.8) as alike:
    for n in range(10_000):
        alike.add(" ".join(chance.choices(words, k=200)))
    alike.groups()
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says so of this process alone")
def test_ten_thousand_articles_need_little_memory() -> None:
    command = [sys.executable, "-c", PEAK]
    done = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150_000
