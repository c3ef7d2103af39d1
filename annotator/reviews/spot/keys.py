"""The one table of what keys do on the page of a set."""

from django.utils.translation import gettext_lazy as _

from annotator.web.keys import Group, Key

GROUPS = (
    Group(
        _("Verdict"),
        (
            Key("accept", ("a",), _("Accept the annotations as they are")),
            Key("fix", ("f",), _("Fix them in the gold version")),
            Key("return", ("r",), _("Return them: choose a reason, then once more")),
            Key("skip", ("]",), _("On to the next without a verdict")),
        ),
    ),
    Group(
        _("Annotations"),
        (
            Key("next-annotation", ("j",), _("Next annotation"), repeats=True),
            Key("previous-annotation", ("k",), _("Previous annotation"), repeats=True),
            Key("let-go", ("Escape",), _("Let go")),
            Key("help", ("?",), _("Show these keys")),
        ),
    ),
)
