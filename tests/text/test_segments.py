"""Segments: every character once, every annotation over exactly its own, lanes apart."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.segments import Cover, Piece, Segment, segments

START, END = 100, 140


@st.composite
def some_pieces(draw: st.DrawFn) -> list[Piece]:
    """Of a few annotations in one or two fragments, some reaching out of the block."""
    pieces = []
    for key in draw(st.lists(st.sampled_from("abcdefg"), unique=True)):
        borders = sorted(draw(st.sets(st.integers(START - 8, END + 8), min_size=4, max_size=4)))
        fragments = [borders[:2], borders[2:]][: draw(st.integers(1, 2))]
        weight = sum(end - start for start, end in fragments)
        pieces += [Piece(key, start, end, weight) for start, end in fragments]
    return pieces


def lanes(*pieces: Piece) -> dict[str, int]:
    return {c.key: c.lane for s in segments(START, END, pieces) for c in s.covers}


@given(some_pieces())
def test_segments_follow_each_other_from_start_to_end(pieces: list[Piece]) -> None:
    found = segments(START, END, pieces)
    assert [s.start for s in found] + [END] == [START] + [s.end for s in found]


@given(some_pieces())
def test_a_segment_has_the_covers_of_each_of_its_characters(pieces: list[Piece]) -> None:
    for segment in segments(START, END, pieces):
        for at in range(segment.start, segment.end):
            here = {piece.key for piece in pieces if piece.start <= at < piece.end}
            assert {cover.key for cover in segment.covers} == here


@given(some_pieces())
def test_lanes_of_a_segment_are_in_order_and_apart(pieces: list[Piece]) -> None:
    for segment in segments(START, END, pieces):
        used = [cover.lane for cover in segment.covers]
        assert used == sorted(set(used))


@given(some_pieces())
def test_an_annotation_stays_in_its_lane(pieces: list[Piece]) -> None:
    used = {(c.key, c.lane) for s in segments(START, END, pieces) for c in s.covers}
    assert len(used) == len({key for key, _ in used})


@given(some_pieces())
def test_no_lane_is_taken_without_need(pieces: list[Piece]) -> None:
    found = segments(START, END, pieces)
    neighbours: dict[str, set[int]] = {}
    own: dict[str, int] = {}
    for covers in (segment.covers for segment in found):
        for cover in covers:
            own[cover.key] = cover.lane
            neighbours.setdefault(cover.key, set()).update(c.lane for c in covers if c is not cover)
    assert all(set(range(lane)) <= neighbours[key] for key, lane in own.items())


@given(some_pieces())
def test_the_order_of_the_pieces_does_not_matter(pieces: list[Piece]) -> None:
    assert segments(START, END, pieces[::-1]) == segments(START, END, pieces)


def test_the_longest_takes_the_nearest_lane() -> None:
    assert lanes(Piece("a", 101, 110, 9), Piece("b", 105, 135, 30)) == {"b": 0, "a": 1}


def test_of_equals_the_earlier_then_the_smaller_key_comes_first() -> None:
    found = lanes(Piece("a", 103, 108, 5), Piece("z", 102, 107, 5), Piece("b", 103, 108, 5))
    assert found == {"z": 0, "a": 1, "b": 2}


def test_touching_annotations_share_a_lane() -> None:
    assert lanes(Piece("a", 100, 110, 10), Piece("b", 110, 120, 10)) == {"a": 0, "b": 0}


def test_overlap_outside_of_the_block_takes_no_lane() -> None:
    assert lanes(Piece("a", 90, 104, 14), Piece("b", 90, 100, 10), Piece("c", 110, 112, 2)) == {
        "a": 0,
        "c": 0,
    }


def test_both_fragments_are_in_the_way() -> None:
    quote = (Piece("q", 100, 110, 20), Piece("q", 120, 130, 20))
    assert lanes(*quote, Piece("a", 105, 125, 20)) == {"q": 0, "a": 1}


def test_begins_and_ends_are_true_borders_not_the_blocks() -> None:
    assert segments(START, END, [Piece("a", 90, 120, 30), Piece("b", 120, 150, 30)]) == [
        Segment(100, 120, (Cover("a", 0, begins=False, ends=True),)),
        Segment(120, 140, (Cover("b", 0, begins=True, ends=False),)),
    ]


def test_a_block_without_annotations_is_one_segment() -> None:
    assert segments(0, 9, []) == [Segment(0, 9, ())]
