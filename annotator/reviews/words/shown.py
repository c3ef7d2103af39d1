"""Places as they are shown: in context, with how they are labelled and by whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotator.reviews.words.asked import Place, Way
from annotator.reviews.words.concordance import Row, Seen
from annotator.schemes.models import Label
from annotator.web.direction import direction

AROUND = 70
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A label on a place. ``who``: “2 of 3”, or names; ``how``: where it isn't exactly this."""

    label: Label
    how: str
    who: str
    about: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One place. ``nothing``: who has marked nothing; ``gold``: what stands in the gold set, and
    ``verdict``: what is said where nothing does."""

    place: Place
    title: str
    lang: str
    direction: str
    before: str
    text: str
    after: str
    chips: list[Chip]
    nothing: str
    gold: list[Chip]
    verdict: str
    differs: bool
    chosen: bool

    @property
    def key(self) -> str:
        return self.place.key


def lines(
    rows: Iterable[Row],
    labels: Mapping[int, Label],
    *,
    names: bool,
    chosen: Collection[Place] = (),
) -> list[Line]:
    """``names``: whether annotators go by name; ``chosen``: those that are ticked."""
    return [_line(row, labels, names=names, chosen=row.place in chosen) for row in rows]


def _line(row: Row, labels: Mapping[int, Label], *, names: bool, chosen: bool) -> Line:
    text, (start, end) = row.text.text, row.place.fragment
    speaking = {one for seen in row.seen if seen.about for one in seen.sets}
    silent = [one.id for one in row.of if one.id not in speaking]
    return Line(
        place=row.place,
        title=row.text.name,
        lang=row.text.lang,
        direction=direction(row.text.lang, text),
        before=_in_one_line(_end_of(text[max(0, start - AROUND) : start], whole=start <= AROUND)),
        text=_in_one_line(text[start:end]),
        after=_in_one_line(_start_of(text[end : end + AROUND], whole=len(text) <= end + AROUND)),
        chips=list(_chips(row, row.seen, labels, names=names)),
        nothing=_who(row, silent, names=names) if silent else "",
        gold=[_chip(one, labels, "") for one in row.gold if one.about],
        verdict="" if any(one.about for one in row.gold) else _verdict(row),
        differs=row.differs,
        chosen=chosen,
    )


def _chips(
    row: Row, seen: Iterable[Seen], labels: Mapping[int, Label], *, names: bool
) -> Iterator[Chip]:
    for one in seen:
        yield _chip(one, labels, _who(row, one.sets, names=names))


def _chip(seen: Seen, labels: Mapping[int, Label], who: str) -> Chip:
    how = "" if seen.way == Way.SAME else str(seen.way.label)
    return Chip(labels[seen.label], how, who, seen.about)


def _who(row: Row, sets: Collection[int], *, names: bool) -> str:
    if names:
        return ", ".join(one.name for one in row.of if one.id in sets)
    return _("%(n)s of %(all)s") % {"n": len(sets), "all": len(row.of)}


def _verdict(row: Row) -> str:
    return _("nothing") if row.settled else _("open")


def _end_of(text: str, *, whole: bool) -> str:
    """From a whole word on."""
    return text if whole else "…" + (text.partition(" ")[2] or text)


def _start_of(text: str, *, whole: bool) -> str:
    return text if whole else (text.rpartition(" ")[0] or text) + "…"


def _in_one_line(text: str) -> str:
    """Paragraphs run on; spaces at the borders are kept."""
    return "".join(" " if sign.isspace() else sign for sign in text)
