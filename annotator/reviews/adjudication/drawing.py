"""The text with what is settled as bars, and what is open as a line for every annotator.

Who made a version is told by the pattern of its line and a letter behind it, the label by its hue.
Lines are nested elements round one text node, so that every browser can draw them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from annotator.annotations.queries import Mark
from annotator.articles.reading import Reading
from annotator.reviews.adjudication.comparing import Conflict
from annotator.text import spans
from annotator.text.blocks import Block, touched
from annotator.text.segments import Cover, Piece, Segment, segments
from annotator.text.spans import Fragments
from annotator.web.markup import element

LANES = 6
"""Lines drawn under a line of text; deeper ones share the last."""

PATTERNS = 6
"""Lines that can be told apart without colour; a seventh annotator has the first one again."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bar or a line under the text. ``clusters``: what a click on it chooses."""

    classes: str
    clusters: tuple[str, ...]
    letter: str = ""
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One block as it is drawn."""

    start: int
    end: int
    inside: str


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of an article by key, with where they run."""

    lines: dict[str, Line]
    places: list[tuple[str, Fragments]]

    def within(self, extents: Sequence[tuple[int, int]]) -> "Lines":
        """Those that touch some places."""
        near = [
            (key, fragments)
            for key, fragments in self.places
            if any(spans.overlap(fragments, (extent,)) for extent in extents)
        ]
        return Lines(self.lines, near)


def lines(conflicts: Iterable[Conflict], gold: Iterable[Mark], letters: Mapping[int, str]) -> Lines:
    """A bar for whatever stands in the gold set, and a line for each version of what is open."""
    found = Lines({}, [])
    clusters: defaultdict[object, list[str]] = defaultdict(list)
    order = {set_id: place for place, set_id in enumerate(letters)}
    for number, conflict in enumerate(conflicts):
        for uid in conflict.gold:
            clusters[uid].append(str(conflict.cluster))
        if not conflict.settled:
            _add_versions(found, number, conflict, letters, order)
    for mark in gold:
        key = str(mark.uid)
        found.lines[key] = _bar(mark, tuple(clusters[mark.uid]))
        found.places.append((key, mark.fragments))
    return found


def _bar(mark: Mark, clusters: tuple[str, ...]) -> Line:
    label = mark.label
    said = {"label": label.name}
    return Line(
        f"gold-line h{label.hue} s-{label.pattern}",
        clusters,
        begins=_("%(label)s begins") % said,
        ends=_("%(label)s ends") % said,
    )


def _add_versions(
    found: Lines,
    number: int,
    conflict: Conflict,
    letters: Mapping[int, str],
    order: Mapping[int, int],
) -> None:
    for set_id in sorted(conflict.marks, key=order.__getitem__):
        mark = conflict.marks[set_id]
        said = {"label": mark.label.name, "who": letters[set_id]}
        key = f"{order[set_id]:02}-{number}"
        found.lines[key] = Line(
            f"own-line h{mark.label.hue} w{order[set_id] % PATTERNS}",
            (str(conflict.cluster),),
            letters[set_id],
            begins=_("%(label)s of %(who)s begins, in conflict") % said,
            ends=_("%(label)s of %(who)s ends") % said,
        )
        found.places.append((key, mark.fragments))


def blocks(text: Reading, places: Iterable[Block], drawn: Lines) -> list[Drawn]:
    """Blocks cut at the borders of whatever is drawn in them."""
    pieces: defaultdict[int, list[Piece]] = defaultdict(list)
    for key, fragments in drawn.places:
        weight = spans.length(fragments)
        for start, end in fragments:
            for place in touched(text.blocks, [(start, end)]):
                pieces[place.index].append(Piece(key, start, end, weight))
    return [
        Drawn(place.start, place.end, _inside(text.text, place, pieces[place.index], drawn.lines))
        for place in places
    ]


def _inside(text: str, place: Block, pieces: list[Piece], lines: Mapping[str, Line]) -> str:
    if not pieces:
        return escape(text[place.start : place.end])
    cut = segments(place.start, place.end, pieces)
    return "".join([_segment(text[one.start : one.end], one, lines) for one in cut])


def _segment(text: str, segment: Segment, lines: Mapping[str, Line]) -> str:
    inside = escape(text)
    if not segment.covers:
        return inside
    covers = [(one, lines[one.key]) for one in segment.covers]
    for cover, line in reversed(covers):
        lane = min(cover.lane, LANES - 1)
        inside = f'<span class="{line.classes} k{lane}">{inside}</span>'
    return element("span", _given(covers), inside)


def _given(covers: Sequence[tuple[Cover, Line]]) -> dict[str, object]:
    is_open = any(line.letter for _, line in covers)
    given: dict[str, object] = {"class": "seg is-open" if is_open else "seg"}
    if keys := dict.fromkeys(cluster for _, line in covers for cluster in line.clusters):
        given["data-a"] = " ".join(keys)
    if letters := "".join(line.letter for cover, line in covers if cover.ends):
        given["data-letters"] = "".join(sorted(letters))
    if begins := ", ".join(line.begins for cover, line in covers if cover.begins):
        given["data-begins"] = begins
    if ends := ", ".join(line.ends for cover, line in covers if cover.ends):
        given["data-ends"] = ends
    return given
