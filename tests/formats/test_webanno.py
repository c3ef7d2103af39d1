"""WebAnno TSV: what a second reader makes of ours, and what we make of others'."""

import pytest
from hypothesis import given, settings

from annotator.formats.documents import documents
from annotator.formats.records import Record
from tests.formats.files import any_record
from tests.formats.folders import items, notes, only, problems, records, written
from tests.formats.hard import broken, emoji, hard
from tests.formats.tsv import seen

HEAD = (
    "#FORMAT=WebAnno TSV 3.3\n"
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
    "#T_SP=webanno.custom.Quote|\n"
    "#T_RL=webanno.custom.Says|kind|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n"
    "\n\n"
)
BODY = (
    "#Text=🚢 Ms. Haag plays\n"
    "1-1\t0-2\t🚢\t_\t_\t_\t_\t_\t\n"
    "1-2\t3-6\tMs.\t*[1]|*[2]\tPER[1]|PERpart[2]\t_\t_\t_\t\n"
    "1-3\t7-11\tHaag\t*[1]\tPER[1]\t*\t_\t_\t\n"
    "1-4\t12-17\tplays\t_\t_\t_\t_\t_\t\n"
    "1-4.1\t12-16\tplay\thttp://x/Q1\tV\t_\tdoes\t1-2[1_0]\t\n"
)


def tables(record: Record) -> list[bytes]:
    return [data for name, data in written("webanno", [record]).items() if name.endswith(".tsv")]


def check(record: Record) -> None:
    """Every fragment of every annotation is found by a reader that isn't ours."""
    for document, data in zip(documents(record), tables(record), strict=True):
        found = seen(data)
        first = len(record.text) - len(record.text.lstrip())
        assert found.text[first:] == record.text[first:]
        expected = [
            (span.label, record.text[start:end].strip())
            for span in document.spans
            for start, end in span.fragments
        ]
        numbers = sorted(found.spans)
        assert [(found.spans[n]["label"], found.quote(n)) for n in numbers] == expected
        uids = {number: found.spans[number]["uid"] for number in numbers}
        related = sorted((kind, uids[a], uids[b]) for kind, a, b in found.relations)
        assert related == sorted((one.type, one.source, one.target) for one in document.relations)


@pytest.mark.parametrize("record", hard(), ids=lambda record: record.uid)
def test_a_second_reader_finds_hard_annotations(record: Record) -> None:
    check(record)


@settings(max_examples=100)
@given(any_record())
def test_a_second_reader_finds_all_annotations(record: Record) -> None:
    check(record)


def test_offsets_count_utf16_in_a_file_of_utf8() -> None:
    (data,) = tables(emoji())
    assert seen(data).units[:3] == [("1-1", "🚢", 0, 2), ("1-2", "🇳🇱", 2, 6), ("1-3", "“", 7, 8)]


def test_an_end_inside_a_token_has_a_row_of_its_own() -> None:
    (data,) = tables(broken())
    assert ("2-5.1", "iev", 74, 77) in seen(data).units


def test_an_annotation_that_was_changed_is_as_it_is_in_the_table() -> None:
    files = written("webanno", [broken()])
    files["broken.tsv"] = files["broken.tsv"].replace(b"Speaker[4]", b"Witness[4]")
    (record,) = records(files)
    (span,) = (one for one in record.sets[0].spans if one.label == "Witness")
    assert (span.quote, span.id) == ("Lindgren", broken().sets[0].spans[1].id)


def test_what_somebody_else_annotated_is_read() -> None:
    (record,) = records({"x/a.tsv": HEAD + BODY})
    one = record.sets[0]
    assert record.text == "🚢 Ms. Haag plays"
    assert [(span.label, span.quote) for span in one.spans] == [
        ("PER", "Ms. Haag"),
        ("PERpart", "Ms."),
        ("Quote", "Haag"),
        ("V", "play"),
    ]
    assert one.spans[3].attributes == {"identifier": "http://x/Q1"}
    assert [(link.type, link.source, link.target) for link in one.relations] == [
        ("Says", one.spans[0].id, one.spans[3].id)
    ]


def test_lines_of_one_sentence_and_what_is_between_two() -> None:
    body = (
        "#Sentence.id=s1\n#Text=Two \\\\ lines\n#Text=of it\n1-1\t0-3\tTwo\n1-2\t12-14\tof\n\n"
        "#Text=Next\n2-1\t20-24\tNext\n"
    )
    found = items({"a.tsv": "#FORMAT=WebAnno TSV 3.3\n\n\n" + body})
    assert only(found).text == "Two \\ lines\nof it\n  Next"
    assert "between the sentences" in notes(found)[0]
    assert problems(found) == []


def test_offsets_that_count_characters_are_told_by_the_words() -> None:
    body = "#Text=🚢 Ana\n1-1\t0-1\t🚢\tX\n1-2\t2-5\tAna\tPER\n"
    found = items({"a.tsv": "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.N|value\n\n\n" + body})
    assert [(one.label, one.quote) for one in only(found).sets[0].spans] == [
        ("X", "🚢"),
        ("PER", "Ana"),
    ]
    assert "not UTF-16" in notes(found)[0]


def test_line_ends_and_marks_of_other_systems_do_no_harm() -> None:
    (record,) = records({"a.tsv": "\ufeff" + (HEAD + BODY).replace("\n", "\r\n")})
    assert record.sets[0].spans[0].quote == "Ms. Haag"


def test_layers_of_words_and_chains_are_left_out_and_told() -> None:
    head = (
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n"
        "#T_CH=webanno.custom.CorefLink|referenceType|referenceRelation\n\n\n"
    )
    found = items({"a.tsv": head + "#Text=He\n1-1\t0-2\tHe\tPRP\tpr[1]\tcoref->1-1\n"})
    assert only(found).sets[0].spans == []
    assert len(notes(found)) == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1-5\t18-19\t.", "3 columns"),
        ("1-5\t18\t.\t_\t_\t_\t_\t_", "no row of a token"),
        ("x\t18-19\t.\t_\t_\t_\t_\t_", "no row of a token"),
        ("1-5\t19-19\t.\t_\t_\t_\t_\t_", "empty"),
        ("1-5\t13-14\tx\t_\t_\t_\t_\t_", "is not “x”"),
        ("1-5\t1-2\tx\t_\t_\t_\t_\t_", "is not “x”"),
        ("1-5\t90-99\tx\t_\t_\t_\t_\t_", "is not “x”"),
        ("1-4.2\t16-17\ts\t_\t_\t_\tx\twho", "no place of an annotation"),
        ("1-4.2\t16-17\ts\t_\tV\t_\tx\t1-2[7_0]", "no annotation"),
    ],
)
def test_a_row_that_is_wrong_is_a_problem_and_the_rest_counts(row: str, reason: str) -> None:
    found = items({"a.tsv": f"{HEAD}{BODY}{row}\n"})
    ((file, line, said),) = problems(found)
    assert (file, line) == ("a.tsv", 13)
    assert reason in said
    assert len(only(found).sets[0].spans) in (4, 5)


def test_a_thousand_errors_are_a_thousand_problems() -> None:
    found = items({"a.tsv": HEAD + BODY + "1-9\t3-6\tMr.\n" * 1000})
    assert [line for _file, line, _reason in problems(found)] == list(range(13, 1013))


@pytest.mark.parametrize(
    "content",
    ["#FORMAT=WebAnno TSV 3.3\n", HEAD + "#Text=a\n1-1\t999999999-999999999\ta\t_\t_\t_\t_\t_\n"],
)
def test_what_has_no_tokens_is_a_problem(content: str) -> None:
    assert problems(items({"a.tsv": content}))


def test_slots_are_left_out_and_told_once() -> None:
    head = (
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=webanno.custom.SemPred|category|ROLE_webanno.custom.SemPred:Arguments_"
        "webanno.custom.SemPredArgumentsLink|uima.tcas.Annotation\n\n\n"
    )
    rows = "1-1\t0-2\tHe\tGiving\tagent\t1-2\n1-2\t3-8\tgives\tGiving\tagent\t1-1\n"
    found = items({"a.tsv": f"{head}#Text=He gives\n{rows}"})
    assert [span.label for span in only(found).sets[0].spans] == ["SemPred", "SemPred"]
    assert len(notes(found)) == 1
    assert "“Arguments_webanno.custom.SemPredArgumentsLink” of “webanno.cu" in notes(found)[0]


def test_slots_without_anything_in_them_are_not_spoken_of() -> None:
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.P|c|ROLE_webanno.custom.P:A_x|y.Z\n\n\n"
    assert notes(items({"a.tsv": f"{head}#Text=He\n1-1\t0-2\tHe\tx\t_\t_\n"})) == []
