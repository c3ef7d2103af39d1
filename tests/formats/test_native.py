"""The project's own JSONL: what is written is what is read, and what the schema says."""

from pathlib import Path

import jsonschema
import orjson
import pytest
from hypothesis import given

from annotator.formats import native, native_reading
from annotator.formats.records import Note, Record, Set, Span, digest_of
from tests.formats.files import any_record, items, lines, reason, records
from tests.formats.hard import article

TEXT = "She left 🚢, “he said”."
SCHEMA = orjson.loads(Path(native.__file__).with_name("native.schema.json").read_bytes())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def example(**changes: object) -> dict[str, object]:
    span = Span("b9f1ad7c-7ac2-4f4b-8b55-5d9ab7a6a4a7", "Claim", ((0, 8), (9, 10)), "She left … 🚢")
    mine = Set("annotator", "ana", "open", [span])
    record = Record("x", 1, "a", TEXT, digest_of(TEXT), 5, sets=[mine])
    return orjson.loads(native.line(record)) | changes


@given(any_record())
def test_what_is_written_is_read_again(record: Record) -> None:
    written = native.line(record)
    (found,) = records("corpus.jsonl", written)
    found.raw = b""
    record.sets = native.in_order(record)
    assert found == record
    assert native.line(found) == written


@given(any_record())
def test_what_is_written_is_as_the_schema_says(record: Record) -> None:
    VALIDATOR.validate(orjson.loads(native.line(record)))


def test_keys_come_in_a_fixed_order() -> None:
    assert [*example(), "split"] == list(SCHEMA["properties"])
    assert set(SCHEMA["properties"]) == native_reading.KEYS


def test_files_from_before_relations_and_speakers_are_right_as_they_are() -> None:
    older = example()
    del older["relations"], older["speakers"]
    VALIDATOR.validate(older)
    (record,) = records("c.jsonl", lines(older))
    assert (record.sets[0].relations, record.speakers) == ([], [])


def test_the_order_of_sets_and_spans_is_fixed() -> None:
    def span(number: int, *places: tuple[int, int]) -> Span:
        quote = " … ".join(TEXT[a:b] for a, b in places)
        return Span(f"00000000-0000-0000-0000-00000000000{number}", "Claim", places, quote)

    late, long, short = span(1, (4, 8)), span(2, (0, 8)), span(3, (0, 3))
    sets = [Set("imported", "x", "open", [late, long, short]), Set("annotator", "ana", "open", [])]
    record = Record("x", 1, "a", TEXT, digest_of(TEXT), 5, sets=sets)
    written = orjson.loads(native.line(record))
    assert [one["id"] for one in written["sets"]] == ["annotator:ana", "imported:x"]
    assert [one["id"][-1] for one in written["spans"]] == ["3", "2", "1"]


def test_what_a_later_version_added_is_left_out_and_told_once() -> None:
    found = items("c.jsonl", lines(example(links=[]), example(links=[])))
    assert [item.sentence for item in found if isinstance(item, Note)] == [
        "“links” is not known to this version and left out."
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"schema": "news-annotator/9"}, "another version"),
        ({"offset_unit": "utf16"}, "offset_unit"),
        ({"id": ""}, "no “id”"),
        ({"id": 3}, "not a string"),
        ({"id": "x" * 201}, "201 characters"),
        ({"text": "She left"}, "content_sha256"),
        ({"text": TEXT + "\r\n", "content_sha256": None}, "line ends"),
        ({"text": ""}, "empty"),
        ({"title": "a\0b"}, "NUL"),
        ({"revision": "two"}, "whole number"),
        ({"meta": []}, "not an object"),
        ({"meta": {"a": "\0"}}, "NUL"),
        ({"sets": {}}, "not a list of objects"),
        ({"sets": [{"kind": "boss", "name": "", "state": "open"}]}, "kind of a set"),
        ({"sets": [{"kind": "gold", "name": "", "state": "done"}]}, "state of a set"),
        ({"sets": [{"kind": "gold", "name": "", "state": "open"}] * 2}, "comes twice"),
        (
            {"sets": [{"kind": "gold", "name": "", "state": "open", "created": "soon"}]},
            "not a time",
        ),
        (
            {"sets": [{"kind": "gold", "name": name, "state": "open"} for name in "ab"]},
            "more than one gold set",
        ),
        ({"sets": []}, "none of the sets"),
        ({"spans": [{"set": "annotator:ana"}]}, "fragments"),
        ({"spans": [{"set": "annotator:ana", "fragments": [[0, 99]]}]}, "outside of the text"),
        ({"spans": example()["spans"] * 2}, "comes twice in its set"),  # type: ignore[operator]
    ],
)
def test_a_record_that_is_not_right_says_why(changes: dict[str, object], sentence: str) -> None:
    assert sentence in reason("corpus.jsonl", lines(example(**changes)))


@pytest.mark.parametrize(
    ("kind", "provenance", "sentence"),
    [
        ("gold", "guessed", "“guessed” in a set of gold"),
        ("annotator", "majority", "“majority” in a set of annotator"),
        ("gold", 3, "not a string"),
    ],
)
def test_only_spans_of_gold_say_how_they_came_there(
    kind: str, provenance: object, sentence: str
) -> None:
    span = example()["spans"][0] | {"set": kind, "provenance": provenance}  # type: ignore[index]
    one = {"kind": kind, "name": "", "state": "accepted"}
    assert sentence in reason("c.jsonl", lines(example(sets=[one], spans=[span])))


def test_how_a_span_came_into_gold_is_the_last_thing_said_of_it() -> None:
    span = Span("b9f1ad7c-7ac2-4f4b-8b55-5d9ab7a6a4a7", "Claim", ((0, 8),), "She left")
    span.provenance = "majority"
    one = Set("gold", "", "accepted", [span])
    written = native.line(Record("x", 1, "a", TEXT, digest_of(TEXT), 5, sets=[one]))
    VALIDATOR.validate(orjson.loads(written))
    assert list(orjson.loads(written)["spans"][0])[-1] == "provenance"
    (found,) = records("c.jsonl", written)
    assert found.sets[0].spans[0].provenance == "majority"


def test_the_schema_knows_what_is_read() -> None:
    parts = SCHEMA["properties"]
    assert parts["spans"]["items"]["properties"]["provenance"]["enum"] == list(
        native_reading.PROVENANCES
    )
    sets = parts["sets"]["items"]["properties"]
    assert sets["state"]["enum"] == list(native_reading.STATES)


def test_a_backslash_before_u0000_is_no_nul() -> None:
    (record,) = records("c.jsonl", lines(example(meta={"a": "\\u0000"})))
    assert record.meta == {"a": "\\u0000"}


def test_a_mark_that_belongs_to_the_text_stays() -> None:
    text = "\ufeffShe"
    (record,) = records(
        "c.jsonl", lines(example(text=text, content_sha256=digest_of(text), spans=[]))
    )
    assert record.text == text


def test_splits_of_a_release_are_left_out_and_told_once() -> None:
    made = [article(f"a-{n}", "Ana left.", split="train") for n in range(3)]
    found = items("corpus.jsonl", b"".join(map(native.line, made)))
    (note,) = (item for item in found if isinstance(item, Note))
    assert "divides them anew" in note.sentence
