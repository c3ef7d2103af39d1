"""Blocks cover the text and are cut where nobody notices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import blocks

MAX = blocks.MAX_BLOCK
LINES = st.text(st.sampled_from("\n\n\nab. \r\u0301\u200d😀🇱"), max_size=60)
# Whole runs of what is awkward to cut, so that paragraphs pass the limit more than once.
LONG = st.lists(
    st.tuples(
        st.sampled_from(
            ["a", "word ", "Yes. ", "e\u0301", "🇱🇧", "👨‍👩‍👧", "\u0301", "好。", "\n", " "]
        ),
        st.sampled_from([1, 7, 999, 2_500]),
    ),
    max_size=5,
).map(lambda runs: "".join(run * times for run, times in runs))


def joined(text: str, cut: list[blocks.Block]) -> str:
    """The text again, from the blocks and their gaps; newlines at the very end are not told."""
    first = "".join("\n" * block.gap + text[block.start : block.end] for block in cut[:1])
    return first + "".join(
        "\n" * (block.opens + block.gap) + text[block.start : block.end] for block in cut[1:]
    )


@given(LINES | LONG)
def test_blocks_and_newlines_are_the_text(text: str) -> None:
    assert joined(text, blocks.blocks(text)) == text.rstrip("\n")


@given(LINES | LONG)
def test_no_block_is_empty_or_too_long_or_holds_a_newline(text: str) -> None:
    cut = blocks.blocks(text)
    assert all(0 < b.end - b.start <= MAX and "\n" not in text[b.start : b.end] for b in cut)


def test_empty_lines_are_counted_by_the_block_after_them() -> None:
    cut = blocks.blocks("\n\na\nb\n\n\nc\n")
    assert [(b.start, b.end, b.gap) for b in cut] == [(2, 3, 2), (4, 5, 0), (8, 9, 2)]


def test_a_line_of_spaces_keeps_its_characters() -> None:
    assert [b.end - b.start for b in blocks.blocks("a\n  \nb")] == [1, 2, 1]


def test_only_the_first_part_of_a_paragraph_opens_it() -> None:
    cut = blocks.blocks("a" * (2 * MAX + 1) + "\nb")
    assert [b.opens for b in cut] == [True, False, False, True]


@pytest.mark.parametrize(
    ("paragraph", "ends_with"),
    [
        ("He said so. “Yes!” " + "word " * 500, "“Yes!” "),
        ("قال نعم؟ " + "كلمة " * 500, "؟ "),
        ("他说。「好。」" + "好" * MAX, "「好。」"),
        ("1,200.5 " + "a-b " * 600, "a-b "),
        ("a" * MAX + " b", "a"),
    ],
)
def test_a_long_paragraph_is_cut_after_a_sentence_or_a_space(
    paragraph: str, ends_with: str
) -> None:
    first = blocks.blocks(paragraph)[0]
    assert paragraph[first.start : first.end].endswith(ends_with)


@pytest.mark.parametrize(
    ("character", "shift"),
    [
        ("e\u0301\u0323", 0),
        ("❤\ufe0f", 1),
        ("👨‍👩‍👧‍👦", 0),
        ("👍🏽", 1),
        ("🇱🇧", 1),
        ("🏴\U000e0067\U000e0062\U000e007f", 1),
        ("\u1112\u1161\u11ab", 0),
        (" \u0301", 1),
    ],
)
def test_a_character_is_never_cut(character: str, shift: int) -> None:
    text = "x" * shift + character * MAX
    assert all((b.start - shift) % len(character) == 0 for b in blocks.blocks(text)[1:])


def test_one_endless_character_is_cut_after_all() -> None:
    assert len(blocks.blocks("\u0301" * 3 * MAX)) == 3


@given(
    st.text("a\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4),
)
def test_touched_blocks_share_a_character(text: str, spans: list[tuple[int, int]]) -> None:
    cut = blocks.blocks(text)
    fragments = [(start, start + size) for start, size in spans]
    shared = [b for b in cut if any(s < b.end and b.start < e for s, e in fragments)]
    assert blocks.touched(cut, fragments) == shared
