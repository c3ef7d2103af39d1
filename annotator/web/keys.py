"""What a page's table of keys is made of: bindings, help, tooltips and hints are read from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise | str] = {
    "Control": _("Ctrl"),
    "Alt": _("Alt"),
    "Shift": _("Shift"),
    "Meta": "⌘",
    "Escape": _("Esc"),
    "Delete": _("Del"),
    "Backspace": "⌫",
    "Enter": _("Enter"),
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "Home": _("Home"),
    "End": _("End"),
}
"""How a key is called; one that is not here is called what it types."""


@dataclass(frozen=True)
class Key:
    """One command. ``keys`` are as in "Control+Shift+z"; ``repeats``: also while held down."""

    command: str
    keys: tuple[str, ...]
    says: Promise
    repeats: bool = False

    @property
    def bindings(self) -> str:
        return " ".join(self.keys)

    @property
    def shown(self) -> list[str]:
        """The first ways to press it, as people call them; those for a Mac are left to a script."""
        shown = [name(key) for key in self.keys if not key.startswith("Meta+")]
        return shown if len(shown) < 5 else [shown[0], "…", shown[-1]]


@dataclass(frozen=True)
class Group:
    heading: Promise
    keys: tuple[Key, ...]


BORDERS = (
    Key(
        "start-back",
        ("[", "Alt+["),
        _("Move the start back by a word (Alt: by a character)"),
        repeats=True,
    ),
    Key(
        "start-forward",
        ("]", "Alt+]"),
        _("Move the start on by a word (Alt: by a character)"),
        repeats=True,
    ),
    Key(
        "end-back",
        ("{", "Alt+{"),
        _("Move the end back by a word (Alt: by a character)"),
        repeats=True,
    ),
    Key(
        "end-forward",
        ("}", "Alt+}"),
        _("Move the end on by a word (Alt: by a character)"),
        repeats=True,
    ),
)
"""Moving the borders of what is chosen: the same on every screen that has some."""


def name(key: str) -> str:
    """What people call a key: "Ctrl+Z" for "Control+z"."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if modifiers and len(last) == 1:
        last = last.upper()
    return "+".join(str(NAMES.get(part, part)) for part in [*modifiers, last])
