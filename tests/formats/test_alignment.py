"""Annotations on the borders of tokens: which tokens, and what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.alignment import BORDERS, fit
from annotator.formats.losses import Losses
from annotator.text.tokens import tokenize

TEXT = "She met Lind's team."
PLACES = tokenize(TEXT)  # She, met, Lind, 's, team, .


def fitted(start: int, end: int, borders: str) -> tuple[list[str], dict[str, int]]:
    losses = Losses()
    found = fit(PLACES, start, end, borders, losses)
    tokens = PLACES[slice(*found)] if found else []
    return [TEXT[a:b] for a, b in tokens], losses.plain()


@pytest.mark.parametrize("borders", BORDERS)
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 3, ["She"]), (4, 12, ["met", "Lind"]), (3, 12, ["met", "Lind"]), (19, 20, ["."])],
)
def test_what_ends_at_tokens_or_spaces_stays(
    start: int, end: int, expected: list[str], borders: str
) -> None:
    assert fitted(start, end, borders) == (expected, {})


@pytest.mark.parametrize(
    ("borders", "expected"),
    [
        ("expand", (["She", "met", "Lind"], {"expanded": 1})),
        ("contract", (["met"], {"contracted": 1})),
        ("skip", ([], {"skipped": 1})),
    ],
)
def test_what_ends_inside_a_token_is_as_was_chosen(
    borders: str, expected: tuple[list[str], dict[str, int]]
) -> None:
    assert fitted(1, 10, borders) == expected


def test_nothing_is_left_of_what_holds_no_whole_token() -> None:
    assert fitted(9, 11, "contract") == ([], {"without_tokens": 1})


def test_white_space_has_no_tokens() -> None:
    assert fitted(3, 4, "expand") == ([], {"without_tokens": 1})


@given(st.data(), st.sampled_from(BORDERS))
def test_every_annotation_is_there_as_it_was_or_counted_once(
    data: st.DataObject, borders: str
) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    tokens, counted = fitted(start, end, borders)
    exact = tokens and "".join(tokens) == "".join(TEXT[start:end].split())
    assert sum(counted.values()) == (0 if exact else 1)
