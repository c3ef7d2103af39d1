"""doccano's JSON lines: what is written is what doccano has, and what others wrote is read."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given

from annotator.formats import doccano, native
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record
from annotator.formats.writing import Writing
from tests.formats import hard
from tests.formats.files import any_record, items, records

def written(found, **how):
    losses = Losses()
    data = b"".join(part for _name, part in doccano.write(found, Writing(**how), losses))
    return data, losses

def same(a, b):
    assert [orjson.loads(native.line(one)) for one in a] == [orjson.loads(native.line(one)) for one in b]

@pytest.mark.parametrize("unit", ["codepoint", "utf16"])
@pytest.mark.parametrize("variant", doccano.writing.VARIANTS)
def test_hard(variant, unit):
    data, losses = written(hard.hard(), variant=variant, unit=unit)
    found = [ i for i in items("a.jsonl", data)]
    print(found[:2])
    found = records("a.jsonl", data)
    want = hard.hard()
    if variant == "spans":
        for r in want:
            for s in r.sets: s.relations = []
    same(found, want)
    assert written(found, variant=variant, unit=unit)[0] == data

@given(any_record())
def test_prop(record):
    data, losses = written([record])
    found = records("a.jsonl", data)
    same(found, [record])
    assert written(found)[0] == data
