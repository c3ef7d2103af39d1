"""Prodigy's JSON lines: spans on tokens, as spaCy has them, and what Prodigy wrote is read."""

from collections.abc import Sequence
from typing import Any

import pytest
import spacy
from hypothesis import given
from spacy.tokens import Doc

from annotator.formats.prodigy import recognises
from annotator.formats.records import Note, Record
from tests.formats import hard
from tests.formats.files import items, lines, problems, records
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

TEXT = "Ana left town 🚢 today"


def task(*spans: dict[str, Any], text: str = TEXT, **more: object) -> dict[str, Any]:
    return {"text": text, "spans": list(spans), "answer": "accept", "_input_hash": 12, **more}


def span(start: int, end: int, label: str = "Speaker", **more: object) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def quotes(record: Record) -> list[str]:
    return [span.quote for one in record.sets for span in one.spans]


def document(given: dict[str, Any]) -> Doc:
    """What spaCy makes of the tokens of a task; what stands between them is white space."""
    words, spaces, at = [], [], 0
    for token in given["tokens"]:
        if at < token["start"]:
            words.append(given["text"][at : token["start"]])
            spaces.append(False)
        words.append(token["text"])
        spaces.append(False)
        at = token["end"]
    if at < len(given["text"]):
        words.append(given["text"][at:])
        spaces.append(False)
    return Doc(spacy.blank("xx").vocab, words=words, spaces=spaces)


def all_hard() -> list[dict[str, Any]]:
    return objects(only("prodigy", hard.hard()))


def test_tokens_are_pieces_of_the_text() -> None:
    for one in all_hard():
        for number, token in enumerate(one["tokens"]):
            assert token["id"] == number
            assert one["text"][token["start"] : token["end"]] == token["text"]
            assert token["ws"] == one["text"][token["end"] : token["end"] + 1].isspace()


def test_spans_are_spans_of_spacy() -> None:
    for one in all_hard():
        doc = document(one)
        assert doc.text == one["text"]
        for part in one["spans"]:
            same = doc.char_span(part["start"], part["end"], label=part["label"])
            assert same is not None
            tokens = one["tokens"][part["token_start"] : part["token_end"] + 1]
            assert (tokens[0]["start"], tokens[-1]["end"]) == (same.start_char, same.end_char)


def test_spans_are_what_scorers_take() -> None:
    """Evaluation reads lists of a label, a start and an end for each document."""
    keys = {"start", "end", "token_start", "token_end", "label", "id"}
    assert all(set(part) == keys for given in all_hard() for part in given["spans"])


def test_relations_join_the_last_tokens_of_spans() -> None:
    (given,) = objects(only("prodigy", [hard.broken()]))
    relation = given["relations"][0]
    claim, speaker = relation["head_span"], relation["child_span"]
    assert (claim["label"], relation["label"], speaker["label"]) == ("Claim", "said by", "Speaker")
    assert (relation["head"], relation["child"]) == (claim["token_end"], speaker["token_end"])
    assert claim in given["spans"]


def test_each_set_is_a_task_of_its_annotator() -> None:
    given = objects(only("prodigy", [hard.several_annotators()], name="news"))
    assert [one["_annotator_id"] for one in given] == [
        "news-ana",
        "news-বিপুল",
        "news-gold",
        "news-rules 1.0",
    ]
    assert len({one["_input_hash"] for one in given}) == 1
    assert given[0]["_timestamp"] == 1715947200
    assert given[0]["meta"]["url"].startswith("https://example.org/")


def test_hashes_are_numbers_of_32_bits_and_always_the_same() -> None:
    first, second = all_hard(), all_hard()
    for a, b in zip(first, second, strict=True):
        assert (a["_input_hash"], a["_task_hash"]) == (b["_input_hash"], b["_task_hash"])
        assert -(2**31) <= a["_task_hash"] < 2**31


@pytest.mark.parametrize(
    ("borders", "lost"),
    [
        ("expand", {"fragments": 4, "expanded": 3}),
        ("contract", {"fragments": 4, "contracted": 1, "without_tokens": 2}),
        ("skip", {"fragments": 4, "skipped": 3}),
    ],
)
def test_what_ends_inside_tokens_is_counted(borders: str, lost: dict[str, int]) -> None:
    assert written("prodigy", hard.hard(), borders=borders)[1] == lost


def test_relations_of_what_is_left_out_are_too() -> None:
    record = hard.inside_tokens()
    hard.linked(record.sets[0], ("in", 1, 3), ("in", 3, 5))
    files, lost = written("prodigy", [record], borders="skip")
    assert lost["relations"] == 1
    assert len(found(files)[0].sets[0].relations) == 1


def test_hard_articles_come_back() -> None:
    assert said(found(written("prodigy", hard.hard())[0])) == said(hard.hard())


@given(CORPORA)
def test_what_is_written_is_read_again(corpus: Sequence[Record]) -> None:
    files, lost = written("prodigy", corpus)
    back = found(files)
    assert not lost.keys() - {"fragments", "expanded"}
    assert said(back) == said(corpus)
    assert written("prodigy", back)[0] == files


@given(CORPORA)
def test_what_is_left_out_is_as_many_as_was_counted(corpus: Sequence[Record]) -> None:
    files, lost = written("prodigy", corpus, borders="skip")
    back = found(files)

    def spans(records: Sequence[Record]) -> int:
        return sum(len(one.spans) for record in records for one in record.sets)

    assert spans(corpus) - spans(back) == lost.get("skipped", 0) + lost.get("without_tokens", 0)


def test_what_prodigy_wrote_is_read() -> None:
    given = task(
        span(0, 3),
        span(4, 13, "Claim"),
        meta={"source": "Gazette", "score": 0.5},
        _timestamp=86_400,
    )
    given["relations"] = [
        {
            "head": 2,
            "child": 0,
            "label": "by",
            "head_span": span(4, 13, "Claim"),
            "child_span": span(0, 3),
        }
    ]
    (record,) = records("p.jsonl", lines(given | {"_annotator_id": "news-bo"}))
    (one,) = record.sets
    assert (record.uid, record.source, record.meta) == ("12", "Gazette", {"score": 0.5})
    assert (one.kind, one.name, quotes(record)) == ("imported", "news-bo", ["Ana", "left town"])
    assert one.created is not None
    assert one.created.isoformat() == "1970-01-02T00:00:00+00:00"
    assert [(link.source, link.type, link.target) for link in one.relations] == [
        (one.spans[1].id, "by", one.spans[0].id)
    ]


def test_spans_need_not_stand_on_tokens() -> None:
    (record,) = records("p.jsonl", lines(task(span(1, 6), tokens=[])))
    assert quotes(record) == ["na le"]


def test_tokens_are_enough_to_place_a_span() -> None:
    tokens = [{"text": "Ana", "start": 0, "end": 3}, {"text": "left", "start": 4, "end": 8}]
    given = task({"token_start": 0, "token_end": 1, "label": "x"}, tokens=tokens)
    assert quotes(records("p.jsonl", lines(given))[0]) == ["Ana left"]


@pytest.mark.parametrize(("answer", "word"), [("reject", "rejected"), ("ignore", "ignored")])
def test_what_was_not_accepted_is_no_annotation(answer: str, word: str) -> None:
    _opened, note, record = items("p.jsonl", lines(task(span(0, 3), answer=answer)))
    assert isinstance(note, Note)
    assert word in note.sentence
    assert isinstance(record, Record)
    assert (record.text, record.sets) == (TEXT, [])


def test_neighbouring_tasks_about_one_text_are_one_article() -> None:
    tasks = [task(span(0, 3), _annotator_id=name) for name in ("ana", "bo")]
    (record,) = records("p.jsonl", lines(*tasks, task(text="Other", _input_hash=13))[:-1])[:1]
    assert [one.name for one in record.sets] == ["ana", "bo"]


def test_links_between_tokens_that_are_no_spans_stay_metadata() -> None:
    relations = [{"head": 1, "child": 0, "label": "nsubj"}]
    (record,) = records("p.jsonl", lines(task(span(0, 3), relations=relations)))
    assert (record.sets[0].relations, record.meta) == ([], {"relations": relations})


def test_offsets_in_utf_16_are_told_by_quotes() -> None:
    data = lines(task(span(17, 22, text="today")))
    assert [quotes(item) for item in items("p.jsonl", data) if isinstance(item, Record)] == [
        ["today"]
    ]


def test_a_windows_file_with_a_mark() -> None:
    data = "\ufeff".encode() + lines(task(span(6, 9), text="Who?\r\nAna\u00a0left")).replace(
        b"}\n", b"}\r\n"
    )
    (record,) = records("p.jsonl", data)
    assert (record.text, quotes(record)) == ("Who?\nAna\u00a0left", ["Ana"])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (task(span(0, 99)), "outside of the text"),
        (
            task({"token_start": 4, "token_end": 5, "label": "x"}, tokens=[{"start": 0}]),
            "no tokens",
        ),
        (task(spans={}), "not a list of objects"),
        ({"image": "x.png", "_input_hash": 1}, "no “text”"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, Any], sentence: str) -> None:
    data = lines(task(), *([given] * 1_000))
    wrong = problems("p.jsonl", data)
    assert len(wrong) == 1_000
    assert all(sentence in one.reason for one in wrong)


def test_articles_are_read_as_the_file_goes_on() -> None:
    data = lines(*([task(span(0, 3), text="Ana " * 500)] * 2_000))
    assert read_ahead("p.jsonl", data) <= 1_000_000 < len(data) / 3


def test_articles_are_written_as_they_come() -> None:
    assert first_piece("prodigy")


@pytest.mark.parametrize(
    ("first", "is_prodigy"),
    [
        (task(), True),
        ({"text": "a", "tokens": [{"start": 0}], "spans": []}, True),
        ({"text": "a", "tokens": ["a"], "spans": []}, False),
        ({"text": "a", "spans": []}, False),
        ({"schema": "news-annotator/1", "text": "a", "_task_hash": 1}, False),
    ],
)
def test_it_is_known_by_its_first_object(first: dict[str, Any], is_prodigy: bool) -> None:
    assert recognises(first) == is_prodigy
