"""Entries made, changed and deleted."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import Conflict, NotFound
from annotator.speakers import permissions, queries
from annotator.speakers.models import Speaker
from annotator.speakers.services import register, values


@transaction.atomic
def create_speaker(
    *,
    project_id: int,
    by: User | None,
    name: str,
    kind: str = "",
    role: str = "",
    wikidata: str = "",
    notes: str = "",
    aliases: Iterable[str] = (),
) -> Speaker:
    """A new entry, or the one that has exactly this name, left as it is.

    Who works blind doesn't find entries of other annotators, and makes another of the same name.
    """
    maker = permissions.check_can_add(by, project_id)
    name = values.name_of(name)
    names = values.names_of(name, aliases)
    register.hold(project_id)
    if there := _named(project_id, name, maker.alone):
        return there
    made = Speaker.objects.create(
        project_id=project_id,
        name=name,
        kind=values.kind_of(kind),
        role=values.line(role, "role", values.MAX_ROLE),
        wikidata=values.wikidata_of(wikidata),
        notes=values.notes_of(notes),
        made_by_id=maker.annotator,
    )
    register.write_names(made, names)
    register.log("speaker:created", made, by=by, after=register.state(made))
    return made


@transaction.atomic
def point_to(*, project_id: int, by: User, speaker_id: int) -> Speaker:
    """The entry that somebody's annotation is to point to, or what it was merged into.

    One of another annotator's becomes everybody's where work is not blind.
    """
    found = queries.pointable(project_id, speaker_id)
    if found.made_by_id in (None, by.pk):
        return found
    maker = permissions.check_can_add(by, project_id)
    if maker.alone:
        raise queries.not_pointable()
    if maker.annotator:
        share([found.pk])
    return found


def share(speakers: Iterable[int]) -> None:
    """From now on these entries are everybody's."""
    Speaker.objects.filter(pk__in=speakers, made_by__isnull=False).update(made_by=None)


def _named(project_id: int, name: str, alone: int | None) -> Speaker | None:
    """The entry of this name, or the one it was merged into."""
    found = (
        queries.seen_by(alone, Speaker.objects.select_related("merged_into"))
        .filter(project=project_id, name=name)
        .order_by("-merged_into", "id")
        .last()
    )
    return found and (found.merged_into or found)


@transaction.atomic
def change_speaker(
    *,
    project_id: int,
    by: User | None,
    speaker_id: int,
    name: str | None = None,
    kind: str | None = None,
    role: str | None = None,
    wikidata: str | None = None,
    notes: str | None = None,
    aliases: Iterable[str] | None = None,
) -> Speaker:
    """Change whatever is given; ``aliases`` are all its other names. An old name stays one."""
    speaker = _kept(project_id, by, speaker_id)
    before = register.state(speaker)
    speaker.name = speaker.name if name is None else values.name_of(name)
    speaker.kind = speaker.kind if kind is None else values.kind_of(kind)
    if role is not None:
        speaker.role = values.line(role, "role", values.MAX_ROLE)
    if wikidata is not None:
        speaker.wikidata = values.wikidata_of(wikidata)
    if notes is not None:
        speaker.notes = values.notes_of(notes)
    others = before["aliases"] if aliases is None else list(aliases)
    if before["name"] != speaker.name:
        others = [*others, before["name"]]
    return _save(speaker, others, by, before)


@transaction.atomic
def add_alias(*, project_id: int, by: User | None, speaker_id: int, name: str) -> Speaker:
    """Another name that the entry goes by. One that it has is no mistake."""
    speaker = _kept(project_id, by, speaker_id)
    before = register.state(speaker)
    fresh = values.name_of(name)
    return _save(speaker, [*before["aliases"], fresh], by, before)


@transaction.atomic
def remove_alias(*, project_id: int, by: User | None, speaker_id: int, name: str) -> Speaker:
    speaker = _kept(project_id, by, speaker_id)
    before = register.state(speaker)
    if name == speaker.name:
        raise Conflict(_("This is the name of the entry. Give it another one first."))
    if name not in before["aliases"]:
        raise NotFound(_("The entry does not go by this name."))
    return _save(speaker, [one for one in before["aliases"] if one != name], by, before)


@transaction.atomic
def delete_speaker(*, project_id: int, by: User | None, speaker_id: int) -> None:
    """Only an entry that no annotation points to, and that none was merged into."""
    speaker = _kept(project_id, by, speaker_id)
    before = register.state(speaker)
    try:
        speaker.delete()
    except ProtectedError:
        raise Conflict(
            _("Annotations or other entries point to this one, so it can’t be deleted.")
        ) from None
    register.log("speaker:deleted", speaker, by=by, before=before)


def _kept(project_id: int, by: User | None, speaker_id: int) -> Speaker:
    permissions.check_can_keep(by, project_id)
    register.hold(project_id)
    return register.entry(project_id, speaker_id)


def _save(
    speaker: Speaker, others: Iterable[str], by: User | None, before: values.Entry
) -> Speaker:
    """Nothing is logged where nothing changed."""
    register.write_names(speaker, values.names_of(speaker.name, others))
    after = register.state(speaker)
    if after != before:
        speaker.made_by = None
        speaker.save()
        register.log("speaker:changed", speaker, by=by, before=before, after=after)
    return speaker
