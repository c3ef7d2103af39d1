"""The one table of what keys do: bindings, help, tooltips and hints are all read from it."""

from django.utils.translation import gettext_lazy as _

from annotator.web.keys import BORDERS, Group, Key


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
            *BORDERS,
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
            Key("comments", ("d",), _("Comments on the chosen annotation, or on the article")),
            Key("submit", ("Enter",), _("Submit and go on; from a gold set, back")),
            Key("previous-article", ("[",), _("Previous article, with nothing chosen")),
            Key("next-article", ("]",), _("Next article, with nothing chosen")),
            Key("help", ("?",), _("Show these keys")),
        ),
    ),
)

KEYS: tuple[Key, ...] = tuple(key for group in GROUPS for key in group.keys)
