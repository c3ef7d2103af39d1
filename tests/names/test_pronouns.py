"""Words that stand for somebody named before."""

import pytest

from annotator.names import is_pronoun


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("he", "en"),
        ("She", "en-GB"),
        (" They ", ""),
        ("er", "de"),
        ("Sie", "de_AT"),
        ("هو", "ar"),
        ("وهي", "ar-EG"),
        ("elle", "fr"),
        ("он", "ru"),
        ("he", "xx"),
    ],
)
def test_pronouns(text: str, lang: str):
    assert is_pronoun(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("he said", "en"), ("Gallant", "en"), ("er", "en"), ("", "en"), ("..", ""), ("he", "../en")],
)
def test_no_pronouns(text: str, lang: str):
    assert is_pronoun(text, lang) is (text == "he")
