"""The one table of what keys do on the adjudication desk."""

from django.utils.translation import gettext_lazy as _

from annotator.web.keys import BORDERS, Group, Key

GROUPS = (
    Group(
        _("Conflicts"),
        (
            Key("next-conflict", ("j",), _("Next conflict"), repeats=True),
            Key("previous-conflict", ("k",), _("Previous conflict"), repeats=True),
            Key(
                "accept",
                ("Enter",),
                _("Accept what is preselected and go to the next open conflict; with none, finish"),
            ),
            Key("let-go", ("Escape",), _("Leave a field, close a drawer")),
        ),
    ),
    Group(
        _("Settling the chosen conflict"),
        (
            Key("take", tuple("123456789"), _("Take the version of that number")),
            Key("majority", ("m",), _("Take what most have alike")),
            Key("union", ("u",), _("Borders: everything that one of them marked")),
            Key("intersection", ("i",), _("Borders: only what all of them marked")),
            *BORDERS,
            Key(
                "field", ("f",), _("To the next thing that differs; arrows take it from a version")
            ),
            Key("nothing", ("x",), _("There is nothing here")),
            Key("both", ("b",), _("Keep both versions side by side")),
            Key("edit", ("e",), _("Edit it in the gold set")),
        ),
    ),
    Group(
        _("Saying more about it"),
        (
            Key("reason", ("r",), _("Reason: the next one")),
            Key("guideline", ("g",), _("It shows a gap in the guidelines, or not")),
            Key("remark", ("n",), _("Write a note")),
            Key("comment", ("c",), _("Comment on it")),
        ),
    ),
    Group(
        _("This article"),
        (
            Key("undo", ("z", "Control+z", "Meta+z"), _("Undo"), repeats=True),
            Key(
                "redo",
                ("Shift+z", "Control+Shift+z", "Meta+Shift+z", "Control+y"),
                _("Redo"),
                repeats=True,
            ),
            Key("help", ("?",), _("Show these keys")),
        ),
    ),
)

KEYS: tuple[Key, ...] = tuple(key for group in GROUPS for key in group.keys)
