"""The table of keys, and the sentences that scripts fill in."""

import pytest
from django.utils import translation

from annotator.web.keys import name
from annotator.workbench.keys import KEYS
from annotator.workbench.sentences import SENTENCES, forms


@pytest.mark.parametrize(
    ("key", "called"),
    [
        ("u", "u"),
        ("+", "+"),
        ("Shift+u", "Shift+U"),
        ("Control+Shift+z", "Ctrl+Shift+Z"),
        ("ArrowLeft", "←"),
        ("Alt+[", "Alt+["),
        ("Shift+.", "Shift+."),
    ],
)
def test_a_key_is_called_as_people_call_it(key: str, called: str) -> None:
    assert name(key) == called


def test_a_command_has_one_row() -> None:
    commands = [key.command for key in KEYS]
    assert len(commands) == len(set(commands))


def test_only_brackets_mean_two_things() -> None:
    """With an annotation chosen they move its start, otherwise they turn the page."""
    bound = [binding for key in KEYS for binding in key.keys]
    assert {one for one in bound if bound.count(one) > 1} == {"[", "]"}


def test_what_cannot_be_done_twice_does_not_repeat() -> None:
    repeating = {key.command for key in KEYS if key.repeats}
    assert not repeating & {"submit", "delete", "label", "occurrences", "note", "add-fragment"}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_plural_form_has_its_place_for_the_number(sentence: str) -> None:
    with translation.override("en"):
        said = forms(sentence)
    assert set(said) == {"zero", "one", "two", "few", "many", "other"}
    assert all("{count}" in form for form in said.values())
    assert said["one"] != said["other"] == said["two"]
