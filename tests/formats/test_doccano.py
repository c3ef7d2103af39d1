"""doccano's JSON lines: what is written is what doccano has, and what others wrote is read."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given

from annotator.formats.doccano import recognises
from annotator.formats.foreign import CONVERTED
from annotator.formats.records import Note, Opened, Problem, Record
from tests.formats import hard
from tests.formats.files import any_record, items, lines, problems, records
from tests.formats.trips import (
    CORPORA,
    first_piece,
    found,
    objects,
    only,
    read_ahead,
    said,
    written,
)

SHIP = "🚢 Ana left"


def without_relations(corpus: Sequence[Record]) -> Sequence[Record]:
    for record in corpus:
        for one in record.sets:
            one.relations = []
    return corpus


def document(*entities: tuple[int, int, str], text: str = SHIP, **more: object) -> dict[str, Any]:
    parts = [
        {"id": number, "label": label, "start_offset": start, "end_offset": end}
        for number, (start, end, label) in enumerate(entities, 40)
    ]
    return {"id": 7, "text": text, "entities": parts, "relations": [], **more}


def quotes(record: Record) -> list[str]:
    return [span.quote for one in record.sets for span in one.spans]


def notes(data: bytes) -> list[str]:
    return [item.sentence for item in items("d.jsonl", data) if isinstance(item, Note)]


def test_entities_and_relations_have_numbers() -> None:
    (given,) = objects(only("doccano", [hard.right_to_left()]))
    assert given["entities"][:2] == [
        {"id": 1, "label": "Speaker", "start_offset": 5, "end_offset": 12},
        {"id": 2, "label": "Claim", "start_offset": 13, "end_offset": 32},
    ]
    assert given["relations"] == [
        {"id": 1, "from_id": 2, "to_id": 1, "type": "said by"},
        {"id": 2, "from_id": 4, "to_id": 1, "type": "said by"},
    ]


def test_numbers_go_on_through_the_file() -> None:
    corpus = [hard.right_to_left(), hard.several_annotators()]
    given = objects(only("doccano", corpus))
    assert [one["id"] for one in given] == [1, 2, 3, 4, 5]
    numbers = [entity["id"] for one in given for entity in one["entities"]]
    assert numbers == list(range(1, 25))


def test_spans_are_triples() -> None:
    (given,) = objects(only("doccano", [hard.combining()], variant="spans"))
    assert given["label"] == [
        [0, 5, "Speaker"],
        [12, 25, "Claim"],
        [27, 34, "Claim"],
        [39, 44, "Cue"],
    ]
    assert "entities" not in given


def test_offsets_count_utf_16_where_that_is_wanted() -> None:
    record = hard.emoji()
    (given,) = objects(only("doccano", [record], unit="utf16"))
    units = record.text.encode("utf-16-le")
    assert [
        units[2 * entity["start_offset"] : 2 * entity["end_offset"]].decode("utf-16-le")
        for entity in given["entities"]
    ] == [span.quote for span in record.sets[0].spans]


def test_metadata_stand_beside_the_text() -> None:
    given = objects(only("doccano", [hard.several_annotators()]))[0]
    assert given["title"] == "Who left?"
    assert given["tags"] == ["harbour", "strike"]


def test_notes_are_comments() -> None:
    given = objects(only("doccano", [hard.several_annotators()]))
    assert given[1]["Comments"] == [{"id": 2, "comment": "“Some 1,200 of us left”: Said at noon."}]


def test_comments_of_the_article_are_not_taken_for_notes() -> None:
    comments = [{"id": 3, "comment": "Look again."}]
    record = hard.several_annotators()
    record.sets = record.sets[:1]
    record.meta = {"Comments": comments}
    data = only("doccano", [record])
    assert objects(data)[0]["Comments"][0] == comments[0]
    (back,) = records("d.jsonl", data)
    assert back.meta == {"Comments": comments}


@pytest.mark.parametrize("unit", ["codepoint", "utf16"])
def test_hard_articles_come_back(unit: str) -> None:
    files, lost = written("doccano", hard.hard(), unit=unit)
    assert lost == {"fragments": 4}
    assert said(found(files)) == said(hard.hard())


def test_hard_articles_come_back_without_the_relations_that_spans_have_no_place_for() -> None:
    files, lost = written("doccano", hard.hard(), variant="spans")
    assert lost == {"fragments": 4, "relations": 22}
    assert said(found(files)) == said(without_relations(hard.hard()))


@given(CORPORA)
def test_what_is_written_is_read_again(corpus: Sequence[Record]) -> None:
    files, _lost = written("doccano", corpus)
    back = found(files)
    assert said(back) == said(corpus)
    assert written("doccano", back)[0] == files


@given(any_record())
def test_what_is_written_in_utf_16_is_read_again(record: Record) -> None:
    files, _lost = written("doccano", [record], unit="utf16", variant="spans")
    assert said(found(files)) == said(without_relations([record]))


def test_what_was_changed_in_doccano_is_changed_and_the_rest_is_as_it_was() -> None:
    (given,) = objects(only("doccano", [hard.right_to_left()]))
    given["entities"][0]["end_offset"] -= 1
    for number, entity in enumerate(given["entities"], 901):
        entity["id"] = number
    given["relations"] = [{"id": 5, "from_id": 904, "to_id": 902, "type": "said by"}]
    (record,) = records("d.jsonl", lines(given))
    (one,) = record.sets
    claims = [span.id for span in one.spans if span.label == "Claim"]
    assert one.spans[0].quote == "الوزير"
    assert claims == [f"a0000000-0000-4000-8000-{n:012}" for n in (2, 4)]
    assert (one.relations[0].source, one.relations[0].target) == (claims[1], claims[0])


def test_what_doccano_exports_is_read() -> None:
    given = document((2, 5, "Speaker"), (6, 10, "Cue"), title="A", topic="sea")
    given["relations"] = [{"id": 1, "from_id": 41, "to_id": 40, "type": "of"}]
    opened, record = items("team/ana.jsonl", lines(given))
    assert isinstance(opened, Opened)
    assert opened.kind == "doccano"
    assert isinstance(record, Record)
    assert (record.uid, record.title, record.meta) == ("7", "A", {"topic": "sea"})
    (one,) = record.sets
    assert (one.kind, one.name) == ("imported", "ana.jsonl")
    assert quotes(record) == ["Ana", "left"]
    assert [(link.source, link.target, link.type) for link in one.relations] == [("41", "40", "of")]


@pytest.mark.parametrize("key", ["label", "labels"])
def test_triples_are_read(key: str) -> None:
    (record,) = records("d.jsonl", lines({"text": "Ana left", key: [[0, 3, "Speaker"]]}))
    assert (quotes(record), record.meta) == (["Ana"], {})


def test_labels_of_whole_documents_stay_metadata() -> None:
    data = lines(
        {"text": "Ana left", "label": [[0, 3, "Speaker"]]}, {"text": "Who", "label": ["question"]}
    )
    assert [record.meta for record in records("d.jsonl", data)] == [{}, {"label": ["question"]}]


def test_an_offset_past_a_text_tells_that_the_file_counts_utf_16() -> None:
    data = lines(
        document((3, 6, "Speaker")), document((7, 11, "Cue")), document((0, 1, "x"), text="plain")
    )
    read = [item for item in items("d.jsonl", data) if isinstance(item, Record)]
    assert [quotes(record) for record in read] == [["Ana"], ["left"], ["p"]]
    assert notes(data) == [CONVERTED]


def test_half_a_sign_tells_that_the_file_counts_characters() -> None:
    data = lines(document((2, 5, "Speaker")), document((1, 5, "Speaker")))
    assert [quotes(record) for record in records("d.jsonl", data)] == [["Ana"], [" Ana"]]
    assert notes(data) == []


@pytest.mark.parametrize(("move", "said"), [(0, []), (1, [CONVERTED])])
def test_whole_words_tell_what_the_file_counts(move: int, said: list[str]) -> None:
    data = lines(document((2 + move, 5 + move, "Speaker")), document((0, 1, "x"), text="plain"))
    assert quotes(records("d.jsonl", data)[0]) == ["Ana"]
    assert notes(data) == said


def test_where_nothing_tells_that_is_said_once() -> None:
    data = lines(*[document((3, 5, "Mark"), text="🚢 ......")] * 2)
    assert len(notes(data)) == 1
    assert "taken for characters" in notes(data)[0]


def test_plain_texts_need_no_unit() -> None:
    assert notes(lines(document((0, 3, "Speaker"), text="Ana left"))) == []


def test_a_windows_file_with_a_mark_and_odd_spaces() -> None:
    text = "Ana\u00a0left,\r\nBo\u00ad stayed\r\n"
    data = "\ufeff".encode() + lines(document((0, 3, "a"), (10, 13, "b"), text=text))
    (record,) = records("d.jsonl", data.replace(b"\n", b"\r\n"))
    assert record.text == "Ana\u00a0left,\nBo\u00ad stayed\n"
    assert quotes(record) == ["Ana", "\nBo"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (document((0, 99, "a"), text="Ana"), "outside of the text"),
        (document((0, 2, ""), text="Ana"), "no label"),
        (document(("0", 2, "a"), text="Ana"), "not a whole number"),  # type: ignore[arg-type]
        (document((0, 2, "a"), text=""), "empty"),
        (document((3, 3, "a"), text="Ana"), "empty"),
        ({"text": "Ana", "label": [[0, 2, "a"], [0, 2]]}, "not a list of a start, an end"),
        (document(text=3), "not a string"),  # type: ignore[arg-type]
        (document((0, 2, "a"), text="Ana", news_annotator={"set": {"kind": "x"}}), "kind of a set"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, Any], sentence: str) -> None:
    good = lines(document((0, 3, "a"), text="Ana"))
    assert sentence in problems("d.jsonl", good + lines(given))[0].reason


def test_a_thousand_errors_are_a_thousand_problems() -> None:
    wrong = document((0, 99, "a"), text="Ana")
    found = problems("d.jsonl", lines(document((0, 3, "a"), text="Ana"), *([wrong] * 1_000)))
    assert [problem.line for problem in found] == list(range(2, 1_002))
    assert all(problem.raw == lines(wrong) for problem in found)


def test_a_line_that_breaks_off_leaves_the_others() -> None:
    good = lines(document((0, 3, "a"), text="Ana"))
    found = items("d.jsonl", good + b'{"text": "Ana\n' + good)
    assert [type(item) for item in found] == [Opened, Problem, Record, Record]


def test_articles_are_read_as_the_file_goes_on() -> None:
    data = lines(*([document((0, 3, "a"), text="Ana " * 500)] * 2_000))
    assert len(data) > 3_000_000
    assert read_ahead("d.jsonl", data) <= 1_000_000  # the sample that tells the encoding


def test_articles_are_written_as_they_come() -> None:
    assert first_piece("doccano")


@pytest.mark.parametrize(
    ("first", "is_doccano"),
    [
        (document(), True),
        (document((0, 1, "a")), True),
        ({"text": "a", "label": [[0, 1, "x"]]}, True),
        ({"text": "a", "label": []}, True),
        ({"text": "a", "label": ["x"]}, False),
        ({"text": "a", "label": "x"}, False),
        ({"text": "a", "entities": [{"start": 0}]}, False),
        ({"text": "a", "spans": []}, False),
        ({"schema": "news-annotator/1", "text": "a", "label": []}, False),
    ],
)
def test_it_is_known_by_its_first_object(first: dict[str, Any], is_doccano: bool) -> None:
    assert recognises(first) == is_doccano
