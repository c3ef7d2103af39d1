"""The one table of what keys do on the page of words."""

from django.utils.translation import gettext_lazy as _

from annotator.web.keys import Group, Key

GROUPS = (
    Group(
        _("Places"),
        (
            Key("next-place", ("j",), _("Next place"), repeats=True),
            Key("previous-place", ("k",), _("Previous place"), repeats=True),
            Key("tick", ("x",), _("Choose the place, or not (Space does the same)")),
            Key("tick-all", ("Shift+x",), _("Choose all on this page, or none")),
            Key("search", ("/",), _("Look for other words")),
        ),
    ),
    Group(
        _("Decisions about the chosen places"),
        (
            Key("label", tuple("123456789"), _("Choose the label with that number")),
            Key("accept", ("a",), _("Accept: with the label chosen, else as most have it")),
            Key("relabel", ("r",), _("Relabel with the label chosen")),
            Key("reject", ("n",), _("Nothing here")),
            Key("mark", ("m",), _("Mark with the label chosen, where nobody marked anything")),
            Key("undo", ("u",), _("Undo what was decided last")),
            Key("help", ("?",), _("Show these keys")),
        ),
    ),
)
