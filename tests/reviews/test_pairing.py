"""One version of an article against another, annotation by annotation."""

from uuid import uuid4

import pytest

from annotator.annotations.queries import Mark, MarkLabel, Tie
from annotator.reviews.feedback.context import AROUND, pieces
from annotator.reviews.feedback.pairing import Kind, Score, Version, pairs, scores

CLAIM = MarkLabel(1, "Claim", 2, "solid", "claim")
SPEAKER = MarkLabel(2, "Speaker", 1, "solid", "speaker")


def mark(*fragments: tuple[int, int], label: MarkLabel = CLAIM, **said: object) -> Mark:
    given = {
        "uid": uuid4(),
        "version": 1,
        "fragments": fragments,
        "quote": "",
        "note": "",
        "attributes": {},
        "value": None,
        "speaker": None,
        "speaker_name": None,
        "label": label,
    }
    return Mark(**given | said)


def kinds(own: list[Mark], final: list[Mark]) -> list[Kind]:
    return [one.kind for one in pairs(Version(own), Version(final))]


@pytest.mark.parametrize(
    ("own", "final", "kind"),
    [
        ([mark((0, 10))], [mark((0, 10))], Kind.SAME),
        ([mark((0, 10))], [mark((2, 10))], Kind.BORDER),
        ([mark((0, 10))], [mark((0, 10), label=SPEAKER)], Kind.LABEL),
        ([mark((0, 10))], [mark((0, 10), attributes={"form": "direct"})], Kind.SAID),
        ([mark((0, 10))], [], Kind.DROPPED),
        ([], [mark((0, 10))], Kind.ADDED),
    ],
)
def test_kinds(own: list[Mark], final: list[Mark], kind: Kind):
    assert kinds(own, final) == [kind]


def test_who_confirmed_a_value_makes_no_difference():
    one, other = ({"low": 1, "confirmed": sure} for sure in (True, False))
    assert kinds([mark((0, 10), value=one)], [mark((0, 10), value=other)]) == [Kind.SAME]


def test_links_to_the_same_place_are_the_same():
    def version() -> Version:
        said, who = mark((0, 10)), mark((20, 30), label=SPEAKER)
        return Version([said, who], [Tie(uuid4(), 1, "said by", said.uid, who.uid, "", "")])

    assert [one.kind for one in pairs(version(), version())] == [Kind.SAME, Kind.SAME]


def test_a_link_that_went_is_a_difference():
    said, who = mark((0, 10)), mark((20, 30), label=SPEAKER)
    tie = Tie(uuid4(), 1, "said by", said.uid, who.uid, "", "")
    other = Version([mark((0, 10)), mark((20, 30), label=SPEAKER)])
    first = pairs(Version([said, who], [tie]), other)[0]
    assert (first.kind, first.fields) == (Kind.SAID, ("links",))


def test_in_the_order_of_the_text():
    own, final = [mark((50, 60)), mark((0, 10))], [mark((20, 30))]
    assert kinds(own, final) == [Kind.DROPPED, Kind.ADDED, Kind.DROPPED]


def test_scores():
    own = [mark((0, 10)), mark((20, 30)), mark((40, 50))]
    final = [mark((0, 10)), mark((22, 30)), mark((60, 70), label=SPEAKER), mark((80, 90))]
    found = scores([pairs(Version(own), Version(final))])
    assert found == [
        Score("Claim", own=3, final=3, exact=1, close=2),
        Score("Speaker", own=0, final=1, exact=0, close=0),
        Score("", own=3, final=4, exact=1, close=2),
    ]


def test_another_label_counts_for_neither():
    found = scores([pairs(Version([mark((0, 10))]), Version([mark((0, 10), label=SPEAKER)]))])
    assert [(one.label, one.own, one.final, one.close) for one in found] == [
        ("Claim", 1, 0, 0),
        ("Speaker", 0, 1, 0),
        ("", 1, 1, 0),
    ]


def test_no_articles_no_scores():
    assert scores([]) == [Score("", 0, 0, 0, 0)]


def test_moved_borders_in_context():
    found = pieces("One two three four.", ((0, 7),), ((4, 13),))
    assert [(one.text, one.own, one.final) for one in found] == [
        ("One ", True, False),
        ("two", True, True),
        (" three", False, True),
        (" four.", False, False),
    ]


def test_context_stays_in_the_paragraph():
    found = pieces("Before.\nOne two.\nAfter.", ((12, 15),), ())
    assert "".join(one.text for one in found) == "One two."


def test_context_begins_and_ends_with_words():
    text = "word " * 200
    found = "".join(one.text for one in pieces(text, ((500, 504),), ()))
    assert len(found) <= 2 * AROUND + 4
    assert set(found.split()) == {"word"}


def test_context_of_text_without_spaces():
    text = "字" * 1000
    found = "".join(one.text for one in pieces(text, ((500, 504),), ()))
    assert "字" * 4 in found
