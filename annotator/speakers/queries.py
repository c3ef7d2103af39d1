"""Questions about a project's register of speakers."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from annotator.activity.models import Event
from annotator.errors import InvalidInput, NotFound
from annotator.speakers.models import Speaker
from annotator.speakers.suggesting import Suggestion, Used, Why, seen_by, suggest

__all__ = (
    "Suggestion",
    "Used",
    "Why",
    "by_uid",
    "can_be_taken_back",
    "group_of",
    "known",
    "log_of",
    "not_pointable",
    "pointable",
    "register_of",
    "resolve",
    "seen_by",
    "speaker_of",
    "suggest",
    "undone",
)


def register_of(project_id: int, alone: int | None = None) -> QuerySet[Speaker]:
    """The entries that stand for themselves. ``alone``: the annotator who sees no others'."""
    found = Speaker.objects.filter(project=project_id, merged_into__isnull=True)
    return seen_by(alone, found)


def resolve(ids: Iterable[int]) -> dict[int, Speaker]:
    """For each of these entries the one to show: what it was merged into, or itself; one query."""
    found = Speaker.objects.select_related("merged_into").filter(pk__in=set(ids))
    return {one.pk: one.merged_into or one for one in found}


def pointable(project_id: int, speaker_id: int) -> Speaker:
    """The entry that an annotation may point to: this one, or what it was merged into; one query.

    Raises InvalidInput for one that the project doesn't have.
    """
    found = _entry(project_id, speaker_id)
    if found is None:
        raise not_pointable()
    return found.merged_into or found


def not_pointable() -> InvalidInput:
    return InvalidInput(_("This speaker is not in the register."))


def known(project_id: int, ids: Iterable[int]) -> set[int]:
    """Which of these entries there are. They stay until the transaction ends; one query."""
    found = Speaker.objects.filter(project=project_id, pk__in=set(ids)).order_by("pk")
    return set(found.select_for_update(no_key=True).values_list("pk", flat=True))


def speaker_of(project_id: int, speaker_id: int, alone: int | None = None) -> Speaker:
    """With what it was merged into; NotFound for one that the project doesn't have.

    ``alone``: for the annotator who sees no other annotator's entries.
    """
    found = _entry(project_id, speaker_id)
    if found is None or (alone and found.made_by_id not in (None, alone)):
        raise NotFound(_("This speaker is not in the register."))
    return found


def group_of(speaker: Speaker) -> list[Speaker]:
    """The entry and those that were merged into it, by id; one query."""
    return list(Speaker.objects.filter(Q(pk=speaker.pk) | Q(merged_into=speaker.pk)).order_by("id"))


def by_uid(project_id: int, uids: Collection[str]) -> dict[str, Speaker]:
    found = Speaker.objects.select_related("merged_into").filter(project=project_id, uid__in=uids)
    return {str(one.uid): one for one in found}


def log_of(project_id: int, uids: Collection[str]) -> QuerySet[Event]:
    """What happened to these entries, newest first."""
    return Event.objects.filter(
        project_id=project_id, kind__startswith="speaker:", subject__in=uids
    ).order_by("-id")


def undone(project_id: int, events: Collection[Event]) -> set[int]:
    """The ids of those events that were taken back; one query."""
    later = log_of(project_id, {one.subject for one in events}).filter(
        kind__in=("speaker:unmerged", "speaker:unsplit")
    )
    return {taken for taken in later.values_list("after__undoes", flat=True) if taken}


def can_be_taken_back(past: Event, entries: dict[str, Speaker], undone: set[int]) -> bool:
    """Whether a merge's entries are all still where it put them. ``entries`` by uid."""
    if past.kind != "speaker:merged" or past.pk in undone:
        return False
    was, became = past.before or {}, past.after or {}
    moved = [entries.get(uid) for uid in became["into"]]
    roots = [entries.get(root) for root in was["into"].values() if root]
    target = entries.get(past.subject)
    return (
        target is not None
        and all(one is not None and one.merged_into_id == target.pk for one in moved)
        and all(root is not None for root in roots)
    )


def _entry(project_id: int, speaker_id: int) -> Speaker | None:
    """With what it was merged into."""
    entries = Speaker.objects.select_related("merged_into")
    return entries.filter(project=project_id, pk=speaker_id).first()
