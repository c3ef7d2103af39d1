"""The one table of what keys do: bindings, help, tooltips and hints are all read from it."""

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


def name(key: str) -> str:
    """What people call a key: "Ctrl+Z" for "Control+z"."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if modifiers and len(last) == 1:
        last = last.upper()
    return "+".join(str(NAMES.get(part, part)) for part in [*modifiers, last])


def _with_modifiers(key: str) -> tuple[str, ...]:
    return (key, f"Alt+{key}", f"Shift+{key}", f"Alt+Shift+{key}")


GROUPS = (
    Group(
        _("Marking"),
        (
            Key(
                "label",
                tuple("123456789"),
                _("Mark the selection with a label, or give the chosen annotation that label"),
            ),
            Key("quotation", ("q",), _("Take the whole quotation; again: its marks, its sentence")),
            Key("let-go", ("Escape",), _("Let go")),
        ),
    ),
    Group(
        _("Who said what, with which figures"),
        (
            Key("link", ("s",), _("Link the chosen annotation: a claim with who says it")),
            Key("link-other", ("Shift+s",), _("Link it in another way")),
            Key("all-links", ("v",), _("Show all links, or those of the chosen annotation")),
            Key("attributes", ("a",), _("Say more about it: its attributes, its value")),
            Key("confirm-value", ("c",), _("Confirm the value of a figure")),
            Key("name-speaker", ("e",), _("Point a speaker to an entry of the register")),
        ),
    ),
    Group(
        _("The chosen annotation"),
        (
            Key("next-annotation", ("j",), _("Next annotation"), repeats=True),
            Key("previous-annotation", ("k",), _("Previous annotation"), repeats=True),
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
            Key("add-fragment", ("+",), _("Add the next selection as a fragment")),
            Key("occurrences", ("o",), _("Mark every other occurrence")),
            Key("note", ("n",), _("Write a note")),
            Key("delete", ("Delete", "Backspace"), _("Delete the annotation")),
        ),
    ),
    Group(
        _("Moving in the text"),
        (
            Key(
                "caret-left",
                _with_modifiers("ArrowLeft"),
                _("A word to the left (Alt: a character, Shift: extends)"),
                repeats=True,
            ),
            Key(
                "caret-right",
                _with_modifiers("ArrowRight"),
                _("A word to the right (Alt: a character, Shift: extends)"),
                repeats=True,
            ),
            Key(
                "caret-up",
                ("ArrowUp", "Shift+ArrowUp"),
                _("A line up (Shift: extends)"),
                repeats=True,
            ),
            Key(
                "caret-down",
                ("ArrowDown", "Shift+ArrowDown"),
                _("A line down (Shift: extends)"),
                repeats=True,
            ),
            Key(
                "caret-previous-sentence",
                (",", "Shift+,"),
                _("A sentence back (Shift: extends)"),
                repeats=True,
            ),
            Key(
                "caret-next-sentence",
                (".", "Shift+."),
                _("A sentence on (Shift: extends)"),
                repeats=True,
            ),
            Key("caret-line-start", ("Home", "Shift+Home"), _("To the start of the line")),
            Key("caret-line-end", ("End", "Shift+End"), _("To the end of the line")),
            Key(
                "caret-start",
                ("Control+Home", "Control+Shift+Home"),
                _("To the start of the article"),
            ),
            Key("caret-end", ("Control+End", "Control+Shift+End"), _("To its end")),
        ),
    ),
    Group(
        _("This article"),
        (
            Key("undo", ("u", "Control+z", "Meta+z"), _("Undo"), repeats=True),
            Key(
                "redo",
                ("Shift+u", "Control+Shift+z", "Meta+Shift+z", "Control+y"),
                _("Redo"),
                repeats=True,
            ),
            Key("submit", ("Enter",), _("Submit and open the next article")),
            Key("previous-article", ("[",), _("Previous article, with nothing chosen")),
            Key("next-article", ("]",), _("Next article, with nothing chosen")),
            Key("help", ("?",), _("Show these keys")),
        ),
    ),
)

KEYS: tuple[Key, ...] = tuple(key for group in GROUPS for key in group.keys)
