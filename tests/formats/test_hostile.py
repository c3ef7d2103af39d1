"""Files with anything anywhere in them are read or refused, and never break the reader."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.reading import read
from annotator.formats.records import Options
from tests.formats import hard
from tests.formats.files import source
from tests.formats.trips import objects, written

NAMES = {
    "doccano": "a.jsonl",
    "prodigy": "a.jsonl",
    "labelstudio": "a.json",
    "webannotation": "a.jsonld",
}
ODD: list[Any] = [
    *(None, True, -1, 0, 10**9, 0.5, "", "x", "\0", [], [[]], [None], ["x"], [1, 2, "x"], {}),
    *({"x": []}, {"id": {}}, {"value": 3}, [{"labels": 3}], [{"start": {}, "type": "labels"}]),
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where everything is that stands in a value."""
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


def put(value: Any, path: tuple[Any, ...], odd: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = odd


def example(form: str) -> bytes:
    """An article with everything, as one JSON value."""
    files, _lost = written(form, [hard.several_annotators()])
    data = next(data for name, data in files.items() if name != "labels.xml")
    return orjson.dumps(objects(data)) if NAMES[form] == "a.jsonl" else data


EXAMPLES = {form: example(form) for form in NAMES}
EXAMPLES_OF_OTHERS = {
    form: data.replace(b"news_annotator", b"other").replace(b'"na:', b'"other:')
    for form, data in EXAMPLES.items()
}


@pytest.mark.parametrize("form", NAMES)
@given(data=st.data())
def test_nothing_in_a_file_breaks_its_reader(form: str, data: st.DataObject) -> None:
    value = orjson.loads(data.draw(st.sampled_from((EXAMPLES[form], EXAMPLES_OF_OTHERS[form]))))
    path = data.draw(st.sampled_from(list(places(value))))
    put(value, path, data.draw(st.sampled_from(ODD)))
    items = read([source(NAMES[form], orjson.dumps(value))], Options(format=form))
    assert list(items)
