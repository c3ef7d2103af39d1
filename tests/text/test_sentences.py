"""Sentences, as far as a simple rule finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sentences import sentences
from annotator.text.tokens import tokenize


def found(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[a][0] : tokens[b - 1][1]] for a, b in sentences(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left. He stayed!", ["She left.", "He stayed!"]),
        ("“Go!” he said. “No.” She did.", ["“Go!” he said.", "“No.”", "She did."]),
        ("Dr. Lind and J. Smith met. Then", ["Dr. Lind and J. Smith met.", "Then"]),
        ("It cost 1.5 million. So", ["It cost 1.5 million.", "So"]),
        ("Title\n\nText", ["Title", "Text"]),
        ("a\u2028b", ["a", "b"]),
        ("警察。「逮捕。」した", ["警察。", "「逮捕。」", "した"]),
        ("ذهب؟ نعم.", ["ذهب؟", "نعم."]),
        ("one line", ["one line"]),
        (" \n", []),
    ],
)
def test_sentences_end_where_readers_would_say(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(st.sampled_from("aB. !?”\n。é")))
def test_every_token_is_in_one_sentence(text: str) -> None:
    tokens = tokenize(text)
    flat = [at for first, last in sentences(text, tokens) for at in range(first, last)]
    assert flat == list(range(len(tokens)))
