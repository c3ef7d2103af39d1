"""What stands for itself in WebAnno TSV, and what has a backslash before it."""

import re

_CONTROLS = {"\n": "n", "\r": "r", "\t": "t", "\f": "f", "\b": "b"}
_BACK = {letter: control for control, letter in _CONTROLS.items()}
_IN_VALUES = re.compile(r"->|[\\\[\]|_;*\n\r\t]")
_IN_TEXTS = re.compile(r"[\x00-\x1f\\]")
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_STACKED = re.compile(r"(?:[^|\\]|\\.)+", re.DOTALL)


def value(string: str) -> str:
    """A feature's value as it stands in its column; “*” stands for an empty one."""
    return _IN_VALUES.sub(_escape, string) or "*"


def text(string: str) -> str:
    """A line of a sentence as it stands after “#Text=”."""
    return _IN_TEXTS.sub(_escape, string)


def plain(string: str) -> str:
    """What was written, without its backslashes."""
    return _ESCAPED.sub(_unescape, string) if "\\" in string else string


def stacked(cell: str) -> list[str]:
    """The values that stand in a cell with bars between them, still escaped."""
    return _STACKED.findall(cell)


def _escape(match: re.Match[str]) -> str:
    return "\\" + _CONTROLS.get(match[0], match[0])


def _unescape(match: re.Match[str]) -> str:
    return _BACK.get(match[1], match[1])
