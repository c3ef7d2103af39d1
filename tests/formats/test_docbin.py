"""spaCy reads what was written, and trains on it; what was read is written again."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span, SpanGroup

from annotator.formats import docbin, native
from annotator.formats.docbin import shards
from annotator.formats.docbin.words import words_of
from annotator.formats.losses import Loss, Losses
from annotator.formats.reading import read
from annotator.formats.records import (
    Item,
    Limits,
    Note,
    Options,
    Problem,
    Record,
    digest_of,
    words_in,
)
from annotator.formats.writing import Writing
from annotator.text.spans import extent
from tests.formats import hard
from tests.formats.files import TEXTS, any_record, reason, source

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(
    records: list[Record],
    writing: Writing = Writing(),  # noqa: B008
) -> tuple[dict[str, bytes], Losses]:
    """The files, and what was lost."""
    losses = Losses()
    return dict(docbin.write(records, writing, losses)), losses


def items(files: dict[str, bytes]) -> list[Item]:
    return list(read([source(name, data) for name, data in files.items()], Options()))


def records(files: dict[str, bytes]) -> list[Record]:
    found = items(files)
    assert not [item for item in found if isinstance(item, Problem | Note)], found
    return [item for item in found if isinstance(item, Record)]


def docs(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab))


def packed(*made: Doc, user_data: bool = False) -> bytes:
    return DocBin(docs=made, store_user_data=user_data).to_bytes()


def doc(words: str) -> Doc:
    return Doc(spacy.blank("xx").vocab, words=words.split())


def plain(text: str, *, split: str = "") -> Record:
    return Record("x", 1, text, text, digest_of(text), words_in(text), split=split)


@given(TEXTS)
def test_words_and_spaces_are_the_text(text: str) -> None:
    found = words_of(text)
    joined = zip(found.words, found.spaces, strict=True)
    assert "".join(word + " " * space for word, space in joined) == text
    assert [found.words[n] for n in found.numbers] == [text[a:b] for a, b in found.places]


@pytest.mark.parametrize("record", hard.hard(), ids=lambda record: record.uid)
def test_spacy_has_the_text_and_every_annotation_at_its_place(record: Record) -> None:
    files, _ = written([record], Writing(borders="expand"))
    sets = native.in_order(record)
    found = docs(files["train/0001.spacy"])
    assert [doc.text for doc in found] == [record.text] * max(1, len(sets))
    for one, read_doc in zip(sets, found, strict=False):
        spans = read_doc.spans["sc"]
        assert [span.label_ for span in spans] == [span.label for span in one.spans]
        for there, span in zip(spans, one.spans, strict=True):
            start, end = extent(span.fragments)
            mine = record.text[start:end]
            # Where it ends inside of a token, it is wider.
            assert mine.strip() in there.text
            if len(there) == len(words_of(mine.strip()).numbers):
                assert read_doc.char_span(there.start_char, there.end_char) is not None


def test_spans_end_where_annotations_do() -> None:
    record = hard.overlapping()
    files, losses = written([record])
    (found,) = docs(files["train/0001.spacy"])
    (one,) = native.in_order(record)
    places = [(span.start_char, span.end_char, span.text) for span in found.spans["sc"]]
    assert places == [(*span.fragments[0], span.quote) for span in one.spans]
    assert not losses


def test_entities_are_the_longest_that_do_not_overlap() -> None:
    (found,) = docs(written([hard.overlapping()])[0]["train/0001.spacy"])
    assert [(ent.text, ent.label_) for ent in found.ents] == [
        ("The minister", "Cue"),
        ("more than 1,200 people had left the city", "Claim"),
    ]


def test_nothing_found_is_told_from_nothing_looked_for() -> None:
    files, _ = written([hard.without_annotations(), hard.without_sets()])
    nothing, _gold, bare = docs(files["train/0001.spacy"])
    assert nothing.has_annotation("ENT_IOB")
    assert list(nothing.spans) == ["sc"]
    assert not bare.has_annotation("ENT_IOB")
    assert not bare.spans


def test_user_data_say_the_rest() -> None:
    files, _ = written([hard.several_annotators()])
    data = docs(files["train/0001.spacy"])[0].user_data
    assert (data["id"], data["title"], data["lang"]) == ("several", "Who left?", "en")
    assert [entry["name"] for entry in data["speakers"]] == ["Ana Lindgren", "Dockers’ Union"]
    (claim,) = (span for span in data["spans"] if span["label"] == "Claim")
    assert claim["attributes"]["quotation"] == "direct"
    assert claim["tokens"] == (1, 6)
    assert {link["type"] for link in data["relations"]} == {"said by", "in"}


def test_each_split_has_its_folder() -> None:
    files, _ = written([plain("a"), plain("b", split="dev"), plain("c", split="test")])
    assert list(files) == ["train/0001.spacy", "dev/0001.spacy", "test/0001.spacy", "config.cfg"]
    assert [doc.text for doc in docs(files["dev/0001.spacy"])] == ["b"]


def test_a_shard_has_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.docbin.writing.MOST_DOCS", 2)
    files, _ = written([plain(letter) for letter in "abcde"])
    assert [len(docs(files[f"train/000{n}.spacy"])) for n in (1, 2, 3)] == [2, 2, 1]
    assert [record.uid for record in records(files)] == list("abcde")


def test_the_sets_of_an_article_stay_in_one_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.docbin.writing.MOST_DOCS", 2)
    files, _ = written([hard.several_annotators(), hard.several_annotators()])
    assert [len(docs(files[f"train/000{n}.spacy"])) for n in (1, 2)] == [4, 4]


def test_the_same_records_make_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from tests.formats import hard\n"
        "from annotator.formats import docbin, losses, writing\n"
        "pieces = docbin.write(hard.hard(), writing.Writing(), losses.Losses())\n"
        "print(hashlib.sha256(b''.join(data for _, data in pieces)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("borders", "loss", "number", "left"),
    [
        ("expand", Loss.EXPANDED, 3, 6),
        ("contract", Loss.CONTRACTED, 1, 4),
        ("skip", Loss.SKIPPED, 3, 3),
    ],
)
def test_borders_inside_of_tokens_are_counted(
    borders: str, loss: Loss, number: int, left: int
) -> None:
    files, losses = written([hard.inside_tokens()], Writing(borders=borders))
    (found,) = docs(files["train/0001.spacy"])
    assert losses[loss] == number
    assert len(found.spans["sc"]) == left


def test_an_annotation_in_fragments_is_one_stretch_and_counted() -> None:
    files, losses = written([hard.broken()])
    (found,) = docs(files["train/0001.spacy"])
    claim = next(span for span in found.spans["sc"] if span.label_ == "Claim")
    assert claim.text == "We will pay,” Lindgren said, “every cent,” she went on, “by May"
    assert losses[Loss.FRAGMENTS] == 3


@SLOW
@given(
    st.lists(any_record(), min_size=1, max_size=2), st.sampled_from(("expand", "contract", "skip"))
)
def test_what_is_written_is_read_again(made: list[Record], borders: str) -> None:
    for number, record in enumerate(made):
        record.uid = f"a-{number}"
    files, _ = written(made, Writing(borders=borders))
    found = records(files)
    assert list(map(native.line, found)) == list(map(native.line, made))
    assert written(found, Writing(borders=borders))[0] == files


def test_hard_articles_are_read_again() -> None:
    files, _ = written(hard.hard())
    assert list(map(native.line, records(files))) == list(map(native.line, hard.hard()))


def test_what_spacy_has_saved_again_is_the_same() -> None:
    files, _ = written(hard.hard())
    saved = packed(*docs(files["train/0001.spacy"]), user_data=True)
    assert list(map(native.line, records({"a.spacy": saved}))) == list(
        map(native.line, hard.hard())
    )


def test_what_was_saved_without_user_data_has_its_text_and_spans() -> None:
    files, _ = written([hard.overlapping()])
    (record,) = records({"a.spacy": packed(*docs(files["train/0001.spacy"]))})
    (mine,) = hard.overlapping().sets
    assert record.text == hard.overlapping().text
    assert {span.quote for span in record.sets[0].spans} == {span.quote for span in mine.spans}


def test_spans_that_a_program_changed_are_read_and_told() -> None:
    files, _ = written([hard.overlapping()])
    (changed,) = docs(files["train/0001.spacy"])
    changed.spans["sc"] = [Span(changed, 0, 2, label="Speaker")]
    found = items({"a.spacy": packed(changed, user_data=True)})
    (record,) = (item for item in found if isinstance(item, Record))
    assert record.uid == "overlap"
    assert [(one.kind, one.name) for one in record.sets] == [("imported", "a.spacy")]
    assert [span.quote for span in record.sets[0].spans] == ["The minister"]
    assert record.meta == {}
    assert any("others than those" in item.sentence for item in found if isinstance(item, Note))


def test_docs_of_others_are_read_by_their_spans() -> None:
    made = doc("Ana said that Ben left")
    made.spans["b"] = SpanGroup(made, spans=[Span(made, 3, 4)])
    made.spans["sc"] = SpanGroup(
        made, spans=[Span(made, 0, 1, "PERSON"), Span(made, 2, 5, "Claim")]
    )
    made.ents = [Span(made, 0, 2, "ORG")]
    (record,) = records({"a.spacy": packed(made)})
    (one,) = record.sets
    assert record.text == "Ana said that Ben left"
    assert [(span.label, span.quote, span.attributes) for span in one.spans] == [
        ("PERSON", "Ana", {}),
        ("Claim", "that Ben left", {}),
        ("b", "Ben", {"key": "b"}),
    ]


def test_docs_without_spans_are_read_by_their_entities() -> None:
    made = doc("Ana Lindgren Ben left")
    made.ents = [Span(made, 0, 2, "PERSON"), Span(made, 2, 3, "PERSON")]
    (record,) = records({"a.spacy": packed(made)})
    assert [span.quote for span in record.sets[0].spans] == ["Ana Lindgren", "Ben"]


def test_a_doc_that_nobody_annotated_has_no_set() -> None:
    made = doc("Ana left")
    made.cats = {"SPORT": 0.5}
    (record,) = records({"a.spacy": packed(made)})
    assert record.sets == []
    assert record.meta == {"cats": {"SPORT": 0.5}}


def test_user_data_of_others_become_fields_and_metadata() -> None:
    made = doc("Ana left")
    made.user_data = {"title": "T", "n": (1, 2), ("._.", "topic", None, None): "sea", "odd": b"\0"}
    made.user_data[("._.", "part", 0, 3)] = True
    found = items({"a.spacy": packed(made, user_data=True)})
    (record,) = (item for item in found if isinstance(item, Record))
    assert (record.title, record.meta) == ("T", {"n": [1, 2], "topic": "sea"})
    assert [item.sentence for item in found if isinstance(item, Note)] == [
        "The user data “odd” is left out.",
        "The user data “part” is left out.",
    ]


def message(**changes: object) -> bytes:
    """A DocBin with something that spaCy wouldn't write."""
    files, _ = written([plain("Ana left")])
    given = srsly.msgpack_loads(zlib.decompress(files["train/0001.spacy"]))
    return zlib.compress(srsly.msgpack_dumps(given | changes))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no DocBin", "no DocBin"),
        (zlib.compress(b"\xc1"), "no DocBin"),
        (zlib.compress(b"\x93\x01"), "no DocBin"),
        (zlib.compress(srsly.msgpack_dumps([1, 2])), "no DocBin"),
        (zlib.compress(srsly.msgpack_dumps({"a": 1})), "no DocBin"),
        (zlib.compress(b"\x91" * 5_000), "no DocBin"),
        (message()[:-9], "cut off"),
        (message(strings=["left"]), "not among the strings"),
        (message(strings=[]), "not among the strings"),
        (message(strings=7), "no DocBin"),
        (message(lengths=b"\xff\xff\xff\xff"), "no DocBin"),
        (message(lengths=b"\xff\xff\xff\x7f"), "no DocBin"),
        (message(lengths=bytes(4_000_004)), "1,000,001 Docs"),
        (message(tokens=b"12345678"), "no DocBin"),
        (message(attrs=[]), "no DocBin"),
        (message(span_groups=[b"\xff"]), "no DocBin"),
        (message(user_data=[b"\x81"]), "no DocBin"),
    ],
)
def test_a_damaged_file_says_so(data: bytes, sentence: str) -> None:
    assert sentence in reason("a.spacy", data)


@pytest.mark.parametrize("place", [(5, 6), (1, 1), (-1, 1), (1, 0)])
def test_a_span_outside_of_the_words_says_so(place: tuple[int, int]) -> None:
    span = shards.PLACE.pack(0, 0, 0, *place, 0, 3)
    group = srsly.msgpack_dumps({"name": "sc", "attrs": {}, "spans": [span]})
    groups = srsly.msgpack_dumps({group: ["sc"]})
    assert "there are 2" in reason("a.spacy", message(span_groups=[groups]))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(bytes(40_000_000))
    assert "unpacks to more than" in reason("a.spacy", bomb)
    small = Options(limits=Limits(unzipped=1_000))
    assert "more than 1,000 bytes" in reason("a.spacy", zlib.compress(bytes(2_000)), small)


def test_one_bad_doc_leaves_the_others() -> None:
    files, _ = written([plain("Ana left"), plain("Ben")])
    given = srsly.msgpack_loads(zlib.decompress(files["train/0001.spacy"]))
    given["user_data"][0] = b"\xc1"
    found = items({"a.spacy": zlib.compress(srsly.msgpack_dumps(given))})
    assert [item.line for item in found if isinstance(item, Problem)] == [1]
    assert [item.uid for item in found if isinstance(item, Record)] == ["Ben"]


@pytest.mark.parametrize(
    ("languages", "lang"),
    [(["en-GB", "de", "en"], "en"), (["", ""], "xx"), (["ja"], "xx"), (["qqq"], "xx"), ([], "xx")],
)
def test_the_configuration_is_for_the_language_of_most(languages: list[str], lang: str) -> None:
    made = [plain(f"a{n}") for n in range(len(languages))]
    for record, name in zip(made, languages, strict=True):
        record.lang = name
    files, _ = written(made)
    config = spacy.util.Config().from_bytes(files["config.cfg"], interpolate=False)
    assert config["nlp"]["lang"] == lang
    assert config["system"]["seed"] == 0


def test_spacy_trains_on_it(tmp_path: Path) -> None:
    for split in ("train", "dev"):
        made = hard.hard()
        for record in made:
            record.split = split
        files, _ = written(made)
        for name, data in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "spacy", "train", "config.cfg"),
            *("--paths.train", "./train", "--paths.dev", "./dev", "--output", "model"),
            *("--training.max_steps", "4", "--training.eval_frequency", "2"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    trained = spacy.load(tmp_path / "model" / "model-last")
    assert set(trained.get_pipe("spancat").labels) == {"Claim", "Cue", "Figure", "Speaker"}
    assert set(trained.get_pipe("ner").labels) == {"Claim", "Cue", "Figure", "Speaker"}
