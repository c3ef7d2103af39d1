"""What came of an import, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from annotator.exchange.reports import Report

DETAILS = {
    "annotations": ngettext_lazy(
        "%(n)d annotation came with them.", "%(n)d annotations came with them.", "n"
    ),
    "duplicates": ngettext_lazy(
        "%(n)d article was in the project already and skipped.",
        "%(n)d articles were in the project already and skipped.",
        "n",
    ),
    "repeated": ngettext_lazy(
        "%(n)d article came again and was skipped.",
        "%(n)d articles came again and were skipped.",
        "n",
    ),
    "left_behind": ngettext_lazy(
        "%(n)d annotation of a skipped article was left behind.",
        "%(n)d annotations of skipped articles were left behind.",
        "n",
    ),
    "left_out": ngettext_lazy(
        "%(n)d annotation with an unknown label was left out.",
        "%(n)d annotations with unknown labels were left out.",
        "n",
    ),
    "renamed": ngettext_lazy(
        "%(n)d article got a new id, because another text has its own.",
        "%(n)d articles got new ids, because other texts have theirs.",
        "n",
    ),
    "problems": ngettext_lazy("%(n)d problem.", "%(n)d problems.", "n"),
}


def outcome(report: Report, *, dry: bool = False) -> str:
    return " ".join((result(report, dry=dry), *details(report)))


def result(report: Report, *, dry: bool) -> str:
    values = {"n": report.articles}
    if dry:
        return (
            ngettext(
                "%(n)d article can be imported.", "%(n)d articles can be imported.", report.articles
            )
            % values
        )
    if not report.written:
        return _("Nothing was imported, because not everything is right.")
    return ngettext("%(n)d article imported.", "%(n)d articles imported.", report.articles) % values


def details(report: Report) -> list[str]:
    """What else there is to know, a sentence each."""
    counts = {name: getattr(report, name) for name in DETAILS}
    told = [str(DETAILS[name] % {"n": number}) for name, number in counts.items() if number]
    if report.new_labels:
        told.append(_("New labels: %(names)s.") % {"names": ", ".join(report.new_labels)})
    return told
