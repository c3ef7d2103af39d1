"""What came of an import, in words."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from annotator.exchange.reports import Report

DETAILS = {
    "annotations": ngettext_lazy(
        "%(number)s annotation came with them.", "%(number)s annotations came with them.", "n"
    ),
    "relations": ngettext_lazy(
        "%(number)s link between them came as well.",
        "%(number)s links between them came as well.",
        "n",
    ),
    "speakers": ngettext_lazy("%(number)s speaker is new.", "%(number)s speakers are new.", "n"),
    "known_speakers": ngettext_lazy(
        "%(number)s speaker was in the project already and stays as it is.",
        "%(number)s speakers were in the project already and stay as they are.",
        "n",
    ),
    "duplicates": ngettext_lazy(
        "%(number)s article was in the project already and skipped.",
        "%(number)s articles were in the project already and skipped.",
        "n",
    ),
    "repeated": ngettext_lazy(
        "%(number)s article came again and was skipped.",
        "%(number)s articles came again and were skipped.",
        "n",
    ),
    "added_to": ngettext_lazy(
        "%(number)s article was in the project already and gets annotation sets.",
        "%(number)s articles were in the project already and get annotation sets.",
        "n",
    ),
    "left_behind": ngettext_lazy(
        "%(number)s annotation of an article that was there already was left behind.",
        "%(number)s annotations of articles that were there already were left behind.",
        "n",
    ),
    "left_out": ngettext_lazy(
        "%(number)s annotation with an unknown label was left out.",
        "%(number)s annotations with unknown labels were left out.",
        "n",
    ),
    "links_left_out": ngettext_lazy(
        "%(number)s link that doesn't fit the project was left out.",
        "%(number)s links that don't fit the project were left out.",
        "n",
    ),
    "renamed": ngettext_lazy(
        "%(number)s article got a new id, because another text has its own.",
        "%(number)s articles got new ids, because other texts have theirs.",
        "n",
    ),
}


CAN_BE = ngettext_lazy(
    "%(number)s article can be imported.", "%(number)s articles can be imported.", "n"
)
IS = ngettext_lazy("%(number)s article imported.", "%(number)s articles imported.", "n")
PROBLEMS = ngettext_lazy("%(number)s problem.", "%(number)s problems.", "n")


def outcome(report: Report, *, dry: bool = False) -> str:
    problems = [counted(PROBLEMS, report.problems)] if report.problems else []
    if not dry and not report.written:
        return " ".join((result(report, dry=dry), *problems))
    return " ".join((result(report, dry=dry), *details(report), *problems))


def result(report: Report, *, dry: bool) -> str:
    if dry:
        return counted(CAN_BE, report.articles)
    if not report.written:
        return _("Nothing was imported, because not everything is right.")
    return counted(IS, report.articles)


def details(report: Report) -> list[str]:
    """What else there is to know, a sentence each."""
    counts = {name: getattr(report, name) for name in DETAILS}
    told = [counted(DETAILS[name], number) for name, number in counts.items() if number]
    if report.new_labels:
        told.append(_("New labels: %(names)s.") % {"names": ", ".join(report.new_labels)})
    if report.kinds:
        told.append(_kinds(report.kinds))
    return told


def _kinds(kinds: dict[str, str]) -> str:
    """“3 kinds of links: said by (new), in, quoted in (for more labels than before).”"""
    states = {"": "%s", "new": _("%s (new)"), "wider": _("%s (for more labels than before)")}
    names = ", ".join(states[state] % name for name, state in sorted(kinds.items()))
    sentence = ngettext(
        "%(n)d kind of links: %(names)s.", "%(n)d kinds of links: %(names)s.", len(kinds)
    )
    return sentence % {"n": len(kinds), "names": names}


def counted(sentence: Any, number: int) -> str:
    return str(sentence % {"n": number, "number": _grouped(number)})


def _grouped(number: int) -> str:
    """A number with its thousands apart, as the language does it."""
    return number_format(number, use_l10n=True, force_grouping=True)
