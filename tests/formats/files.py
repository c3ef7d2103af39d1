"""Files for tests, without any files: sources made of bytes, and records of any shape."""

import io
import zipfile
from datetime import UTC, datetime

import orjson
from hypothesis import strategies as st

from annotator.formats.reading import read
from annotator.formats.records import (
    Item,
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


@st.composite
def sets_of(draw: st.DrawFn, text: str) -> Set:
    state = draw(st.sampled_from(("open", "in_progress", "submitted")))
    made = Set(
        kind=draw(st.sampled_from(("annotator", "imported", "suggested"))),
        name=draw(st.text(CHARS, max_size=10)),
        state=state,
        spans=[],
        created=draw(TIMES),
        updated=draw(TIMES),
        submitted=draw(TIMES) if state == "submitted" else None,
    )
    for uid in draw(st.lists(st.uuids(), max_size=4, unique=True)):
        fragments = draw(fragments_in(text))
        quote = spans.quote_of(text, fragments)
        label = draw(st.sampled_from(("Speaker", "Claim", "Figure")))
        made.spans.append(Span(str(uid), label, fragments, quote, draw(ONE_LINE), draw(META)))
    return made


@st.composite
def any_record(draw: st.DrawFn, uid: str = "a-1") -> Record:
    text = draw(TEXTS)
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
        sets=draw(st.lists(sets_of(text), max_size=3, unique_by=lambda one: (one.kind, one.name))),
    )
