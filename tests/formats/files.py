"""Files for tests, without any files: sources made of bytes, and records of any shape."""

import io
import zipfile
from datetime import UTC, datetime

import orjson
from hypothesis import strategies as st

from annotator.formats import native_reading
from annotator.formats.reading import read
from annotator.formats.records import (
    Entry,
    Item,
    Link,
    Note,
    Opened,
    Options,
    Problem,
    Record,
    Set,
    Source,
    Span,
    digest_of,
    words_in,
)
from annotator.text import spans


def source(name: str, data: bytes | str) -> Source:
    content = data.encode() if isinstance(data, str) else data
    return Source(name, len(content), lambda: io.BytesIO(content))


def lines(*values: object) -> bytes:
    return b"".join(orjson.dumps(value) + b"\n" for value in values)


def archive(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return buffer.getvalue()


def items(name: str, data: bytes | str, options: Options = Options()) -> list[Item]:  # noqa: B008
    return list(read([source(name, data)], options))


def records(name: str, data: bytes | str, options: Options = Options()) -> list[Record]:  # noqa: B008
    """All that was read, which must be without problems."""
    found = items(name, data, options)
    assert not [item for item in found if isinstance(item, Problem)], found
    return [item for item in found if isinstance(item, Record)]


def problems(name: str, data: bytes | str, options: Options = Options()) -> list[Problem]:  # noqa: B008
    return [item for item in items(name, data, options) if isinstance(item, Problem)]


def reason(name: str, data: bytes | str, options: Options = Options()) -> str:  # noqa: B008
    """Why the one thing in the file can't be read."""
    found = [item for item in items(name, data, options) if not isinstance(item, Opened | Note)]
    assert len(found) == 1, found
    assert isinstance(found[0], Problem), found
    return found[0].reason


CHARS = st.characters(exclude_characters="\0", exclude_categories=("Cs",))
TEXTS = st.text(CHARS.filter(lambda c: c != "\r"), min_size=1, max_size=80).filter(str.strip)
ONE_LINE = st.text(CHARS, max_size=20)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | ONE_LINE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ONE_LINE, inner, max_size=3),
    max_leaves=5,
)
META = st.dictionaries(ONE_LINE, JSON, max_size=3)


@st.composite
def fragments_in(draw: st.DrawFn, text: str) -> spans.Fragments:
    visible = [place for place, char in enumerate(text) if not char.isspace()]
    places = draw(st.lists(st.sampled_from(visible), min_size=1, max_size=3))
    pairs = [(at, draw(st.integers(at + 1, min(len(text), at + 9)))) for at in places]
    return spans.normalise(pairs)


NUMBERS = st.integers(-(10**18), 10**18) | st.floats(-1e15, 1e15)
WORDS = st.text(st.characters(categories=("L", "Nd", "P")), max_size=10)
LINES = st.text(CHARS, max_size=20).map(lambda text: " ".join(text.split()))
NAMES = LINES.filter(bool)
ENTRIES = st.builds(
    Entry,
    id=st.uuids().map(str),
    name=NAMES,
    kind=st.sampled_from(("", "person", "organisation", "anonymous", "document")),
    role=LINES,
    wikidata=st.sampled_from(("", "Q42")),
    notes=ONE_LINE,
)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Some that have unlike names, because a register would take others for the same."""
    found = draw(st.lists(ENTRIES, max_size=3, unique_by=(lambda one: one.id, _name_of)))
    for one in found:
        others = draw(st.lists(NAMES, max_size=3, unique=True))
        one.aliases = sorted(set(others) - {one.name})
    return found


def _name_of(entry: Entry) -> str:
    return entry.name.casefold()


@st.composite
def values(draw: st.DrawFn) -> dict[str, object]:
    if draw(st.booleans()):
        return {}
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return {
        "low": low,
        "high": high,
        "comparator": draw(st.sampled_from("=≈<≤>≥")),
        "unit": draw(st.sampled_from(("", "%", "USD"))),
        "counted": draw(WORDS),
        "magnitude": draw(st.sampled_from(("", "tens of thousands"))),
        "confirmed": draw(st.booleans()),
    }


@st.composite
def sets_of(draw: st.DrawFn, text: str, speakers: list[Entry]) -> Set:
    state = draw(st.sampled_from(native_reading.STATES))
    kind = draw(st.sampled_from(native_reading.KINDS))
    made = Set(
        kind=kind,
        name="" if kind == "gold" else draw(st.text(CHARS, max_size=10)),
        state=state,
        spans=[],
        created=draw(TIMES),
        updated=draw(TIMES),
        submitted=draw(TIMES) if state in ("submitted", "accepted") else None,
    )
    for uid in draw(st.lists(st.uuids(), max_size=4, unique=True)):
        made.spans.append(draw(spans_of(text, str(uid), speakers)))
    for span in made.spans if kind == "gold" else ():
        span.provenance = draw(st.sampled_from(("", *native_reading.PROVENANCES)))
    made.relations = draw(relations_of([span.id for span in made.spans]))
    return made


@st.composite
def spans_of(draw: st.DrawFn, text: str, uid: str, speakers: list[Entry]) -> Span:
    fragments = draw(fragments_in(text))
    quote = spans.quote_of(text, fragments)
    label = draw(st.sampled_from(("Speaker", "Claim", "Figure")))
    made = Span(uid, label, fragments, quote, draw(ONE_LINE), draw(META))
    if label == "Figure":
        made.value = draw(values())
    if label == "Speaker" and speakers:
        made.speaker = draw(st.sampled_from(["", *(one.id for one in speakers)]))
    return made


@st.composite
def relations_of(draw: st.DrawFn, ids: list[str]) -> list[Link]:
    """Any between two spans, none twice, of a few types."""
    if len(ids) < 2:
        return []
    ends = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
    found = st.builds(
        lambda uid, name, pair: Link(str(uid), name, *pair),
        st.uuids(),
        st.sampled_from(("said by", "quoted in", "in")),
        ends,
    )
    alike = lambda one: (one.type, one.source, one.target)
    return draw(st.lists(found, max_size=4, unique_by=(lambda one: one.id, alike)))


@st.composite
def any_record(draw: st.DrawFn, uid: str = "a-1") -> Record:
    text = draw(TEXTS)
    speakers = draw(entries())
    one_set = sets_of(text, speakers)
    sets = draw(st.lists(one_set, max_size=3, unique_by=lambda one: (one.kind, one.name)))
    used = {span.speaker for one in sets for span in one.spans}
    return Record(
        file="corpus.jsonl",
        line=1,
        uid=uid,
        text=text,
        digest=digest_of(text),
        words=words_in(text),
        title=draw(ONE_LINE),
        source=draw(ONE_LINE),
        lang=draw(st.sampled_from(("", "en", "ar", "pt-BR"))),
        revision=draw(st.integers(1, 5)),
        meta=draw(META),
        sets=sets,
        speakers=[one for one in speakers if one.id in used],
    )
