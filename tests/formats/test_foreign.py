"""JSON that somebody else wrote."""

import pytest

from annotator.formats.records import Note, Record
from tests.formats.files import items, lines, reason, records

TEXT = "🚢 The minister said 1,200 left."


def span(start: int, end: int, **values: object) -> dict[str, object]:
    return {"start": start, "end": end, "label": "Claim", **values}


def read(**values: object) -> Record:
    (record,) = records("gum.jsonl", lines({"text": TEXT, **values}))
    return record


def test_only_the_text_is_needed() -> None:
    record = read()
    assert (record.text, record.uid, record.sets, record.meta) == (TEXT, "", [], {})


def test_known_keys_become_fields_and_the_rest_metadata() -> None:
    record = read(id=7, title=" A\ntitle ", author="Ana", date="2026-01-02", language="en", x=[1])
    assert (record.uid, record.title, record.byline) == ("7", "A title", "Ana")
    assert (record.published, record.lang) == ("2026-01-02", "en")
    assert record.meta == {"x": [1]}


def test_fields_are_found_in_the_metadata_too_and_stay_there() -> None:
    record = read(meta={"title": "A title", "lang": "ar", "id": "no"})
    assert (record.title, record.lang, record.uid) == ("A title", "ar", "")
    assert record.meta == {"title": "A title", "lang": "ar", "id": "no"}


@pytest.mark.parametrize(
    "value", [{"title": "x" * 501}, {"byline": ["A", "B"]}, {"lang": "the language of Arabs"}]
)
def test_a_value_that_does_not_fit_its_field_stays_metadata(value: dict[str, object]) -> None:
    record = read(**value)
    assert record.meta == value
    assert not getattr(record, next(iter(value)))


def test_spans_become_a_set_named_after_the_file() -> None:
    record = read(spans=[span(2, 14, text="The minister", id="S0")])
    (found,) = record.sets
    assert (found.kind, found.name, found.state) == ("imported", "gum.jsonl", "submitted")
    (only,) = found.spans
    assert (only.id, only.fragments, only.quote) == ("S0", ((2, 14),), "The minister")


def test_no_spans_is_not_the_same_as_an_empty_list() -> None:
    assert read(spans=None).sets == []
    assert len(read(spans=[]).sets) == 1


def test_fragments_are_read_too() -> None:
    part = {"fragments": [[2, 5], [6, 14]], "label": "Claim", "quote": "The … minister"}
    assert read(spans=[part]).sets[0].spans[0].fragments == ((2, 5), (6, 14))


def test_other_keys_of_a_span_become_attributes() -> None:
    record = read(spans=[span(2, 14, score=0.5, attributes={"type": "direct"})])
    assert record.sets[0].spans[0].attributes == {"score": 0.5, "type": "direct"}


def test_utf16_offsets_are_recognised_converted_and_told() -> None:
    data = lines({"text": TEXT, "spans": [span(3, 15, text="The minister"), span(0, 2)]})
    record, note = items("x.jsonl", data)[1:]
    assert isinstance(record, Record)
    assert [one.fragments for one in record.sets[0].spans] == [((2, 14),), ((0, 1),)]
    assert isinstance(note, Note)
    assert "UTF-16" in note.sentence


def test_offsets_that_fit_as_they_are_stay_as_they_are() -> None:
    data = lines({"text": "aaaa🚢aaaa", "spans": [span(0, 2, text="aa"), span(6, 8, text="aa")]})
    record = items("x.jsonl", data)[1]
    assert isinstance(record, Record)
    assert record.sets[0].spans[1].fragments == ((6, 8),)


def test_offsets_of_one_quote_that_fits_neither_way_are_a_problem() -> None:
    spans = [span(3, 15, text="The minister"), span(16, 20, text="sang")]
    assert "not “sang”" in reason("x.jsonl", lines({"text": TEXT, "spans": spans}))


def test_spans_move_with_line_ends_that_become_one_character() -> None:
    text = "One\r\ntwo\r\nthree"
    data = lines({"text": text, "spans": [span(5, 8, text="two"), span(0, 8, text="One\r\ntwo")]})
    (record,) = records("x.jsonl", data)
    assert record.text == "One\ntwo\nthree"
    assert [one.quote for one in record.sets[0].spans] == ["two", "One\ntwo"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({}, "no “text”"),
        ({"text": None}, "empty"),
        ({"text": 5}, "not a string"),
        ({"text": " \n"}, "empty"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "a", "title": "\0"}, "NUL"),
        ({"text": "a", "x": {"\0": 1}}, "NUL"),
        ({"text": "x" * 2_000_001}, "2,000,001 characters"),
        ({"text": "a", "x": "x" * 1_000_001}, "1,000,000"),
        ({"text": TEXT, "spans": 5}, "not a list"),
        ({"text": TEXT, "spans": [5]}, "not a list"),
        ({"text": TEXT, "spans": [{}]}, "Span 1: “start” is None"),
        ({"text": TEXT, "spans": [span(2, 2)]}, "empty"),
        ({"text": TEXT, "spans": [span(2, 1.5)]}, "whole number"),  # type: ignore[arg-type]
        ({"text": TEXT, "spans": [span(2, 10**12)]}, "no offset can be"),
        ({"text": TEXT, "spans": [span(-1, 3)]}, "cannot start at -1"),
        ({"text": TEXT, "spans": [span(2, 99)]}, "outside of the text"),
        ({"text": TEXT, "spans": [span(1, 2)]}, "white space"),
        ({"text": TEXT, "spans": [span(2, 14, text="Minister")]}, "is “The minister” and not"),
        ({"text": TEXT, "spans": [span(2, 14, label=" ")]}, "no label"),
        ({"text": TEXT, "spans": [span(2, 14, label="x" * 61)]}, "61 characters"),
        ({"text": TEXT, "spans": [span(2, 14, note=3)]}, "not a string"),
        ({"text": TEXT, "spans": [span(2, 2)] * 5}, "2 more spans"),
        ([1], "not a JSON object"),
    ],
)
def test_what_is_wrong_is_said(value: object, sentence: str) -> None:
    assert sentence in reason("x.jsonl", lines(value))


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("spans", {"start_offset": 2, "end_offset": 14, "label": "Claim"}),
        ("spans", {"begin": 2, "end": 14, "type": "Claim"}),
        ("spans", [2, 14, "Claim"]),
        ("entities", {"start": 2, "end": 14, "entity": "Claim"}),
        ("entities", [2, 14, "Claim"]),
        ("ents", {"start": 2, "end": 14, "label": "Claim"}),  # displaCy
        ("annotations", {"start_char": 2, "end_char": 14, "entity_group": "Claim"}),
        ("label", {"start": 2, "end": 14, "text": "The minister", "labels": ["Claim"]}),
    ],
)
def test_annotations_are_known_under_the_names_that_others_give_them(
    key: str, part: object
) -> None:
    record = read(**{key: [part]})
    (only,) = record.sets[0].spans
    assert (only.label, only.quote, only.attributes, record.meta) == (
        "Claim",
        "The minister",
        {},
        {},
    )


def test_a_place_with_several_labels_is_several_annotations() -> None:
    record = read(label=[{"start": 2, "end": 14, "labels": ["Claim", "Speaker"]}])
    assert [one.label for one in record.sets[0].spans] == ["Claim", "Speaker"]


def test_a_type_beside_a_label_is_an_attribute() -> None:
    record = read(spans=[span(2, 14, type="direct")])
    assert record.sets[0].spans[0].attributes == {"type": "direct"}


@pytest.mark.parametrize("value", ["all", ["Ana", "Ben"], [{"name": "Ana"}], [[1, 2]], [{}], []])
def test_a_list_of_something_else_stays_metadata(value: object) -> None:
    assert (read(entities=value).meta, read(entities=value).sets) == ({"entities": value}, [])


def test_relations_are_known_as_links_too() -> None:
    parts = [span(2, 14, id="S0"), span(20, 25, id="S1")]
    record = read(spans=parts, links=[{"from": "S0", "to": "S1", "type": "said"}])
    assert [(one.type, one.source) for one in record.sets[0].relations] == [("said", "S0")]
    assert record.meta == {}


def test_links_to_pages_stay_metadata() -> None:
    urls = ["https://example.org/"]
    assert read(spans=[span(2, 14)], links=urls).meta == {"links": urls}


def test_lines_of_tokens_with_tags_are_read() -> None:
    row = {"tokens": ["Ana", "Li", "left"], "ner_tags": ["B-P", "I-P", "O"]}
    found = items("a.jsonl", lines(row, row))
    articles = [item for item in found if isinstance(item, Record)]
    assert [one.text for one in articles] == ["Ana Li left"] * 2
    assert [(one.label, one.quote) for one in articles[0].sets[0].spans] == [("P", "Ana Li")]
    assert len([item for item in found if isinstance(item, Note)]) == 1


def test_tags_that_are_numbers_are_a_problem_where_nothing_names_them() -> None:
    data = lines({"tokens": ["Ana"], "ner_tags": [1]})
    assert "doesn't say what that means" in reason("a.jsonl", data)


def test_tags_of_an_article_are_not_tags_of_its_words() -> None:
    assert read(words=7, tags=["sports"]).meta == {"words": 7, "tags": ["sports"]}


def test_a_text_is_known_under_other_names() -> None:
    (record,) = records("a.jsonl", lines({"content": TEXT, "entities": [[2, 14, "Claim"]]}))
    assert (record.text, record.sets[0].spans[0].quote) == (TEXT, "The minister")


def test_what_is_changed_in_many_articles_is_told_once_a_file() -> None:
    line = lines({"text": TEXT, "spans": [span(3, 15, text="The minister")]})
    notes = [item for item in items("x.jsonl", line * 3) if isinstance(item, Note)]
    assert [note.line for note in notes] == [1]


def test_relations_that_are_not_understood_stay_metadata_and_that_is_told() -> None:
    given = {"text": TEXT, "spans": [span(2, 14, id="S0")], "relations": [{"head": 0, "child": 1}]}
    _opened, record, note = items("x.jsonl", lines(given))
    assert isinstance(record, Record)
    assert record.meta == {"relations": given["relations"]}
    assert isinstance(note, Note)
    assert "stay metadata" in note.sentence
