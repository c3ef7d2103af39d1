"""JSON objects are found in files, however they stand in them."""

import codecs
import io
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from annotator.errors import InvalidInput
from annotator.formats import objects
from annotator.formats.elements import elements
from annotator.formats.records import Item, Note, Opened, Options, Problem
from tests.formats.files import source

ONE = {"a": [1, "🚢\n"], "b": None}


def read(name: str, data: bytes) -> list[Any]:
    """What was found, each thing as its line and what it is."""

    def look(given: dict[str, Any], file: str, line: int, raw: bytes) -> Iterator[Item]:
        assert orjson.loads(raw.removeprefix(codecs.BOM_UTF8)) == given
        yield Note(file, line, str(given))

    found = list(objects.each([source(name, data)], Options(), "x", look))
    assert isinstance(found[0], Opened | Problem)
    return [
        (item.line, item.sentence if isinstance(item, Note) else "wrong")
        for item in found
        if isinstance(item, Note | Problem)
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", orjson.dumps([ONE, ONE])),
        ("a.json", orjson.dumps([ONE, ONE], option=orjson.OPT_INDENT_2)),
        ("a.json", b"[\n" + orjson.dumps(ONE) + b",\n" + orjson.dumps(ONE) + b"\n]\n"),
        ("a.json", orjson.dumps(ONE) + b"\n" + orjson.dumps(ONE)),
        ("a.jsonl", b"\xef\xbb\xbf" + orjson.dumps(ONE) + b"\r\n" + orjson.dumps(ONE) + b"\r\n"),
        ("a.jsonl", orjson.dumps([ONE, ONE])),
    ],
)
def test_objects_are_found(name: str, data: bytes) -> None:
    assert read(name, data) == [(1, str(ONE)), (2, str(ONE))]


def test_one_object_in_several_lines() -> None:
    assert read("a.json", orjson.dumps(ONE, option=orjson.OPT_INDENT_2)) == [(1, str(ONE))]


def test_what_is_no_object_is_wrong_and_the_others_are_right() -> None:
    assert read("a.json", orjson.dumps([ONE, 3, ONE])) == [
        (1, str(ONE)),
        (2, "wrong"),
        (3, str(ONE)),
    ]


def test_a_list_that_breaks_off_is_wrong_from_there() -> None:
    data = b"[\n" + orjson.dumps(ONE) + b",\n{"
    assert read("a.json", data) == [(1, str(ONE)), (3, "wrong")]


def test_another_file_is_read_after_one_that_is_wrong() -> None:
    sources = [source("a.json", b"[{"), source("b.json", b'[{"a": 1}]')]
    found = list(objects.each(sources, Options(), "x", lambda *_: [Note("", 1, "good")]))
    assert [type(item) for item in found] == [Opened, Problem, Opened, Note]


def values(data: str) -> list[Any]:
    return list(elements(io.BytesIO(data.encode()), "utf-8"))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("[\n1,\n2\n]", [1, 2]),
        ("[\n1, 2,\n3]", [1, 2, 3]),
        ('[\n{"a": 1},\n{\n"a": 2},\n{"a": 3}\n]\n', [{"a": 1}, {"a": 2}, {"a": 3}]),
        ('[\n"a,",\n"b" ,\n[]\n]', ["a,", "b", []]),
        ("[\r\n1,\r\n2\r\n]\r\n", [1, 2]),
        ('[\n"\\ud800",\n1]', ["\ud800", 1]),
    ],
)
def test_values_in_lines_of_their_own_are_what_they_would_be_elsewhere(
    data: str, found: list[Any]
) -> None:
    assert values(data) == found


@pytest.mark.parametrize("data", ["[\n1\n2]", "[\n1,\n]", "[\n1,\n2", "[\n1\n]]", "[\n1 2\n]"])
def test_lines_do_not_hide_what_is_wrong(data: str) -> None:
    with pytest.raises(InvalidInput):
        values(data)


def test_long_lines_are_read_too() -> None:
    long = "x" * 3_000_000
    assert values(f'[\n"{long}",\n"{long}"\n]') == [long, long]
