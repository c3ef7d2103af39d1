"""What a figure says, as a file has it."""

from typing import Any

from annotator import figures
from annotator.errors import InvalidInput


def read(value: Any) -> dict[str, Any] | None:
    """The value as annotations keep it; an empty one says that it was read and nothing found."""
    if value is None or value == {}:
        return value  # type: ignore[no-any-return]
    if not isinstance(value, dict):
        raise InvalidInput("“value” is not an object.")
    said = dict(value)
    if not isinstance(said.pop("confirmed", None), bool):
        raise InvalidInput("“confirmed” of a value is neither true nor false.")
    figures.from_json(said)
    return value
