"""The picture of the states in ARCHITECTURE.md, drawn from their table; a test compares the two."""

from annotator.annotations.states import MOVES, TURNS, State, Turn

_TURN = {
    Turn.ANNOTATOR: "the annotator’s turn",
    Turn.REVIEWER: "a reviewer’s turn",
    Turn.NOBODY: "nobody’s turn",
}
_BY = {Turn.ANNOTATOR: "annotator", Turn.REVIEWER: "reviewer"}


def mermaid() -> str:
    """A state diagram: whose turn it is in each state, and who may make which move."""
    states = [f"    {one} : {_called(one)} – {_TURN[TURNS[one]]}" for one in State]
    moves = [f"    {one.source} --> {one.target} : {one.name} ({_BY[one.by]})" for one in MOVES]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.OPEN}", *states, *moves])


def _called(state: State) -> str:
    return state.value.replace("_", " ")
