"""Relations, speakers and the values of figures: written, read, and refused with a reason."""

import csv
import io

import orjson
import pytest

from annotator.formats import native, rows
from annotator.formats.records import Entry, Link, Record, Set, Span, digest_of
from tests.formats.files import items, lines, reason, records

TEXT = "Gallant said some 1,200 people had left, he told us."
UID = "00000000-0000-0000-0000-00000000000{}".format
VALUE = {
    "low": 1200,
    "high": 1200,
    "comparator": "≈",
    "unit": "",
    "counted": "people",
    "magnitude": "",
    "confirmed": True,
}
GALLANT = Entry(UID(9), "Yoav Gallant", "person", "minister", "Q1", "", ["Gallant", "غالانت"])


def record() -> Record:
    def span(number: int, label: str, start: int, end: int, **values: object) -> Span:
        return Span(UID(number), label, ((start, end),), TEXT[start:end], **values)  # type: ignore[arg-type]

    spans = [
        span(1, "Speaker", 0, 7, speaker=UID(9)),
        span(2, "Claim", 13, 39, attributes={"form": "indirect"}, said_by=(("Gallant", "Yoav"),)),
        span(3, "Figure", 13, 23, value=dict(VALUE)),
        span(4, "Figure", 18, 23, value={}),
    ]
    links = [Link(UID(5), "said by", UID(2), UID(1)), Link(UID(6), "in", UID(3), UID(2))]
    one = Set("annotator", "ana", "open", spans, relations=links)
    return Record("x", 1, "a", TEXT, digest_of(TEXT), 10, sets=[one], speakers=[GALLANT])


def example(**changes: object) -> dict[str, object]:
    return orjson.loads(native.line(record())) | changes


def changed(key: str, number: int, **values: object) -> dict[str, object]:
    """The example with one of its parts otherwise."""
    made = example()
    made[key][number] |= values  # type: ignore[index]
    return made


def test_keys_stand_in_a_fixed_order_wherever_they_came_from() -> None:
    given = record()
    given.sets[0].spans[2].value = dict(sorted(VALUE.items()))
    assert native.line(given) == native.line(record())


def test_relations_stand_in_the_order_of_their_spans() -> None:
    given = record()
    given.sets[0].relations.reverse()
    assert [one["type"] for one in orjson.loads(native.line(given))["relations"]] == [
        "in",
        "said by",
    ]


def test_all_of_it_is_read_again() -> None:
    (found,) = records("c.jsonl", lines(example()))
    assert found.speakers == [GALLANT]
    assert found.sets[0].relations[1] == Link(UID(5), "said by", UID(2), UID(1))
    assert [span.value for span in found.sets[0].spans] == [None, VALUE, None, {}]
    assert found.sets[0].spans[0].speaker == UID(9)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"from": UID(8)}, "“from” is"),
        ({"to": None}, "“to” is , which is no span"),
        ({"to": UID(3)}, "same span"),
        ({"type": " "}, "no “type”"),
        ({"type": "x" * 61}, "61 characters"),
        ({"type": 5}, "not a string"),
        ({"type": "a\nb"}, "no line of text"),
        ({"id": ""}, "no “id”"),
        ({"id": "x" * 201}, "201 characters"),
        ({"id": UID(5)}, "comes twice"),
        ({"set": "gold"}, "none of the sets"),
        ({"type": "Said by", "from": UID(2), "to": UID(1)}, "linked that way already"),
    ],
)
def test_a_relation_that_is_not_right_is_named(values: dict[str, object], sentence: str) -> None:
    made = example()
    made["relations"].reverse()  # type: ignore[attr-defined]
    made["relations"][1] |= values  # type: ignore[index]
    told = reason("c.jsonl", lines(made))
    assert told.startswith("Relation 2: ")
    assert sentence in told


def test_both_ends_of_a_relation_are_in_its_set() -> None:
    made = example()
    gold = {"kind": "gold", "name": "", "state": "open"}
    made["sets"].append(gold)  # type: ignore[attr-defined]
    made["relations"][0]["set"] = "gold"  # type: ignore[index]
    assert "no span of its set" in reason("c.jsonl", lines(made))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"id": ""}, "no id or no name"),
        ({"name": "\t"}, "no id or no name"),
        ({"name": "x" * 201}, "201 characters"),
        ({"name": "a\0"}, "NUL"),
        ({"kind": "robot"}, "kind of a speaker is “robot”"),
        ({"wikidata": "42"}, "no id of Wikidata"),
        ({"role": "x" * 301}, "301 characters"),
        ({"notes": []}, "not a string"),
        ({"aliases": "Gallant"}, "not a list"),
        ({"aliases": ["x"] * 1001}, "at most 1,000"),
        ({"aliases": [5]}, "not a string"),
        ({"aliases": ["x" * 201]}, "201 characters"),
    ],
)
def test_a_speaker_who_is_not_right_is_named(values: dict[str, object], sentence: str) -> None:
    told = reason("c.jsonl", lines(changed("speakers", 0, **values)))
    assert told.startswith("Speaker 1: ")
    assert sentence in told


def test_speakers_come_once_and_are_not_more_than_there_are_spans() -> None:
    entries = example()["speakers"]
    assert "comes twice" in reason("c.jsonl", lines(example(speakers=entries * 2)))  # type: ignore[operator]
    assert "5 speakers and only 4" in reason("c.jsonl", lines(example(speakers=entries * 5)))  # type: ignore[operator]


def test_a_span_points_to_a_speaker_who_is_there() -> None:
    told = reason("c.jsonl", lines(changed("spans", 0, speaker="x")))
    assert told == "Span 1: “x” is none of the speakers."


def test_names_are_lines_and_a_speakers_own_is_no_alias() -> None:
    made = changed("speakers", 0, aliases=["b", "a ", "b", "", "Yoav\nGallant"])
    assert records("c.jsonl", lines(made))[0].speakers[0].aliases == ["a", "b"]


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"low": 1},
        {**VALUE, "more": 1},
        {**VALUE, "low": "1"},
        {**VALUE, "low": True},
        {**VALUE, "high": None},
        {**VALUE, "low": 5, "high": 4},
        {**VALUE, "high": 10**19},
        {**VALUE, "comparator": "~"},
        {**VALUE, "counted": "x" * 201},
        {**VALUE, "unit": 5},
        {**VALUE, "confirmed": 1},
    ],
)
def test_a_value_that_is_none_is_refused(value: object) -> None:
    assert reason("c.jsonl", lines(changed("spans", 1, value=value))).startswith("Span 2: ")


def test_csv_says_who_says_it_and_what_a_figure_says() -> None:
    written = rows.table([rows.HEADER, *rows.rows_of(record())]).decode()
    speaker, figure, claim, nothing = csv.DictReader(io.StringIO(written, newline=""))
    assert (speaker["speaker"], speaker["canonical_speaker"]) == ("", "Yoav Gallant")
    assert (claim["speaker"], claim["canonical_speaker"]) == ("Gallant", "Yoav")
    assert (claim["form"], claim["relations"]) == ("indirect", f"said by:{UID(1)}")
    assert (figure["value_low"], figure["value_high"]) == ("1200", "1200")
    assert (figure["comparator"], figure["counted"]) == ("≈", "people")
    assert [row["confirmed"] for row in (claim, figure, nothing)] == ["", "true", "false"]
    assert nothing["value_low"] == ""


def test_csv_has_numbers_below_zero_and_no_formulas() -> None:
    given = record()
    given.sets[0].relations[0].type = "=1+1"
    given.sets[0].spans[2].value = VALUE | {"low": -5, "counted": "-1"}
    written = rows.table([rows.HEADER, *rows.rows_of(given)]).decode()
    _, figure, claim, _ = csv.DictReader(io.StringIO(written, newline=""))
    assert (figure["value_low"], figure["counted"]) == ("-5", "'-1")
    assert claim["relations"].startswith("'=1+1:")


FOREIGN = {
    "text": TEXT,
    "spans": [
        {"id": 1, "start": 0, "end": 7, "label": "Speaker"},
        {"id": 2, "start": 13, "end": 39, "label": "Claim"},
    ],
}


@pytest.mark.parametrize(
    "link",
    [
        {"id": 7, "from_id": 2, "to_id": 1, "type": "said by"},
        {"from": "2", "to": "1", "label": "said by"},
    ],
)
def test_relations_of_other_programs_are_read(link: dict[str, object]) -> None:
    (found,) = records("d.jsonl", lines(FOREIGN | {"relations": [link]}))
    (only,) = found.sets[0].relations
    assert (only.type, only.source, only.target) == ("said by", "2", "1")
    assert found.meta == {}


@pytest.mark.parametrize(
    "relations",
    [
        "none",
        [5],
        [{"from": 1, "to": 3, "type": "x"}],
        [{"from": 1, "to": 1, "type": "x"}],
        [{"from": 1, "to": 2}],
        [{"from": 1, "to": 2, "type": "x"}] * 2,
    ],
)
def test_relations_that_are_not_understood_stay_metadata(relations: object) -> None:
    (found,) = records("d.jsonl", lines(FOREIGN | {"relations": relations}))
    assert found.sets[0].relations == []
    assert found.meta == {"relations": relations}


def test_what_more_a_relation_of_others_says_stays_too() -> None:
    relations = [{"from": 2, "to": 1, "type": "said by", "score": 0.5}]
    (found,) = records("d.jsonl", lines(FOREIGN | {"relations": relations}))
    assert len(found.sets[0].relations) == 1
    assert found.meta == {"relations": relations}


def test_nothing_of_this_is_unknown() -> None:
    assert len(items("c.jsonl", lines(example()))) == 2
