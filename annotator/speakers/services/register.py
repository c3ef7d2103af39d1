"""The register held still while it is changed, its entries found, and what is logged of them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import NotFound
from annotator.names import key
from annotator.projects.models import Project
from annotator.speakers.models import Alias, Speaker
from annotator.speakers.services.values import Entry


def hold(project_id: int) -> None:
    """One change of a register at a time, so that a name isn't entered twice at once."""
    list(Project.objects.select_for_update(no_key=True).filter(pk=project_id).values("pk"))


def entry(project_id: int, speaker_id: int) -> Speaker:
    """Raises NotFound for one that the project doesn't have."""
    found = entries(project_id, [speaker_id])
    return found[speaker_id]


def entries(project_id: int, ids: Iterable[int]) -> dict[int, Speaker]:
    """By id; NotFound if one is missing."""
    wanted = set(ids)
    found = Speaker.objects.filter(project=project_id, pk__in=wanted).in_bulk()
    if len(found) < len(wanted):
        raise NotFound(_("This speaker is not in the register."))
    return found


def write_names(speaker: Speaker, names: list[str]) -> None:
    """Make these the names of an entry; those that stay are left alone."""
    there = set(speaker.aliases.values_list("name", flat=True))
    speaker.aliases.exclude(name__in=names).delete()
    fresh = [Alias(speaker=speaker, name=name, key=key(name)) for name in names]
    Alias.objects.bulk_create([one for one in fresh if one.name not in there])


def state(speaker: Speaker) -> Entry:
    return Entry(
        name=speaker.name,
        kind=speaker.kind,
        role=speaker.role,
        wikidata=speaker.wikidata,
        notes=speaker.notes,
        aliases=list(speaker.aliases.order_by("id").values_list("name", flat=True)),
    )


def log(
    kind: str, speaker: Speaker, *, by: User | None, before: Any = None, after: Any = None
) -> None:
    """Under the entry's ``uid``, which its page looks for."""
    record(
        event(
            kind,
            by=by,
            project_id=speaker.project_id,
            subject=speaker.uid,
            before=before,
            after=after,
        )
    )
