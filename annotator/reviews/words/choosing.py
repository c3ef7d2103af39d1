"""What a wish means for one place: which conflicts, and what is decided about each."""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.annotations.queries import Mark
from annotator.reviews.adjudication.comparing import Comparison, Conflict
from annotator.reviews.adjudication.settling import LABEL, OTHER_LABEL, Choice
from annotator.reviews.words.asked import About, Place, Way, way
from annotator.reviews.words.wishes import Action, Skip, Wish


def conflicts_at(comparison: Comparison, place: Place, about: About) -> list[Conflict]:
    """Those that have an annotation that is about the place."""
    return [one for one in comparison.conflicts if _is_about(one.marks.values(), place, about)]


def _is_about(marks: Iterable[Mark], place: Place, about: About) -> bool:
    held = [one for one in marks if about.holds(way(one.fragments, place.fragment))]
    return bool(held) and about.label in (None, *(one.label.id for one in held))


def choice(conflict: Conflict, place: Place, wish: Wish) -> Choice | Skip:
    """What is decided, or why nothing is."""
    if wish.action == Action.REJECT:
        return Choice(nothing=True)
    if wish.action == Action.RELABEL and wish.label is not None:
        return _relabelled(conflict, place, wish.label)
    label = wish.label or _majority(conflict)
    if label is None:
        return Skip.SPLIT
    version = _best(conflict, place, _labelled(conflict, label))
    return Skip.UNLABELLED if version is None else Choice(take=version)


def _relabelled(conflict: Conflict, place: Place, label: int) -> Choice:
    """A version that has the label, else the likeliest one under it."""
    having = _best(conflict, place, _labelled(conflict, label))
    if having is not None:
        return Choice(take=having)
    fields = {LABEL: f"{OTHER_LABEL}{label}"}
    return Choice(take=_best(conflict, place, list(conflict.marks)), fields=fields)


def _majority(conflict: Conflict) -> int | None:
    """The label that more than half of the annotators gave."""
    counted = Counter(mark.label.id for mark in conflict.marks.values())
    label, given = counted.most_common(1)[0]
    return label if 2 * given > conflict.annotators else None


def _labelled(conflict: Conflict, label: int) -> list[int]:
    return [one for one, mark in conflict.marks.items() if mark.label.id == label]


def _best(conflict: Conflict, place: Place, sets: Sequence[int]) -> int | None:
    """With exactly this place if one has, then what most have alike."""
    order = [one for group in conflict.versions for one in group if one in sets]
    same = [one for one in order if _way(conflict, one, place) == Way.SAME]
    return next(iter([*same, *order]), None)


def _way(conflict: Conflict, of: int, place: Place) -> Way | None:
    return way(conflict.marks[of].fragments, place.fragment)
