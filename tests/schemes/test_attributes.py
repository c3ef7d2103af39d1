"""Values of attributes: what forms send, what annotations keep."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.schemes.attributes import check, defaults, fits, fitting, missing, parse


@dataclass
class Described:
    kind: str
    name: str = "form"
    options: list[str] = field(default_factory=lambda: ["a", "b", "c"])
    required: bool = False
    default: Any = None


KINDS = ("choice", "choices", "text", "number", "boolean")


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("choice", ["b"], "b"),
        ("choice", [" b ", ""], "b"),
        ("choices", ["c", "a", ""], ["a", "c"]),
        ("choices", ["a", "a"], ["a"]),
        ("text", [" two words "], "two words"),
        ("text", ["0"], "0"),
        ("number", ["12"], 12),
        ("number", ["-1.5"], -1.5),
        ("number", ["١٢"], 12),
        ("boolean", ["true"], True),
        ("boolean", ["false"], False),
    ],
)
def test_what_a_form_sends_is_kept_as_json(kind: str, sent: list[str], kept: object):
    value = parse(Described(kind), sent)
    assert (value, type(value)) == (kept, type(kept))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sent", [[], [""], ["", " "]])
def test_nothing_is_unset(kind: str, sent: list[str]):
    assert parse(Described(kind), sent) is None


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("choice", ["d"], "“form” must be one of “a”, “b”, “c”."),
        ("choice", ["a", "b"], "“form” can have one value only."),
        ("choices", ["a", "d"], "“form” must be any of “a”, “b”, “c”, each once."),
        ("text", ["x" * 1001], "“form” must be a text of at most 1,000 characters."),
        ("text", ["a\0b"], "“form” must be a text"),
        ("text", ["a\ud800b"], "“form” must be a text"),
        ("number", ["many"], "“form” must be a number"),
        ("number", ["nan"], "“form” must be a number"),
        ("number", ["-inf"], "“form” must be a number"),
        ("number", ["1e999"], "“form” must be a number"),
        ("number", ["1_000"], "“form” must be a number"),
        ("number", ["1,5"], "“form” must be a number"),
        ("number", ["9" * 17], "“form” must be a number"),
        ("number", ["9" * 100_000], "“form” must be a number"),
        ("boolean", ["yes"], "“form” must be yes or no."),
    ],
)
def test_what_is_wrong_is_said_with_what_is_allowed(kind: str, sent: list[str], said: str):
    with pytest.raises(InvalidInput) as caught:
        parse(Described(kind), sent)
    assert caught.value.message.startswith(said)
    assert caught.value.errors == {"form": [caught.value.message]}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("choice", ["a"]),
        ("choice", 1),
        ("choices", "a"),
        ("choices", []),
        ("choices", ["a", "a"]),
        ("choices", [["a"]]),
        ("text", 1),
        ("number", True),
        ("number", "1"),
        ("number", float("nan")),
        ("boolean", 1),
        ("boolean", "true"),
        ("boolean", {}),
    ],
)
def test_values_of_the_wrong_kind(kind: str, value: object):
    with pytest.raises(InvalidInput):
        check(Described(kind), value)


@pytest.mark.parametrize("kind", KINDS)
@given(sent=st.lists(st.text(), max_size=3))
def test_whatever_is_kept_fits(kind: str, sent: list[str]):
    try:
        value = parse(Described(kind), sent)
    except InvalidInput:
        return
    assert fits(Described(kind), value)


def test_a_fresh_annotation_has_the_defaults():
    lists = Described("choices", name="lists", default=["a"])
    some = [Described("choice", default="a"), Described("text", name="none"), lists]
    some.append(Described("boolean", name="no", default=False))
    assert defaults(some) == {"form": "a", "lists": ["a"], "no": False}
    assert defaults(some)["lists"] is not lists.default


def test_what_fits_stays_when_the_label_changes():
    new = [Described("choice"), Described("number", name="size"), Described("text", name="why")]
    values = {"form": "a", "size": "large", "tone": "dry", "why": None}
    assert fitting(new, values) == {"form": "a"}


def test_required_ones_without_a_value_are_missing():
    form, check_worthy = Described("choice", required=True), Described("boolean", name="check")
    check_worthy.required = True
    assert missing([form, check_worthy, Described("text", name="x")], {"check": False}) == [form]
