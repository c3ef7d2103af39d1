"""What the page of words shows."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from annotator import names
from annotator.accounts.models import User
from annotator.projects.models import Membership, Role
from annotator.reviews.words import batches, forms, wording
from annotator.reviews.words.asked import NOTHING, Asked, Entry, Place
from annotator.reviews.words.batches import Past
from annotator.reviews.words.concordance import Concordance, concordance
from annotator.reviews.words.finding import Stretch, stretch
from annotator.reviews.words.keys import GROUPS
from annotator.reviews.words.services import MAX_PLACES
from annotator.reviews.words.shown import Line, lines
from annotator.schemes.models import Label
from annotator.schemes.queries import labels_of
from annotator.speakers import queries as register
from annotator.speakers.models import Alias, Speaker
from annotator.web.keys import Group

SIZE = 50
OFFERED = 3
NAMES = 50
"""Of a speaker, that are looked for."""


@dataclass(frozen=True, slots=True)
class Count:
    """In how many places somebody has a label; None: in how many nobody has one."""

    label: Label | None
    number: int
    chosen: bool

    @property
    def asked(self) -> str:
        """What the address says; nothing where it is chosen already."""
        return "" if self.chosen else str(self.label.pk) if self.label else NOTHING


@dataclass(frozen=True, slots=True)
class Batched:
    """A batch with what is said about it."""

    past: Past
    done: str
    skipped: list[str]
    undone: str
    left: list[tuple[Place, str]]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """``offered``: speakers of the register that go by these words. ``found``: how many places
    there are. ``done``: the batch that was just decided or taken back."""

    membership: Membership
    search: forms.SearchForm
    form: forms.DecisionForm
    asked: Asked
    offered: list[Speaker]
    labels: list[Label]
    counts: list[Count]
    lines: list[Line]
    found: int
    articles: int
    before: str
    after: str
    stretch_after: int
    more: int
    done: Batched | None
    batches: list[Batched]
    query: str

    MOST = MAX_PLACES

    @property
    def all(self) -> int:
        """Decided about where all are."""
        return min(self.found, MAX_PLACES)

    @property
    def groups(self) -> Sequence[Group]:
        return GROUPS

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked.label or self.asked.differs or self.asked.open)


@dataclass(frozen=True, slots=True)
class _Looked:
    labels: dict[int, Label]
    search: forms.SearchForm
    asked: Asked
    found: Stretch
    concordance: Concordance

    def at(self, place: str) -> int:
        """The row that a page begins with, by its key."""
        wanted = forms.place(place)
        rows = self.concordance.rows
        return bisect_left(rows, wanted, key=lambda row: row.place) if wanted else 0


def words(
    membership: Membership,
    by: User,
    data: QueryDict,
    *,
    form: forms.DecisionForm | None = None,
    chosen: Collection[Place] = (),
) -> WordsPage:
    looked = _look(membership, by, data)
    rows, first = looked.concordance.rows, looked.at(data.get("at", ""))
    names_shown = membership.role == Role.OWNER or not membership.project.blind
    past = [_batched(one) for one in batches.latest(membership.project, by)]
    after = rows[first + SIZE].place.key if len(rows) > first + SIZE else ""
    return WordsPage(
        membership=membership,
        search=looked.search,
        form=form or forms.DecisionForm(),
        asked=looked.asked,
        offered=_offered(membership, looked.asked.words),
        labels=[one for one in looked.labels.values() if one.active],
        counts=_counts(looked),
        lines=lines(
            rows[first : first + SIZE], looked.labels, names=names_shown, chosen=set(chosen)
        ),
        found=len(rows),
        articles=len(looked.found.texts),
        before=rows[max(0, first - SIZE)].place.key if first else "",
        after=after,
        stretch_after=forms.number(data.get("from", "")),
        more=looked.found.more,
        done=next((one for one in past if str(one.past.batch.id) == data.get("done")), None),
        batches=past,
        query=_query(data),
    )


def asked(membership: Membership, data: QueryDict) -> Asked:
    """What an address asks for."""
    return _asked(membership, data, list(labels_of(membership.project)))[1]


def places(membership: Membership, by: User, data: QueryDict, sent: QueryDict) -> list[Place]:
    """Those that a decision is about: ticked, all on the page, or all found."""
    which = sent.get("which", forms.CHOSEN)
    if which not in (forms.PAGE, forms.ALL):
        return forms.chosen(sent)
    looked = _look(membership, by, data)
    rows, first = looked.concordance.rows, looked.at(data.get("at", ""))
    some = rows[:MAX_PLACES] if which == forms.ALL else rows[first : first + SIZE]
    return [one.place for one in some]


def _look(membership: Membership, by: User, data: QueryDict) -> _Looked:
    labels = list(labels_of(membership.project))
    search, asked = _asked(membership, data, labels)
    after = forms.number(data.get("from", ""))
    there = bool(asked.strings)
    found = stretch(membership.project, by, asked, after=after) if there else Stretch({}, [], 0)
    seen = concordance(found, asked) if found.places else Concordance([], [])
    return _Looked({one.pk: one for one in labels}, search, asked, found, seen)


def _asked(
    membership: Membership, data: QueryDict, labels: Sequence[Label]
) -> tuple[forms.SearchForm, Asked]:
    search = forms.SearchForm(data, labels)
    return search, search.asked(_entry(membership, forms.number(data.get("speaker", ""))))


def _entry(membership: Membership, speaker_id: int) -> Entry | None:
    """With those merged into it; NotFound for one that the project doesn't have."""
    if not speaker_id:
        return None
    found = register.speaker_of(membership.project_id, speaker_id)
    speaker = found.merged_into or found
    ids = [one.pk for one in register.group_of(speaker)]
    own = Alias.objects.filter(speaker__in=ids).values_list("name", flat=True)
    called = list(dict.fromkeys([speaker.name, *own]))[:NAMES]
    return Entry(speaker, ids, called)


def _offered(membership: Membership, asked: str) -> list[Speaker]:
    """Entries that go by these words; two queries at most."""
    if not asked:
        return []
    found = Alias.objects.filter(speaker__project=membership.project_id, key=names.key(asked))
    ids = found.order_by("speaker").values_list("speaker", flat=True).distinct()[:OFFERED]
    return list({one.pk: one for one in register.resolve(list(ids)).values()}.values())


def _counts(looked: _Looked) -> list[Count]:
    return [
        Count(
            None if label == NOTHING else looked.labels[int(label)],
            number,
            chosen=str(label) == looked.asked.label,
        )
        for label, number in looked.concordance.counts
    ]


def _batched(past: Past) -> Batched:
    left = past.undone.left if past.undone else ()
    return Batched(
        past=past,
        done=wording.done(past.batch),
        skipped=list(wording.skipped(past.batch)),
        undone=wording.undone(past.undone) if past.undone else "",
        left=[(one.place, wording.left(one.why)) for one in left],
    )


def _query(data: QueryDict) -> str:
    """The address without what was just done."""
    kept = data.copy()
    kept.pop("done", None)
    return kept.urlencode()
