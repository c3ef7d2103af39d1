"""Label Studio's JSON: its own tools load what is written, and what it wrote is read."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from annotator.formats.foreign import CONVERTED
from annotator.formats.labelstudio import recognises
from annotator.formats.reading import read
from annotator.formats.records import Note, Options, Problem, Record, Span
from tests.formats import hard
from tests.formats.files import items, lines, problems, records, source
from tests.formats.trips import CORPORA, first_piece, found, read_ahead, said, written

TEXT = "🚢 Ana left"
CONFIG = '<View><Labels name="l" toName="t"/><Text name="t" value="${}"/></View>'


def hard_files() -> tuple[str, bytes]:
    """The labelling configuration, and the tasks."""
    files, lost = written("labelstudio", hard.hard())
    assert lost == {}
    assert list(files) == ["corpus.json", "labels.xml"]
    return files["labels.xml"].decode(), files["corpus.json"]


def converted(tmp_path: Path, form: str) -> Path:
    config, tasks = hard_files()
    (tmp_path / "in.json").write_bytes(tasks)
    converter = Converter(config, str(tmp_path), download_resources=False)
    converter.convert(str(tmp_path / "in.json"), str(tmp_path / form), form, is_dir=False)
    (made,) = (tmp_path / form).iterdir()
    return made


def task(*results: dict[str, Any], text: str = TEXT, **more: Any) -> dict[str, Any]:
    annotation = {"id": 9, "completed_by": 3, "result": list(results)}
    return {"id": 5, "data": {"text": text}, "annotations": [annotation], **more}


def region(start: int, end: int, text: str, label: str = "Speaker", **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {
        "id": f"r{start}",
        "from_name": "l",
        "to_name": "t",
        "type": "labels",
        "value": value,
        **more,
    }


def said_of(start: int, name: str, type_: str, **value: Any) -> dict[str, Any]:
    return {"id": f"r{start}", "from_name": name, "to_name": "t", "type": type_, "value": value}


def related(source: int, target: int, *labels: str, direction: str = "right") -> dict[str, Any]:
    ends = {"from_id": f"r{source}", "to_id": f"r{target}"}
    return {"type": "relation", **ends, "direction": direction, "labels": list(labels)}


def one_of(given: dict[str, Any]) -> Record:
    (record,) = records("t.json", orjson.dumps([given]))
    return record


def quotes(record: Record) -> list[str]:
    return [span.quote for one in record.sets for span in one.spans]


def claim_of(record: Record) -> Span:
    return next(span for span in record.sets[0].spans if span.label == "Claim")


def notes(given: dict[str, Any]) -> list[str]:
    return [one.sentence for one in items("t.json", lines([given])) if isinstance(one, Note)]


def test_the_configuration_is_understood_by_label_studio() -> None:
    config, _tasks = hard_files()
    parsed = parse_config(config)
    assert parsed["label"]["labels"] == ["Speaker", "Claim", "Figure", "Cue"]
    assert parsed["Claim.quotation"]["labels"] == ["direct", "indirect"]
    assert parsed["Claim.checked"]["labels"] == ["yes", "no"]
    assert {name: one["type"] for name, one in parsed.items()} == {
        "label": "Labels",
        "Claim.quotation": "Choices",
        "Claim.topics": "Choices",
        "Claim.certainty": "Number",
        "Claim.checked": "Choices",
        "Claim.comment": "TextArea",
    }


def test_label_studio_finds_nothing_wrong_with_annotations_and_predictions() -> None:
    config, tasks = hard_files()
    interface = LabelInterface(config)
    interface.validate()
    for one in orjson.loads(tasks):
        assert all(map(interface.validate_annotation, one["annotations"]))
        assert all(map(interface.validate_prediction, one["predictions"]))


@pytest.mark.parametrize("form", ["JSON", "JSON_MIN", "CSV", "TSV", "CONLL2003"])
def test_label_studio_converts_it(tmp_path: Path, form: str) -> None:
    assert converted(tmp_path, form).stat().st_size > 3_000


def test_label_studio_reads_the_spans_that_were_written(tmp_path: Path) -> None:
    theirs = sorted(
        (one["text"], part["start"], part["end"], part["text"], part["labels"][0])
        for one in orjson.loads(converted(tmp_path, "JSON_MIN").read_bytes())
        for part in one.get("label", [])
    )
    ours = sorted(
        (record.text, start, end, record.text[start:end], span.label)
        for record in hard.hard()
        for one in record.sets
        if one.kind in ("annotator", "gold")
        for span in one.spans
        for start, end in span.fragments
    )
    assert theirs == ours


def test_label_studio_knows_who_annotated(tmp_path: Path) -> None:
    with converted(tmp_path, "CSV").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["url"]]
    assert [row["annotator"] for row in rows] == ["1", "3", "4"]


def test_a_task_stands_in_each_line() -> None:
    _config, tasks = hard_files()
    assert tasks.count(b"\n") == len(hard.hard()) + 2


def test_sets_are_annotations_and_predictions() -> None:
    files, _lost = written("labelstudio", [hard.several_annotators()])
    (given,) = orjson.loads(files["corpus.json"])
    truths = [one["ground_truth"] for one in given["annotations"]]
    assert truths == [False, False, True]
    assert [one["model_version"] for one in given["predictions"]] == ["rules 1.0"]


def test_names_that_the_scheme_lacks_are_in_the_configuration() -> None:
    record = hard.overlapping()
    record.sets[0].spans[0].label = "Od<d> \x0b"
    record.sets[0].relations[0].type = "echoes"
    config = written("labelstudio", [record])[0]["labels.xml"].decode()
    assert "Od<d> \ufffd" in parse_config(config)["label"]["labels"]
    assert '<Relation value="echoes"' in config


def test_no_articles_are_an_empty_list() -> None:
    assert orjson.loads(written("labelstudio", [])[0]["corpus.json"]) == []


def test_hard_articles_come_back() -> None:
    config, tasks = hard_files()
    back = found({"corpus.json": tasks, "labels.xml": config.encode()})
    assert said(back) == said(hard.hard())


@given(CORPORA)
def test_what_is_written_is_read_again(corpus: Sequence[Record]) -> None:
    files, lost = written("labelstudio", corpus)
    back = found(files) if corpus else []
    assert lost == {}
    assert said(back) == said(corpus)
    assert written("labelstudio", back)[0] == files


def test_what_label_studio_kept_is_enough() -> None:
    """It gives annotations ids and people of its own, and drops keys that it doesn't know."""
    files, _lost = written("labelstudio", [hard.several_annotators()])
    (given,) = orjson.loads(files["corpus.json"])
    for one in given["annotations"] + given["predictions"]:
        del one["news_annotator"]
        one["id"] += 700
    given["annotations"][0]["completed_by"] = {"id": 3, "email": "ana@example.org"}
    back = one_of(given)
    assert [(one.kind, one.name) for one in back.sets] == [
        ("imported", "ana@example.org"),
        ("imported", "annotator 2"),
        ("gold", ""),
        ("imported", "rules 1.0"),
    ]
    first = hard.several_annotators().sets[0].spans[0]
    assert claim_of(back).attributes == first.attributes
    assert claim_of(back).note == first.note


def test_what_was_changed_in_label_studio_is_changed() -> None:
    files, _lost = written("labelstudio", [hard.several_annotators()])
    (given,) = orjson.loads(files["corpus.json"])
    result = given["annotations"][0]["result"]
    by_name = {one.get("from_name"): one for one in result}
    by_name["Claim.quotation"]["value"]["choices"] = ["indirect"]
    by_name["Claim.checked"]["value"]["choices"] = ["no"]
    result.remove(by_name["Claim.topics"])
    attributes = claim_of(one_of(given)).attributes
    assert (attributes["quotation"], attributes["checked"]) == ("indirect", False)
    assert "topics" not in attributes


def test_what_label_studio_wrote_is_read() -> None:
    given = task(
        region(2, 5, "Ana", meta={"text": ["She", "herself"]}, score=0.75),
        region(6, 10, "left", "Cue"),
        said_of(2, "sure", "choices", choices=["yes"]),
        said_of(2, "also", "choices", choices=["a", "b"]),
        said_of(6, "why", "textarea", text=["one", "two"]),
        said_of(6, "stars", "rating", rating=3),
        related(6, 2, "by"),
    )
    given["data"] |= {"title": "T", "topic": "sea"}
    record = one_of(given)
    (one,) = record.sets
    ana, left = one.spans
    assert (record.uid, record.title, record.meta) == ("5", "T", {"topic": "sea"})
    assert (one.kind, one.name) == ("imported", "annotator 3")
    assert (ana.quote, ana.note) == ("Ana", "She\nherself")
    assert ana.attributes == {"sure": "yes", "also": ["a", "b"], "score": 0.75}
    assert left.attributes == {"why": "one\ntwo", "stars": 3}
    assert [(link.source, link.type, link.target) for link in one.relations] == [("r6", "by", "r2")]


def test_regions_that_go_on_are_one_annotation() -> None:
    given = task(
        region(2, 5, "Ana"), region(6, 8, "le"), region(9, 10, "t"),
        related(2, 6, "next fragment"), related(6, 9, "next fragment"),
    )  # fmt: skip
    (span,) = one_of(given).sets[0].spans
    assert span.fragments == ((2, 5), (6, 8), (9, 10))


def test_a_relation_of_a_fragment_is_one_of_the_annotation() -> None:
    given = task(
        region(2, 5, "Ana"), region(6, 8, "le"), region(9, 10, "t"),
        related(2, 9, "next fragment"), related(6, 9, "by"),
    )  # fmt: skip
    (link,) = one_of(given).sets[0].relations
    assert (link.source, link.target) == ("r6", "r2")


def test_a_relation_that_leads_nowhere_is_left_out_and_the_others_stay() -> None:
    given = task(
        region(2, 5, "Ana"), region(6, 10, "left"), related(2, 99, "by"), related(6, 2, "by")
    )
    (_opened, note, record) = items("t.json", lines([given]))
    assert isinstance(note, Note)
    assert isinstance(record, Record)
    assert len(record.sets[0].relations) == 1


def test_fragments_that_lead_round_in_a_ring_begin_with_the_first() -> None:
    given = task(
        region(2, 5, "Ana"), region(6, 8, "le"),
        related(2, 6, "next fragment"), related(6, 2, "next fragment"),
    )  # fmt: skip
    assert sorted(quotes(one_of(given))) == ["Ana … le"]


@pytest.mark.parametrize(
    ("direction", "ends"),
    [("right", [("r6", "r2")]), ("left", [("r2", "r6")]), ("bi", [("r6", "r2"), ("r2", "r6")])],
)
def test_relations_have_directions(direction: str, ends: list[tuple[str, str]]) -> None:
    given = task(
        region(2, 5, "Ana"), region(6, 10, "left"), related(6, 2, "by", direction=direction)
    )
    assert [(link.source, link.target) for link in one_of(given).sets[0].relations] == ends


def test_a_region_with_two_labels_is_two_annotations() -> None:
    marked = region(2, 5, "Ana")
    marked["value"]["labels"] = ["Speaker", "Person"]
    labels = [span.label for span in one_of(task(marked)).sets[0].spans]
    assert labels == ["Speaker", "Person"]


def test_labels_of_two_groups_at_one_region_are_two_annotations() -> None:
    given = task(region(2, 5, "Ana"), region(2, 5, "Ana", "Person", from_name="kinds"))
    labels = [span.label for span in one_of(given).sets[0].spans]
    assert labels == ["Speaker", "Person"]


def test_offsets_of_old_versions_are_told_by_quotes() -> None:
    given = task(region(3, 6, "Ana"), region(7, 11, "left"))
    assert notes(given) == [CONVERTED]
    read = [one for one in items("t.json", lines([given])) if isinstance(one, Record)]
    assert quotes(read[0]) == ["Ana", "left"]


def test_line_ends_in_quotes_may_be_escaped() -> None:
    given = task(region(0, 7, "Ana\\nleft"[:9]), text="Ana\nleft")
    given["annotations"][0]["result"][0]["value"] |= {"end": 8, "text": "Ana\\nleft"}
    assert quotes(one_of(given)) == ["Ana\nleft"]


def test_what_was_skipped_is_left_out_and_said() -> None:
    given = task(region(2, 5, "Ana"))
    given["annotations"][0]["was_cancelled"] = True
    assert "skipped" in notes(given)[0]


def test_what_is_said_of_a_whole_task_is_left_out_and_said() -> None:
    given = task(region(2, 5, "Ana"), said_of(77, "tone", "choices", choices=["calm"]))
    assert notes(given) == ["What is said of a whole task is left out: “tone”."]


def test_the_same_person_twice_is_two_sets() -> None:
    given = task(region(2, 5, "Ana"))
    given["annotations"] *= 2
    assert [one.name for one in one_of(given).sets] == ["annotator 3", "annotator 3 (2)"]


@pytest.mark.parametrize("key", ["body", "text", "only"])
def test_the_text_is_where_the_configuration_says(key: str) -> None:
    given = task(region(0, 3, "Ana"))
    given["data"] = {key: "Ana left"} | ({"title": "No"} if key != "only" else {})
    sources = [source("t.json", lines([given]))]
    if key == "body":
        sources.append(source("labels.xml", CONFIG.format(key)))
    (record,) = (one for one in read(sources, Options()) if isinstance(one, Record))
    assert record.text == "Ana left"


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ('<View><HyperText name="t" value="$text"/></View>', "web pages"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><View/>', "no labelling configuration"),
        ("<View>", "no XML"),
    ],
)
def test_configurations_that_are_no_use_are_refused(config: str, sentence: str) -> None:
    sources = [source("t.json", lines([task()])), source("labels.xml", config)]
    (problem,) = (one for one in read(sources, Options()) if isinstance(one, Problem))
    assert (problem.file, sentence in problem.reason) == ("labels.xml", True)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (task(region(0, 99, TEXT)), "outside of the text"),
        (task(region(2, 5, "Bob")), "is “Ana” and not “Bob”"),
        (task(region(2, 5, "Ana", type="hypertextlabels")), "web pages"),
        (task(region(2, 5, "Ana", type="brushlabels")), "only labels of texts"),
        (task(region("/p[1]/text()[1]", "/p[1]", "Ana")), "web pages"),  # type: ignore[arg-type]
        (task(region(2, 5, "Ana", value=3)), "no “value”"),
        (task(region(2, 5, "Ana", label="")), "no label"),
        (task(text=""), "empty"),
        ({"data": {"a": "x", "b": "y"}, "annotations": []}, "2 strings"),
        (3, "not a JSON object"),
    ],
)
def test_what_is_wrong_is_said_of_each(given: Any, sentence: str) -> None:
    wrong = problems("t.json", orjson.dumps([task(), *([given] * 1_000)]))
    assert [one.line for one in wrong] == list(range(2, 1_002))
    assert all(sentence in one.reason for one in wrong)


@pytest.mark.parametrize("form", ["list", "pretty", "lines", "one"])
def test_tasks_stand_in_files_in_several_ways(form: str) -> None:
    given = task(region(2, 5, "Ana"))
    data = {
        "list": orjson.dumps([given]),
        "pretty": orjson.dumps([given], option=orjson.OPT_INDENT_2),
        "lines": lines(given),
        "one": orjson.dumps(given, option=orjson.OPT_INDENT_2),
    }[form]
    (record,) = records("t.json", "\ufeff".encode() + data.replace(b"\n", b"\r\n"))
    assert quotes(record) == ["Ana"]


@pytest.mark.parametrize("separator", [b",", b",\n"])
def test_tasks_are_read_as_the_file_goes_on(separator: bytes) -> None:
    one = orjson.dumps(task(region(0, 3, "Ana"), text="Ana " * 500))
    data = b"[" + separator.join([one] * 4_000) + b"]"
    assert len(data) > 8_000_000
    assert read_ahead("t.json", data) < 4_000_000


def test_tasks_are_written_as_articles_come() -> None:
    assert first_piece("labelstudio")


@pytest.mark.parametrize(
    ("first", "is_theirs"),
    [
        (task(), True),
        ({"data": {"text": "a"}, "predictions": []}, True),
        ({"data": {"text": "a"}}, True),
        ({"data": {"rows": 3}}, False),
        ({"data": {"section": "sports"}, "text": "a"}, False),
        ({"data": "a", "annotations": []}, False),
    ],
)
def test_it_is_known_by_its_first_object(first: dict[str, Any], is_theirs: bool) -> None:
    assert recognises(first) == is_theirs


def test_tasks_that_nobody_has_annotated_are_read() -> None:
    data = orjson.dumps([{"data": {"text": "Ana left"}}, {"data": {"text": "Ben left"}}])
    assert [one.text for one in records("tasks.json", data)] == ["Ana left", "Ben left"]
