"""Speakers that come with articles, found in the project's register or added to it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import Cast, Coalesce

from annotator.exchange import uids
from annotator.exchange.copying import Row, copy, new_ids
from annotator.exchange.reports import Report
from annotator.formats.records import Entry, Record
from annotator.names import key
from annotator.projects.models import Project
from annotator.speakers.models import Speaker

SPEAKERS = "speakers_speaker"
ALIASES = "speakers_alias"
SPEAKER = (
    "id", "project_id", "uid", "name", "kind", "role", "wikidata", "notes", "created", "updated",
)  # fmt: skip
ALIAS = ("speaker_id", "name", "key")


class Register:
    """Knows every entry of the project by id, and those that were there before by name.

    An entry that is found stays as it is. By name it is only found if one alone has that name, and
    never among those that came with it: a register may well have two of a name. It is all read at
    once, when the first article with speakers comes, some 300 bytes an entry.
    """

    def __init__(self, project: Project, report: Report) -> None:
        self._project = project
        self._report = report
        self._is_read = False
        self._told: set[str] = set()
        self._ids: dict[str, int] = {}
        self._named: dict[str, int] = {}

    def meet(self, record: Record) -> None:
        """Finds the record's speakers; the ids of those who are new are 0 until they are added."""
        if record.speakers and not self._is_read:
            self._read()
        for entry in record.speakers:
            uid = uids.of_entry(entry)
            if uid not in self._told:
                self._told.add(uid)
                self._meet(uid, entry)

    def _meet(self, uid: str, entry: Entry) -> None:
        found = self._ids.get(uid) or self._named.get(_plain(entry.name), 0)
        self._ids[uid] = found
        if found:
            self._report.known_speakers += 1
        else:
            self._report.speakers += 1

    def add(self, records: Iterable[Record], now: datetime) -> list[int]:
        """Writes those that are new; their ids."""
        new: dict[str, Entry] = {}
        for entry in (entry for record in records for entry in record.speakers):
            uid = uids.of_entry(entry)
            if not self._ids[uid]:
                new.setdefault(uid, entry)
        ids = new_ids(SPEAKERS, len(new)) if new else []
        self._ids |= zip(new, ids, strict=True)
        if new:
            copy(SPEAKERS, SPEAKER, (self._row(uid, entry, now) for uid, entry in new.items()))
            copy(ALIASES, ALIAS, (row for uid in new for row in _names(self._ids[uid], new[uid])))
        return ids

    def ids_of(self, record: Record) -> dict[str, int]:
        """By the ids that they have in the record."""
        return {entry.id: self._ids[uids.of_entry(entry)] for entry in record.speakers}

    def _row(self, uid: str, entry: Entry, now: datetime) -> Row:
        own = entry.name, entry.kind, entry.role, entry.wikidata, entry.notes
        return (self._ids[uid], self._project.pk, uid, *own, now, now)

    def _read(self) -> None:
        self._is_read = True
        of_project = Speaker.objects.filter(project=self._project).order_by()
        rows = of_project.values_list(
            Cast("uid", TextField()), Coalesce("merged_into_id", "pk"), "name", "merged_into_id"
        )
        for uid, pk, name, merged in rows.iterator():
            self._ids[uid] = pk
            if not merged:
                plain = _plain(name)
                self._named[plain] = 0 if plain in self._named else pk


def _names(pk: int, entry: Entry) -> Iterable[Row]:
    """Its own name is one of them, and the first."""
    return ((pk, name, key(name)) for name in (entry.name, *entry.aliases))


def _plain(name: str) -> str:
    return name.strip().casefold()
