"""CoNLL: what trainers and scorers make of ours, and what we make of all tagging schemes."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import f1_score
from seqeval.scheme import BILOU, IOB2, Entities

from annotator.formats.conll import tags
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record
from tests.formats.files import any_record
from tests.formats.folders import items, notes, only, problems, records, written
from tests.formats.hard import (
    across_paragraphs,
    article,
    broken,
    hard,
    inside_tokens,
    overlapping,
)

LABELS = {"Claim", "Cue", "Figure", "Speaker"}


def rows(data: bytes) -> list[list[list[str]]]:
    """Sentences of rows of cells, without the lines that begin documents."""
    blocks = data.decode().strip("\n").split("\n\n")
    parts = [[line.split(" ") for line in block.split("\n")] for block in blocks]
    return [part for part in parts if part[0][0] != "-DOCSTART-"]


def column(data: bytes) -> list[list[str]]:
    return [[row[-1] for row in sentence] for sentence in rows(data)]


def lost(record: Record, **wishes: object) -> dict[str, int]:
    losses = Losses()
    written("conll", [record], losses, **wishes)
    return losses.plain()


@pytest.mark.parametrize(("variant", "scheme"), [("iob2", IOB2), ("bilou", BILOU)])
def test_a_strict_scorer_finds_the_same_annotations(variant: str, scheme: type) -> None:
    files = written("conll", hard(), variant=variant)
    sets = [one for record in records(files) for one in record.sets]
    annotations = Counter(span.label for one in sets for span in one.spans)
    for label in LABELS:
        found = column(files[f"corpus.{label}.conll"])
        strict = [one for sentence in Entities(found, scheme).entities for one in sentence]
        assert len(strict) == annotations[label]
        assert {one.tag for one in strict} == {label}


@pytest.mark.parametrize("variant", ["iob2", "bilou", "conll2003"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_converts_every_file(variant: str) -> None:
    from spacy.training.converters import conll_ner_to_docs

    files = written("conll", hard(), variant=variant)
    expected = {
        label: [
            one.quote
            for record in records(files)
            for part in record.sets
            for one in part.spans
            if one.label == label
        ]
        for label in LABELS
    }
    for label in LABELS:
        docs = list(conll_ner_to_docs(files[f"corpus.{label}.conll"].decode(), no_print=True))
        assert len(docs) == 16  # one for each set
        found = [entity for doc in docs for entity in doc.ents]
        assert {entity.label_ for entity in found} == {label}
        assert ["".join(entity.text.split()) for entity in found] == [
            "".join(quote.split()) for quote in expected[label]
        ]


def test_a_scorer_takes_our_tags_for_its_own() -> None:
    found = column(written("conll", hard())["corpus.Claim.conll"])
    assert f1_score(found, found) == 1.0


def test_four_columns_are_those_of_conll_2003() -> None:
    data = written("conll", [broken()], variant="conll2003")["corpus.Claim.conll"]
    assert data.startswith(b"-DOCSTART- -X- O O\n\n\xe2\x80\x9c -X- O O\nWe -X- O B-Claim\n")


def test_splits_have_files_of_their_own() -> None:
    one, other = hard()[:2]
    one.split, other.split = "train", "dev"
    assert {"corpus.train.Claim.conll", "corpus.dev.Claim.conll", "corpus.dev.jsonl"} <= set(
        written("conll", [one, other])
    )


def test_a_label_that_is_met_late_has_all_the_documents() -> None:
    late = broken()
    late.sets[0].spans[1].label = "Late one"
    files = written("conll", [overlapping(), late])
    assert files["corpus.Late_one.conll"].count(b"-DOCSTART-") == 2
    assert b"Lindgren B-Late_one\n" in files["corpus.Late_one.conll"]
    labels = {span.label for record in records(files) for span in record.sets[0].spans}
    assert "Late one" in labels


def test_no_sentence_ends_inside_an_annotation() -> None:
    one = across_paragraphs()
    one.sets[0].spans.pop()  # a longer one in several pieces
    files = written("conll", [one])
    assert not any(part[0].startswith("I-") for part in column(files["corpus.Claim.conll"]))
    (record,) = records(files)
    assert "First part of it.\n\n  Second part" in [one.quote for one in record.sets[0].spans]


def test_of_two_that_overlap_the_longer_stays_and_the_other_is_counted() -> None:
    assert lost(overlapping())["overlaps"] == 3
    (record,) = records(written("conll", [overlapping()]))
    claims = [one.quote for one in record.sets[0].spans if one.label == "Claim"]
    assert claims == ["more than 1,200 people had left the city"]


def test_fragments_are_pieces_and_counted() -> None:
    assert lost(broken())["pieces"] == 3
    (record,) = records(written("conll", [broken()]))
    claims = [one.quote for one in record.sets[0].spans if one.label == "Claim"]
    assert claims == ["We will pay", "every cent", "by May"]


@pytest.mark.parametrize(
    ("borders", "kind"), [("expand", "expanded"), ("contract", "contracted"), ("skip", "skipped")]
)
def test_ends_inside_tokens_are_as_was_chosen_and_counted(borders: str, kind: str) -> None:
    assert lost(inside_tokens(), borders=borders)[kind] >= 1


@settings(max_examples=50)
@given(any_record(), st.sampled_from(("expand", "contract", "skip")))
def test_every_annotation_is_read_again_or_counted(record: Record, borders: str) -> None:
    losses = Losses()
    (found,) = records(written("conll", [record], losses, borders=borders))
    before = sum(len(one.spans) for one in record.sets)
    after = sum(len(one.spans) for one in found.sets)
    gone = sum(losses[kind] for kind in (Loss.OVERLAPS, Loss.SKIPPED, Loss.WITHOUT_TOKENS))
    if not losses[Loss.PIECES]:
        assert before - gone <= after <= before
    assert found.text == record.text


SCHEMES = {
    "IOB1": "I-A I-A B-A O I-B I-A",
    "IOB2": "B-A I-A B-A O B-B B-A",
    "BIOES": "B-A E-A S-A O S-B S-A",
    "BMES": "B_A E_A S_A O S_B S_A",
    "BILOU": "B-A L-A U-A O U-B U-A",
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_schemes_say_the_same(scheme: str) -> None:
    assert list(tags.decoded(SCHEMES[scheme].split(), set())) == [
        ("A", 0, 2),
        ("A", 2, 3),
        ("B", 4, 5),
        ("A", 5, 6),
    ]


def test_labels_alone_and_sentences() -> None:
    assert list(tags.decoded(["PER", "PER", "PER"], {2})) == [("PER", 0, 2), ("PER", 2, 3)]
    assert list(tags.decoded(["B-x-y", "I-x-y", "_"], set())) == [("x-y", 0, 2)]


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[int, int]]:
    ends = sorted(draw(st.lists(st.integers(0, 12), unique=True, max_size=8)))
    return list(zip(ends[::2], ends[1::2], strict=False))


@given(stretches())
def test_what_is_tagged_is_read(found: list[tuple[int, int]]) -> None:
    expected = [("x", *one) for one in found]
    assert list(tags.decoded(tags.iob2(12, found, "x"), set())) == expected
    assert list(tags.decoded(tags.bilou(12, found, "x"), set())) == expected


def test_a_file_of_somebody_else_is_read() -> None:
    data = (
        "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\n"
        "Peter NNP I-NP I-PER\nBlackburn NNP I-NP I-PER\n\n"
        "-DOCSTART- -X- -X- O\n\nBRUSSELS NNP I-NP I-LOC\n"
    )
    found = items({"eng.train.conll": data})
    one, other = (item for item in found if isinstance(item, Record))
    assert (one.text, one.stem, other.line) == ("EU rejects\nPeter Blackburn", "eng.train-1", 9)
    assert [(span.label, span.quote) for span in one.sets[0].spans] == [
        ("ORG", "EU"),
        ("PER", "Peter Blackburn"),
    ]
    assert len(notes(found)) == 1  # once a file
    assert "put together from the tokens" in notes(found)[0]


@pytest.mark.parametrize(
    "data",
    ["A\tB-X\nb\tO\n", "A B-X\r\nb O\r\n", "\ufeffA x B-X\nb y O\n", "# id = 7\nA S-X\nb O\n"],
)
def test_columns_line_ends_and_comments_of_all_kinds(data: str) -> None:
    (record,) = records({"a.conll": data})
    assert record.text == "A b"
    assert [(span.label, span.quote) for span in record.sets[0].spans] == [("X", "A")]


def test_a_token_that_looks_like_a_comment_is_one() -> None:
    (record,) = records({"a.conll": "a O\n# B-X\n"})
    assert record.sets[0].spans[0].quote == "#"


def test_files_with_the_same_tokens_are_layers_of_one_article() -> None:
    files = {"a.X.conll": "A B-X\nb O\n", "a.Y.conll": "A O\nb B-Y\n", "a.Z.conll": "c B-Z\n"}
    one, other = records(files)
    assert [(span.label, span.quote) for span in one.sets[0].spans] == [("X", "A"), ("Y", "b")]
    assert other.text == "c"


def test_a_layer_that_goes_on_otherwise_is_a_problem() -> None:
    start = "-DOCSTART- O\n\nA O\n\n-DOCSTART- O\n\n"
    found = items({"a.X.conll": start + "b B-X\n", "a.Y.conll": start + "c B-Y\n"})
    assert problems(found) == [
        ("a.Y.conll", 5, "Document 2 has not the tokens that a.X.conll has.")
    ]
    assert [one.text for one in found if isinstance(one, Record)] == ["A", "b"]


def test_tokens_that_were_changed_have_no_longer_the_text_beside_them() -> None:
    files = written("conll", [broken()])
    changed = {
        name: data.replace(b"Lindgren ", b"Lind ") if name.endswith(".conll") else data
        for name, data in files.items()
    }
    found = items(changed)
    assert only(found).uid == ""
    assert "put together" in notes(found)[0]


def test_rows_that_are_wrong_are_problems_and_the_rest_counts() -> None:
    found = items({"a.conll": "A O\n" + "b\nc d e O\n" * 500 + "f B-X\n"})
    assert [line for _file, line, _reason in problems(found)] == list(range(2, 1002))
    assert only(found).text == "A f"


def test_a_document_without_an_end_is_parted() -> None:
    found = items({"a.conll": "word O\n" * 19_999 + "\nlast O\n\nnext B-X\n"})
    texts = [one.text for one in found if isinstance(one, Record)]
    assert [len(text.split()) for text in texts] == [20_000, 1]
    assert "parted" in "".join(notes(found))


def test_a_long_article_of_ours_stays_one_and_the_next_keeps_its_own() -> None:
    made = [article("long", "word " * 25_000), broken()]
    found = records(written("conll", made))
    assert [(one.uid, one.digest) for one in found] == [(one.uid, one.digest) for one in made]


def test_a_file_with_the_name_of_a_text_is_known_by_its_first_line() -> None:
    found = items({"train.txt": "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\ncalled VBD I-VP O\n"})
    assert [(span.label, span.quote) for span in only(found).sets[0].spans] == [("ORG", "EU")]
