"""`datasets` loads what was written, with its classes; what was read is written again."""

import gc
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from annotator.errors import InvalidInput
from annotator.formats import huggingface, native
from annotator.formats.huggingface import yaml
from annotator.formats.huggingface.tags import tagged
from annotator.formats.losses import Loss, Losses
from annotator.formats.reading import read
from annotator.formats.records import (
    Item,
    Limits,
    Note,
    Options,
    Problem,
    Record,
    Scheme,
    SchemeLabel,
    Span,
)
from annotator.formats.writing import About, Writing, zipped
from annotator.text.tokens import tokenize
from tests.formats import hard
from tests.formats.files import CHARS, any_record, items, reason, source
from tests.formats.files import records as records_of

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TRAIN = "data/train-00000-of-00001.parquet"
HARD = Writing(scheme=hard.SCHEME)


def written(
    records: list[Record],
    writing: Writing = HARD,
) -> tuple[dict[str, bytes], Losses]:
    """The files, and what was lost."""
    losses = Losses()
    files: dict[str, bytes] = {}
    for name, data in huggingface.write(records, writing, losses):
        files[name] = files.get(name, b"") + data
    return files, losses


def read_files(files: dict[str, bytes]) -> list[Item]:
    return list(read([source(name, data) for name, data in files.items()], Options()))


def records(files: dict[str, bytes]) -> list[Record]:
    found = read_files(files)
    assert not [item for item in found if isinstance(item, Problem | Note)], found
    return [item for item in found if isinstance(item, Record)]


def table(rows: list[dict[str, Any]], features: dict[str, Any] | None = None) -> bytes:
    """A Parquet file of somebody else."""
    made = pa.Table.from_pylist(rows)
    if features:
        about = orjson.dumps({"info": {"features": features}})
        made = made.replace_schema_metadata({"huggingface": about})
    buffer = io.BytesIO()
    parquet.write_table(made, buffer)
    return buffer.getvalue()


def put(files: dict[str, bytes], folder: Path) -> str:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(folder)


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """``datasets.load_dataset`` without a network, and with a cache of its own."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    datasets.disable_progress_bars()
    return lambda *names, **more: datasets.load_dataset(
        *names, cache_dir=str(tmp_path / "cache"), **more
    )


def hard_splits() -> list[Record]:
    made = hard.hard()
    for number, record in enumerate(made):
        record.split = ("train", "dev", "test")[number % 3]
    return made


def test_datasets_loads_the_splits_with_all_that_was_exported(load: Any, tmp_path: Path) -> None:
    files, _ = written(hard_splits())
    found = load(put(files, tmp_path / "corpus"))
    assert {name: split.num_rows for name, split in found.items()} == {
        "train": 4,
        "validation": 4,
        "test": 4,
    }
    by_id = {row["id"]: row for split in found.values() for row in split}
    for record in hard.hard():
        row, own = by_id[record.uid], orjson.loads(native.line(record))
        assert row["text"] == record.text
        assert orjson.loads(row["meta"]) == own["meta"]
        for name in (
            "title",
            "lang",
            "revision",
            "content_sha256",
            "sets",
            "relations",
            "speakers",
        ):
            assert row[name] == own[name], name
        for span, mine in zip(row["spans"], own["spans"], strict=True):
            pairs = [[part["start"], part["end"]] for part in span["fragments"]]
            assert (pairs, span["quote"], span["label"]) == (
                mine["fragments"],
                mine["quote"],
                mine["label"],
            )
            if len(pairs) == 1:
                assert row["text"][span["start"] : span["end"]] == span["quote"]


def test_datasets_knows_the_classes_of_tags(load: Any, tmp_path: Path) -> None:
    files, _ = written([hard.overlapping()])
    for found in (
        load(put(files, tmp_path / "corpus"))["train"],
        load("parquet", data_files=str(tmp_path / "corpus" / TRAIN))["train"],
    ):
        names = found.features["ner_tags"].feature.names
        assert names[:5] == ["O", "B-Speaker", "I-Speaker", "B-Claim", "I-Claim"]
        assert found.features["ner_tags_Figure"].feature.names == ["O", "B-Figure", "I-Figure"]
        tags = found.features["ner_tags"].feature.int2str(found[0]["ner_tags"])
        assert list(zip(found[0]["tokens"], tags, strict=True))[:7] == [
            ("The", "B-Cue"),
            ("minister", "I-Cue"),
            ("said", "O"),
            ("that", "O"),
            ("more", "B-Claim"),
            ("than", "I-Claim"),
            ("1,200", "I-Claim"),
        ]
        assert found[0]["ner_tags_Figure"][4:8] == [1, 2, 2, 2]


def test_datasets_loads_a_set_without_texts(load: Any, tmp_path: Path) -> None:
    files, losses = written([hard.emoji()], Writing(scheme=hard.SCHEME, texts=False))
    (row,) = load(put(files, tmp_path / "corpus"))["train"]
    record = hard.emoji()
    assert (row["text"], row["tokens"], {span["quote"] for span in row["spans"]}) == ("", [], {""})
    assert row["content_sha256"] == record.digest
    assert list(zip(row["token_starts"], row["token_ends"], strict=True)) == tokenize(record.text)
    assert losses[Loss.TEXTS] == 1
    assert all(b"Lindgren" not in data for data in files.values())


def test_what_datasets_has_saved_again_is_the_same(load: Any, tmp_path: Path) -> None:
    files, _ = written(hard.hard())
    saved = tmp_path / "saved.parquet"
    load(put(files, tmp_path / "corpus"))["train"].to_parquet(str(saved))
    found = records({"saved.parquet": saved.read_bytes()})
    assert list(map(native.line, found)) == list(map(native.line, hard.hard()))


def test_a_set_without_texts_says_so_when_it_is_read() -> None:
    files, _ = written([hard.emoji()], Writing(texts=False))
    (found,) = (item for item in read_files(files) if isinstance(item, Problem))
    assert found.reason == "The text was left out when this was written."


def test_tags_are_of_gold_or_of_the_only_set_or_of_none() -> None:
    made = [hard.several_annotators(), hard.emoji(), hard.without_sets()]
    made.append(hard.article("two", "Ana", hard.one_set([]), hard.one_set([], name="ben")))
    files, _ = written(made)
    found = parquet.read_table(io.BytesIO(files[TRAIN])).column("ner_tags").to_pylist()
    assert [tags is not None for tags in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("spans", "tags"),
    [
        ([("A", (0, 3))], [1, 0, 0, 0]),
        ([("A", (0, 7))], [1, 2, 0, 0]),
        ([("A", (1, 2))], [1, 0, 0, 0]),  # inside of a token
        ([("A", (0, 3)), ("B", (0, 7))], [3, 4, 0, 0]),  # the longest
        ([("A", (0, 3)), ("A", (4, 7))], [1, 1, 0, 0]),
        ([("A", (0, 3), (8, 13))], [1, 0, 1, 2]),  # each fragment
        ([("A", (8, 9), (10, 11))], [0, 0, 1, 0]),  # fragments in one token
        ([("C", (0, 3))], [0, 0, 0, 0]),  # a label that is not asked for
    ],
)
def test_tags_begin_where_annotations_do(spans: list[Any], tags: list[int]) -> None:
    text = "one two abc 1"
    made = [Span("", label, places, "") for label, *rest in spans for places in [tuple(rest)]]
    assert tagged(made, ["A", "B"], tokenize(text)) == tags


def test_labels_that_look_alike_in_names_of_columns_have_columns_of_their_own() -> None:
    scheme = Scheme((SchemeLabel("a b"), SchemeLabel("a/b"), SchemeLabel("a?b")))
    files, _ = written([hard.emoji()], Writing(scheme=scheme))
    names = parquet.read_schema(io.BytesIO(files[TRAIN])).names
    assert names[-4:] == ["ner_tags", "ner_tags_a_b", "ner_tags_a_b_2", "ner_tags_a_b_3"]


def card(files: dict[str, bytes]) -> dict[str, Any]:
    _, head, _ = files["README.md"].decode().split("---\n", 2)
    return pyyaml.safe_load(head)  # type: ignore[no-any-return]


def test_the_card_says_what_programs_ask_for() -> None:
    about = About(
        "Ebro “Falls”: news\n", "CC BY 4.0", "3", "Mark *everything*.", (("Where", "here"),)
    )
    files, _ = written(hard_splits(), Writing(scheme=hard.SCHEME, about=about))
    found = card(files)
    assert found["license"] == "cc-by-4.0"
    assert found["language"] == ["ar", "en", "hi"]
    assert found["pretty_name"] == about.title
    assert found["task_categories"] == ["token-classification"]
    assert found["annotations_creators"] == ["expert-generated", "machine-generated"]
    assert found["size_categories"] == ["n<1K"]
    assert [one["num_examples"] for one in found["dataset_info"]["splits"]] == [4, 4, 4]
    tables = [data for name, data in files.items() if name.endswith(".parquet")]
    assert found["dataset_info"]["download_size"] == sum(map(len, tables))
    prose = files["README.md"].decode()
    assert "* Version: 3\n* Licence: CC BY 4.0\n* Where: here\n" in prose
    assert "## Guidelines\n\nMark *everything*.\n" in prose


@pytest.mark.parametrize(
    ("licence", "known"),
    [
        ("", {"license": "unknown"}),
        ("Ours alone", {"license": "other", "license_name": "Ours alone"}),
        ("MIT", {"license": "mit"}),
    ],
)
def test_the_card_names_licences_that_the_hub_knows(licence: str, known: dict[str, str]) -> None:
    files, _ = written([hard.emoji()], Writing(about=About(licence=licence)))
    assert card(files).items() >= known.items()


VALUES = st.recursive(
    st.integers() | st.text(CHARS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(CHARS), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(CHARS), VALUES, min_size=1, max_size=3))
def test_yaml_is_read_as_it_was_meant(value: dict[str, Any]) -> None:
    assert pyyaml.safe_load(yaml.written(value)) == value


def test_the_same_records_make_the_same_bytes() -> None:
    assert written(hard.hard())[0] == written(hard.hard())[0]


def test_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.huggingface.writing.ROWS", 5)
    files, _ = written(hard.hard())
    assert parquet.ParquetFile(io.BytesIO(files[TRAIN])).num_row_groups == 3
    assert len(records(files)) == 12


def test_what_breaks_off_leaves_no_open_file() -> None:
    def failing() -> Iterator[Record]:
        yield hard.emoji()
        raise InvalidInput("No more.")

    with pytest.raises(InvalidInput, match="No more"):
        list(huggingface.write(failing(), HARD, Losses()))
    gc.collect()  # would complain of what was left open


@SLOW
@given(st.lists(any_record(), min_size=1, max_size=2))
def test_what_is_written_is_read_again(made: list[Record]) -> None:
    for number, record in enumerate(made):
        record.uid = f"a-{number}"
    files, losses = written(made)
    found = records(files)
    assert list(map(native.line, found)) == list(map(native.line, made))
    assert written(found)[0] == files
    assert not losses


def test_hard_articles_are_read_again_from_an_archive() -> None:
    files, _ = written(hard.hard())
    found = records_of("corpus.zip", b"".join(zipped(files.items())))
    assert list(map(native.line, found)) == list(map(native.line, hard.hard()))


def test_texts_with_spans_of_others_are_read() -> None:
    spans = [{"start": 0, "end": 3, "label": 1}]
    features = {"spans": [{"label": {"names": ["A", "B"], "_type": "ClassLabel"}}]}
    row = {"content": "Ana left", "spans": spans, "title": "T", "day": date(2024, 5, 17)}
    (record,) = records_of("a.parquet", table([row], features))
    assert (record.text, record.title, record.meta) == ("Ana left", "T", {"day": "2024-05-17"})
    assert [(span.label, span.quote) for span in record.sets[0].spans] == [("B", "Ana")]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-P", "I-P", "O", "B-Q"], [("P", "Ana Li"), ("Q", "Ben")]),
        (["I-P", "I-P", "O", "I-P"], [("P", "Ana Li"), ("P", "Ben")]),  # IOB1
        (["B-P", "B-P", "I-Q", "O"], [("P", "Ana"), ("P", "Li"), ("Q", "saw")]),
        (["B-P", "L-P", "O", "U-P"], [("P", "Ana Li"), ("P", "Ben")]),  # BILOU
        (["B-P", "E-P", "S-P", "S-P"], [("P", "Ana Li"), ("P", "saw"), ("P", "Ben")]),  # BIOES
        (["P", "P", "O", "Q"], [("P", "Ana Li"), ("Q", "Ben")]),
        (["O", "O", "O", "O"], []),
    ],
)
def test_tokens_with_tags_of_others_are_read(tags: list[str], spans: list[Any]) -> None:
    row = {"tokens": ["Ana", "Li", "saw", "Ben"], "ner_tags": tags}
    found = items("a.parquet", table([row]))
    (record,) = (item for item in found if isinstance(item, Record))
    assert record.text == "Ana Li saw Ben"
    assert [(span.label, span.quote) for span in record.sets[0].spans] == spans
    assert any("not quite the text" in item.sentence for item in found if isinstance(item, Note))


def test_tags_of_others_are_found_in_their_text() -> None:
    row = {"text": "Ana  Li, saw", "tokens": ["Ana", "Li", ","], "ner_tags": ["B-P", "I-P", "O"]}
    (record,) = records_of("a.parquet", table([row]))
    assert (record.text, record.meta) == ("Ana  Li, saw", {})
    assert [(span.label, span.quote) for span in record.sets[0].spans] == [("P", "Ana  Li")]


def test_tokens_without_tags_stay_beside_their_text() -> None:
    (record,) = records_of("a.parquet", table([{"text": "Ana Li", "tokens": ["Ana", "Li"]}]))
    assert (record.sets, record.meta) == ([], {"tokens": ["Ana", "Li"]})


@pytest.mark.parametrize("kind", ["List", "Sequence", "list"])
def test_numbers_of_tags_are_named_by_the_metadata(kind: str) -> None:
    names = {"names": ["O", "B-P", "I-P"], "_type": "ClassLabel"}
    tags = [names] if kind == "list" else {"feature": names, "_type": kind}
    data = table([{"tokens": ["Ana", "Li"], "ner_tags": [1, 2]}], {"ner_tags": tags})
    (record,) = (item for item in items("a.parquet", data) if isinstance(item, Record))
    assert [(span.label, span.quote) for span in record.sets[0].spans] == [("P", "Ana Li")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"a": "b"}], "No column looks like the text or its tokens; there are “a”."),
        ([{"text": None}], "The text is empty"),
        ([{"text": 7}], "not a string"),
        ([{"text": "Ana", "spans": "all"}], "not a list of objects"),
        ([{"text": "Ana", "spans": [{"start": 0, "end": 9, "label": "A"}]}], "outside of the text"),
        ([{"text": "Ana", "spans": [{"start": 0, "end": 3, "label": 1}]}], "doesn't say"),
        ([{"tokens": ["Ana"], "tags": [1]}], "“tags” has 1, and the file doesn't say"),
        ([{"tokens": ["Ana"], "tags": ["O", "O"]}], "not as many “tags” as tokens"),
        ([{"tokens": "Ana"}], "not a list of strings"),
        ([{"text": "Ana", "tokens": ["Ben"], "tags": ["O"]}], "“Ben” is not in the text"),
    ],
)
def test_a_row_that_is_not_right_says_why(rows: list[dict[str, Any]], sentence: str) -> None:
    assert sentence in reason("a.parquet", table(rows))


def test_columns_that_metadata_can_not_hold_are_left_out_and_told_once() -> None:
    rows = [{"text": "Ana", "price": Decimal("1.5"), "n": 1}] * 2
    found = items("a.parquet", table(rows))
    assert [item.meta for item in found if isinstance(item, Record)] == [{"n": 1}] * 2
    (note,) = (item.sentence for item in found if isinstance(item, Note))
    assert "“price”" in note


@pytest.mark.parametrize("data", [b"PAR1", b"no table", table([{"text": "Ana"}])[:-20]])
def test_a_damaged_file_says_so(data: bytes) -> None:
    assert "no Parquet file" in reason("a.parquet", data)


def test_pages_that_are_damaged_say_so() -> None:
    data = bytearray(table([{"text": "Ana " * 50}]))
    data[4:60] = bytes(56)
    assert "damaged" in reason("a.parquet", bytes(data))


def test_a_bomb_is_not_unpacked() -> None:
    data = table([{"text": "Ana " * 5_000}])
    small = Options(limits=Limits(unzipped=1_000))
    assert "1,000 are read at most" in reason("a.parquet", data, small)


def test_a_table_with_too_many_columns_is_refused() -> None:
    assert "1,001 columns" in reason("a.parquet", table([{f"c{n}": n for n in range(1_001)}]))
