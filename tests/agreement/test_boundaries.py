"""Kinds of boundary error, and spans without what is a matter of taste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.boundaries import Text, counted, kinds
from annotator.agreement.noise import stripped, without_noise
from annotator.agreement.spans_f1 import STRICT, spans_f1
from tests.agreement.build import article, of, span

ENGLISH = "“The minister left,” she said. “We go on, and the U.S. is ready.”"


def place(text: str, needle: str) -> tuple[int, int]:
    start = text.index(needle)
    return start, start + len(needle)


def between(a: str, b: str, text: str = ENGLISH, lang: str = "en") -> tuple[str, ...]:
    cues = [place(text, "she said")] if "she said" in text else []
    return kinds(Text(text, lang, cues), (place(text, a),), (place(text, b),))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The minister", "The minister", ()),
        ("The minister", "minister", ("left", "longer", "determiner")),
        ("minister", "The minister", ("left", "shorter", "determiner")),
        ("“The minister", "minister", ("left", "longer", "determiner", "quotation mark")),
        ("“The minister", "The minister", ("left", "longer", "quotation mark")),
        ("minister left,", "minister left", ("right", "longer", "trailing punctuation")),
        (
            "minister left,”",
            "minister left",
            ("right", "longer", "quotation mark", "trailing punctuation"),
        ),
        ("left,” she said", "left", ("right", "longer", "cue included")),
        ("minister", "left", ("left", "right", "longer")),
        ("We go", "go on", ("left", "right")),
    ],
)
def test_kinds(a: str, b: str, expected: tuple[str, ...]) -> None:
    assert between(a, b) == expected


@pytest.mark.parametrize(
    ("text", "lang", "determiner", "rest"),
    [
        ("Die Regierung", "de", "Die ", "Regierung"),
        ("l’État", "fr", "l’", "État"),
        ("las cifras", "es-MX", "las ", "cifras"),
        ("الحكومة", "ar", "ال", "حكومة"),
        ("هذه الدولة", "ar", "هذه ", "الدولة"),
        ("The team", "tlh", "The ", "team"),
    ],
)
def test_determiners_of_the_language(text: str, lang: str, determiner: str, rest: str) -> None:
    assert between(text, rest, text, lang) == ("left", "longer", "determiner")
    assert text[len(determiner) :] == rest


def test_only_the_inside_differs() -> None:
    assert kinds(Text(ENGLISH), ((0, 20),), ((0, 8), (12, 20))) == ("inside", "longer")


def test_they_are_counted() -> None:
    text = Text(ENGLISH)
    pairs = [(text, (place(ENGLISH, "The minister"),), (place(ENGLISH, "minister"),))] * 2
    assert counted(pairs) == {"left": 2, "longer": 2, "determiner": 2}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("“The minister left,”", "minister left"),
        ("The minister", "minister"),
        ("“We go on, and the U.S.", "We go on, and the U.S."),
        ("ready.”", "ready"),
        ("The", "The"),
        (",”", ",”"),
    ],
)
def test_stripped(marked: str, expected: str) -> None:
    (found,) = stripped(ENGLISH, (place(ENGLISH, marked),))
    assert ENGLISH[slice(*found)] == expected


def test_every_fragment_is_stripped_but_determiners_only_of_the_first() -> None:
    pieces = (place(ENGLISH, "“The minister left,”"), place(ENGLISH, "the U.S. is ready."))
    found = [ENGLISH[start:end] for start, end in stripped(ENGLISH, pieces)]
    assert found == ["minister left", "the U.S. is ready"]


def test_agreement_without_noise() -> None:
    noisy = article(
        {
            "ana": of(span("Claim", place(ENGLISH, "“The minister left,”"))),
            "ben": of(span("Claim", place(ENGLISH, "The minister left"))),
        },
        len(ENGLISH),
    )
    assert strict(noisy) == 0
    assert strict(without_noise(noisy, ENGLISH)) == 1


def strict(one) -> float | None:
    found = {(row.way, row.label): row.score.value for row in spans_f1([one], times=0)}
    return found[STRICT, None]


@given(st.text("“”«»\"' ,.aTheال", min_size=1, max_size=30), st.data())
def test_stripping_only_takes_away_and_is_done_at_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for lang in ("en", "ar"):
        ((first, last),) = stripped(text, ((start, end),), lang)
        assert start <= first < last <= end
