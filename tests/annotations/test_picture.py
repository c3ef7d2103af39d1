"""The picture in ARCHITECTURE.md is the table in the code."""

from pathlib import Path

from annotator.annotations.picture import mermaid
from annotator.annotations.states import MOVES, TURNS, State, Turn

ARCHITECTURE = Path(__file__).parents[2] / "ARCHITECTURE.md"


def test_the_picture_is_the_table() -> None:
    assert f"```mermaid\n{mermaid()}\n```" in ARCHITECTURE.read_text()


def test_every_state_has_a_turn_and_a_way_in() -> None:
    assert set(TURNS) == set(State)
    assert {move.target for move in MOVES} | {State.OPEN} == set(State)


def test_whose_turn_it_is_can_do_something() -> None:
    for state, turn in TURNS.items():
        if turn != Turn.NOBODY:
            assert any(move.source == state and move.by == turn for move in MOVES)
