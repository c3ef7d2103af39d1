"""brat, WebAnno, UIMA and CoNLL: what goes out comes in again, but for what was counted."""

from zipfile import ZIP_STORED

import pytest
from hypothesis import given, settings

from annotator.formats import companion, native
from annotator.formats.losses import Losses
from annotator.formats.records import Record
from tests.formats.files import any_record, archive
from tests.formats.files import records as records_of
from tests.formats.folders import items, notes, only, problems, records, written
from tests.formats.hard import broken, hard, several_annotators

FORMS = ("brat", "webanno", "uima", "conll")
WHOLE = ("brat", "webanno", "uima")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=50)
@given(record=any_record())
def test_what_was_read_is_written_the_same(form: str, record: Record) -> None:
    files = written(form, [record])
    assert written(form, records(files)) == files


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=50)
@given(record=any_record())
def test_a_record_is_read_as_it_was_unless_its_text_had_to_change(
    form: str, record: Record
) -> None:
    losses = Losses()
    (found,) = records(written(form, [record], losses))
    if losses:
        assert losses.plain() == {"characters": 1}
        assert (found.uid, len(found.text)) == (record.uid, len(record.text))
        found.text, found.digest = record.text, record.digest
        for one, other in zip(native.in_order(found), native.in_order(record), strict=True):
            for span, whole in zip(one.spans, other.spans, strict=True):
                assert len(span.quote) == len(whole.quote)
                span.quote = whole.quote
    assert native.line(found) == native.line(record)


@pytest.mark.parametrize("form", WHOLE)
def test_hard_articles_come_back_exactly(form: str) -> None:
    found = {record.uid: native.line(record) for record in records(written(form, hard()))}
    expected = {record.uid: native.line(record) for record in hard()}
    changed = {uid for uid in expected if found[uid] != expected[uid]}
    assert changed <= ({"spaces"} if form == "uima" else set())  # it has a vertical tab


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_to_be_said_of_files_of_ours(form: str) -> None:
    found = items(written(form, hard()))
    assert (problems(found), notes(found)) == ([], [])


@pytest.mark.parametrize("form", FORMS)
def test_the_article_and_its_sets_come_back(form: str) -> None:
    found = {record.uid: record for record in records(written(form, hard()))}
    for record in hard():
        back = found[record.uid]
        assert (back.title, back.meta, back.lang) == (record.title, record.meta, record.lang)
        assert [(one.kind, one.name, one.state, one.updated) for one in native.in_order(back)] == [
            (one.kind, one.name, one.state, one.updated) for one in native.in_order(record)
        ]


@pytest.mark.parametrize("form", WHOLE)
def test_sets_of_an_article_are_in_a_folder_of_their_own(form: str) -> None:
    names = written(form, hard())
    assert [name.rpartition(".")[0] for name in names if name.startswith("several/")][::3]
    assert any(name.startswith("several/annotator_ana.") for name in names)
    assert any(name.startswith("emoji.") for name in names)


@pytest.mark.parametrize("form", WHOLE)
def test_what_stands_beside_another_text_is_left_out(form: str) -> None:
    files = written(form, hard()[:1])
    beside = next(name for name in files if name.endswith(".json"))
    files[beside] = written(form, hard()[1:2])[beside.replace("emoji", "combining")]
    found = items(files)
    assert problems(found) == []
    assert "not the one that was exported" in notes(found)[0]


@pytest.mark.parametrize("form", WHOLE)
@pytest.mark.parametrize("beside", [b"{", b'{"schema": "news-annotator-document/1"}'])
def test_what_stands_beside_may_be_damaged(form: str, beside: bytes) -> None:
    files = written(form, hard()[:1])
    name = next(name for name in files if name.endswith(".json"))
    files[name] = beside
    found = items(files, form)
    assert [one[0] for one in problems(found)] == [name]


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_beside_a_document_that_is_missing_is_a_problem(form: str) -> None:
    files = written(form, hard()[:1])
    beside = {name: data for name, data in files.items() if ".json" in name}
    ((file, _line, reason),) = problems(items(beside))
    assert [file] == list(beside)
    assert "beside" in reason


EDITS = {
    "brat": (
        "several/gold.ann",
        "T2\tClaim 1 22\tSome 1,200 of us left",
        "T2\tCue 1 11\tSome 1,200",
    ),
    "uima": (
        "several/gold.xmi",
        'begin="1" end="22" label="Claim"',
        'begin="1" end="11" label="Cue"',
    ),
}


@pytest.mark.parametrize("form", EDITS)
def test_what_is_said_of_an_annotation_stays_when_its_border_moves(form: str) -> None:
    name, old, new = EDITS[form]
    files = written(form, [several_annotators()])
    assert files[name].count(old.encode()) == 1
    files[name] = files[name].replace(old.encode(), new.encode())
    (record,) = records(files)
    gold = next(one for one in record.sets if one.kind == "gold")
    (span,) = (one for one in gold.spans if one.label == "Cue")
    claim = several_annotators().sets[2].spans[0]
    assert (span.quote, span.id, span.attributes, span.note) == (
        "Some 1,200",
        claim.id,
        claim.attributes,
        claim.note,
    )
    assert span.provenance == ""  # it is no longer what the majority had


FOREIGN = {
    "brat": {"a.txt": "Ana left", "a.ann": "T1\tSpeaker 0 3\tAna\n"},
    "webanno": {
        "a.tsv": "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Speaker|value\n\n\n#Text=Ana\n1-1\t0-3\tAna\tA\n"
    },
    "uima": {
        "a.xmi": '<a xmlns:c="http:///uima/cas.ecore"><c:Sofa id="1" sofaString="Ana left"/></a>'
    },
    "conll": {"a.conll": "Ana B-Speaker\n"},
}
"""A document of each format without anything of ours beside it."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("folder", ["../../etc", "/etc", "./a", "c:\\x"])
def test_paths_out_of_an_archive_are_nothing_but_names(form: str, folder: str) -> None:
    members = [(f"{folder}/{name}", data) for name, data in FOREIGN[form].items()]
    (record,) = records_of("x.zip", archive(*members))
    assert record.text.startswith("Ana")
    assert record.stem.startswith("a")


@pytest.mark.parametrize("form", FORMS)
def test_thousands_of_files_in_an_archive_are_read(form: str) -> None:
    members = [(f"{n}/{name}", data) for n in range(2_000) for name, data in FOREIGN[form].items()]
    assert len(records_of("x.zip", archive(*members, method=ZIP_STORED))) == 2_000


@pytest.mark.parametrize("form", FORMS)
def test_what_is_too_long_beside_a_document_is_left_out(form: str) -> None:
    files = written(form, [broken()])
    name = next(name for name in files if name.endswith((".json", ".jsonl")))
    head = files[name].rstrip().removesuffix(b"}")
    files[name] = head + b',"more":"' + b" " * companion.MAX_BYTES + b'"}\n'
    found = items(files)
    assert [file for file, _line, _reason in problems(found)] == [name]
    assert only(found).uid == ""
