"""labelstudio's JSON lines: what is written is what labelstudio has, and what others wrote is read."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given

from annotator.formats import labelstudio, native
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record
from annotator.formats.writing import Writing
from tests.formats import hard
from tests.formats.files import any_record, items, records


def written(found, **how):
    losses = Losses()
    data = b"".join(
        part
        for _name, part in labelstudio.write(found, Writing(scheme=hard.SCHEME, **how), losses)
        if _name.endswith("json")
    )
    return data, losses


def same(a, b):
    assert [orjson.loads(native.line(one)) for one in a] == [
        orjson.loads(native.line(one)) for one in b
    ]


def test_hard():
    data, losses = written(hard.hard())
    print(losses.plain())
    found = [i for i in items("a.json", data)]
    print(found[:2])
    found = records("a.json", data)
    want = hard.hard()
    same(found, want)
    assert written(found)[0] == data


@given(any_record())
def test_prop(record):
    data, losses = written([record])
    found = records("a.json", data)
    same(found, [record])
    assert written(found)[0] == data
