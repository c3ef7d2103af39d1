"""What is said about batches, and why places were left as they are."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from annotator.reviews.words.wishes import Action, Batch, Skip, Undone

SKIPS = {
    Skip.HELD: ngettext_lazy(
        "%(n)s place was left: another reviewer holds its article.",
        "%(n)s places were left: another reviewer holds their articles.",
        "n",
    ),
    Skip.FINISHED: ngettext_lazy(
        "%(n)s place was left: the gold set of its article is finished. Reopen it first.",
        "%(n)s places were left: the gold sets of their articles are finished. Reopen them first.",
        "n",
    ),
    Skip.UNFINISHED: ngettext_lazy(
        "%(n)s place was left: annotators still work on its article.",
        "%(n)s places were left: annotators still work on their articles.",
        "n",
    ),
    Skip.OWN: ngettext_lazy(
        "%(n)s place was left: you have annotated its article yourself.",
        "%(n)s places were left: you have annotated their articles yourself.",
        "n",
    ),
    Skip.STALE: ngettext_lazy(
        "%(n)s place was left: sets have changed since they were compared. Compare again first.",
        "%(n)s places were left: sets have changed since they were compared. Compare again first.",
        "n",
    ),
    Skip.GONE: ngettext_lazy(
        "%(n)s place is not there any more.", "%(n)s places are not there any more.", "n"
    ),
    Skip.UNMARKED: ngettext_lazy(
        "%(n)s place was left: nobody has marked it.",
        "%(n)s places were left: nobody has marked them.",
        "n",
    ),
    Skip.MARKED: ngettext_lazy(
        "%(n)s place was left: it is marked. Accept or relabel it instead.",
        "%(n)s places were left: they are marked. Accept or relabel them instead.",
        "n",
    ),
    Skip.SPLIT: ngettext_lazy(
        "%(n)s place was left: no label has a majority. Choose a label.",
        "%(n)s places were left: no label has a majority. Choose a label.",
        "n",
    ),
    Skip.UNLABELLED: ngettext_lazy(
        "%(n)s place was left: nobody gave it this label.",
        "%(n)s places were left: nobody gave them this label.",
        "n",
    ),
    Skip.STANDS: ngettext_lazy(
        "%(n)s place stood so already.", "%(n)s places stood so already.", "n"
    ),
    Skip.CHANGED: ngettext_lazy(
        "%(n)s place has changed since.", "%(n)s places have changed since.", "n"
    ),
}


def done(batch: Batch) -> str:
    """“12 places relabelled as Speaker.”"""
    n = batch.places
    said = {
        Action.ACCEPT: ngettext("%(n)s place accepted.", "%(n)s places accepted.", n),
        Action.RELABEL: ngettext(
            "%(n)s place relabelled as %(label)s.", "%(n)s places relabelled as %(label)s.", n
        ),
        Action.REJECT: ngettext(
            "%(n)s place rejected: nothing is there.",
            "%(n)s places rejected: nothing is there.",
            n,
        ),
        Action.MARK: ngettext(
            "%(n)s place marked as %(label)s.", "%(n)s places marked as %(label)s.", n
        ),
    }
    if batch.action == Action.ACCEPT and batch.label:
        return ngettext(
            "%(n)s place accepted as %(label)s.", "%(n)s places accepted as %(label)s.", n
        ) % {"n": n, "label": batch.label}
    return said[batch.action] % {"n": n, "label": batch.label}


def skipped(batch: Batch) -> Iterator[str]:
    """A sentence for each reason, in the order of the reasons."""
    for reason in Skip:
        if n := batch.skipped.get(reason, 0):
            yield SKIPS[reason] % {"n": n}


def undone(past: Undone) -> str:
    return ngettext("%(n)s place taken back.", "%(n)s places taken back.", past.places) % {
        "n": past.places
    }


def left(why: Skip) -> str:
    """Why undoing has left a place."""
    return {
        Skip.HELD: _("another reviewer holds the article"),
        Skip.FINISHED: _("the gold set is finished"),
        Skip.GONE: _("the gold set is not there any more"),
    }.get(why, _("changed since"))
