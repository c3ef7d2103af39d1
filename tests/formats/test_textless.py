"""Releases without texts: nothing of the texts is in them, and from copies they are whole again."""

import csv
import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.formats import native, rows
from annotator.formats.losses import Loss, Losses
from annotator.formats.reading import read
from annotator.formats.records import Options, Record
from annotator.formats.restoring import Restorer
from annotator.formats.writing import Writing
from tests.formats.files import any_record, lines, reason, records, source
from tests.formats.test_native import VALIDATOR

CORPORA = st.lists(any_record(), min_size=1, max_size=3, unique_by=lambda one: one.text)


def written(found: list[Record], *, texts: bool) -> list[bytes]:
    pieces = native.write(found, Writing(texts=texts), Losses())
    return b"".join(data for _name, data in pieces).splitlines(keepends=True)


def numbered(found: list[Record]) -> list[Record]:
    for number, record in enumerate(found):
        record.uid = f"a-{number}"
        record.split = ("train", "dev", "test")[number % 3]
    return found


@given(CORPORA)
def test_from_copies_every_byte_is_there_again(found: list[Record]) -> None:
    whole, left = (written(numbered(found), texts=texts) for texts in (True, False))
    copies = [source(f"{n}.jsonl", lines({"text": one.text})) for n, one in enumerate(found)]
    with Restorer(left) as restorer:
        restorer.take(read(copies, Options()))
        assert list(restorer.restored(left)) == whole
        assert restorer.missing == []


@given(any_record())
def test_a_line_without_text_is_as_the_schema_says(record: Record) -> None:
    VALIDATOR.validate(orjson.loads(native.line(record, texts=False)))


def example() -> Record:
    line = lines(
        {"id": "a", "text": "One two three", "spans": [{"start": 4, "end": 7, "label": "X"}]}
    )
    (found,) = records("a.jsonl", line)
    return found


def test_no_word_of_the_text_is_left() -> None:
    for form in (native, rows):
        pieces = form.write([example()], Writing(texts=False), Losses())
        assert b"two" not in b"".join(data for _name, data in pieces)


def test_places_stay_in_a_table_without_words() -> None:
    pieces = rows.write([example()], Writing(texts=False), Losses())
    table = io.StringIO(b"".join(data for _name, data in pieces).decode(), newline="")
    (row,) = csv.DictReader(table)
    assert (row["fragments"], row["quote"], row["label"]) == ("4-7", "", "X")


def test_texts_that_are_left_out_are_counted() -> None:
    losses = Losses()
    assert list(native.write([example()], Writing(texts=False), losses))
    assert losses.plain() == {Loss.TEXTS: 1}


def test_what_is_in_no_copy_is_told_and_stays_as_it_is() -> None:
    left = written([example()], texts=False)
    with Restorer(left) as restorer:
        restorer.take(read([source("b.txt", "Another text")], Options()))
        assert list(restorer.restored(left)) == left
        assert restorer.missing == ["a"]


def test_lines_with_texts_stay_as_they_are() -> None:
    whole = written([example()], texts=True)
    with Restorer(whole) as restorer:
        assert list(restorer.restored(whole)) == whole
        assert restorer.missing == []


def test_another_text_at_the_place_of_a_quote_is_refused() -> None:
    article = orjson.loads(native.line(example(), texts=False))
    article["spans"][0]["fragments"] = [[0, 3]]
    with Restorer([lines(article)]) as restorer:
        restorer.take([example()])
        with pytest.raises(InvalidInput):
            list(restorer.restored([lines(article)]))


def test_what_is_no_release_is_refused() -> None:
    for line in (b"{}\n", b"[]\n", b"x\n"):
        with pytest.raises(InvalidInput):
            Restorer([line])


def test_an_article_without_text_cannot_be_imported() -> None:
    assert "restore_texts" in reason("a.jsonl", native.line(example(), texts=False))


def test_the_split_of_a_release_is_read() -> None:
    record = example()
    record.split = "dev"
    (found,) = records("a.jsonl", native.line(record))
    assert found.split == "dev"
    wrong = orjson.loads(native.line(record)) | {"split": "half"}
    assert "split" in reason("a.jsonl", lines(wrong))
