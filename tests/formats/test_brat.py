"""brat's files: what its own tools make of ours, and what we make of everybody's."""

import pytest
from bratly import (
    AnnotationCollection,
    AttributeAnnotation,
    Document,
    EntityAnnotation,
    NoteAnnotation,
    RelationAnnotation,
)

from annotator.formats.records import Link, Span
from tests.formats.folders import items, notes, only, problems, records, written
from tests.formats.hard import article, broken, hard, one_set, several_annotators

TEXT = "Hezbollah 🚢 said\nthe ship left.\n"


def spans(ann: str, text: str = TEXT) -> list[Span]:
    (record,) = records({"a.txt": text, "a.ann": ann})
    return record.sets[0].spans


def links(ann: str, text: str = TEXT) -> list[Link]:
    return only(items({"a.txt": text, "a.ann": ann})).sets[0].relations


@pytest.mark.parametrize("record", hard(), ids=lambda record: record.uid)
def test_another_program_finds_the_quotes_at_their_places(record, tmp_path) -> None:  # type: ignore[no-untyped-def]
    for name, data in written("brat", [record]).items():
        path = tmp_path / name.replace("/", "-")
        path.write_bytes(data)
        if path.suffix == ".ann":
            lines = data.decode().split("\n")[:-1]
            found = [EntityAnnotation.from_line(line) for line in lines if line[0] == "T"]
            document = Document(fullpath=str(path.with_suffix(".txt")))
            document.add_annotation_collection(AnnotationCollection(annotations=found))
            if "\u2028" not in record.text:  # which it takes for the end of a line
                assert document.check_ann_compatibility_with_txt()


def test_another_program_understands_every_kind_of_line() -> None:
    lines = written("brat", [several_annotators()])["several/gold.ann"].decode().splitlines()
    found = {
        line.split("\t")[0]: EntityAnnotation.from_line(line) for line in lines if line[0] == "T"
    }
    relations = [RelationAnnotation.from_line(line, found) for line in lines if line[0] == "R"]
    assert [(one.label, one.argument1[1].content) for one in relations][1] == (
        "said_by",
        "Some 1,200 of us left",
    )
    known = {**found, **{one.id: one for one in relations}}
    attributes = [AttributeAnnotation.from_line(line, known) for line in lines if line[0] == "A"]
    assert ("quotation", ["direct"]) in [(one.label, one.values) for one in attributes]
    texts = [NoteAnnotation.from_line(line, known) for line in lines if line[0] == "#"]
    assert len(texts) == len([line for line in lines if line[0] == "#"])


def test_fragments_and_lines_are_as_brat_wants_them() -> None:
    ann = written("brat", hard())["paragraphs.ann"].decode()
    assert "T1\tClaim 0 9;11 17;57 62;63 72\tHead line “First said. Last line\n" in ann
    ann = written("brat", [broken()])["broken.ann"].decode()
    assert "T1\tClaim 1 12;31 41;58 64\tWe will pay every cent by May\n" in ann


def test_the_configuration_lists_the_scheme_and_what_else_there_is() -> None:
    conf = written("brat", [several_annotators()])["annotation.conf"].decode()
    assert "said_by\tArg1:Claim, Arg2:Speaker\n" in conf
    assert "quotation\tArg:Claim, Value:direct|indirect\n" in conf
    assert "topics\tArg:Claim, Value:health|money|war_peace\n" in conf
    assert "checked\tArg:Claim\n" in conf
    assert "comment\t" not in conf  # free text is a note


def test_the_register_is_a_reference_to_wikidata() -> None:
    ann = written("brat", [several_annotators()])["several/gold.ann"].decode()
    assert "N1\tReference T3 Wikidata:Q42\tAna Lindgren\n" in ann


def test_an_annotation_that_was_changed_in_brat_is_as_it_is_there() -> None:
    files = written("brat", [broken()])
    ann = files["broken.ann"].replace(
        b"T1\tClaim 1 12;31 41;58 64\tWe will pay every cent by May",
        b"T1\tClaim 1 12\tWe will pay",
    )
    (record,) = records(files | {"broken.ann": ann})
    span = record.sets[0].spans[0]
    assert (span.quote, span.id) == ("We will pay", broken().sets[0].spans[0].id)
    assert (span.note, len(record.sets[0].relations)) == ("Three parts.", 2)


def test_a_relation_whose_type_was_changed_in_brat_keeps_only_its_id() -> None:
    files = written("brat", [broken()])
    files["broken.ann"] = files["broken.ann"].replace(b"said_by", b"denied_by")
    (record,) = records(files)
    assert {one.type for one in record.sets[0].relations} == {"denied_by", "introduces"}


def test_a_corpus_of_somebody_else_is_read() -> None:
    ann = (
        "T1\tOrg 0 9\tHezbollah\n"
        "T2\tClaim 17 25;26 30\tthe ship left\n"
        "R1\tSays Arg1:T1 Arg2:T2\n"
        "A1\tNegated T2\n"
        "M1\tCertainty T2 low\n"
        "M2\tCertainty T2 later\n"
        "#1\tAnnotatorNotes T1\tOne of them\n"
        "#2\tQuestion T1\tSure?\n"
        "N1\tReference T1 Wikidata:Q41053\tHezbollah\n"
        "N2\tReference T2 UMLS:C01\tship\n"
    )
    (record,) = records({"x/a.txt": TEXT, "x/a.ann": ann})
    org, claim = record.sets[0].spans
    assert (record.uid, record.stem, record.sets[0].kind) == ("", "a", "imported")
    assert (org.note, org.speaker) == ("One of them\nQuestion: Sure?", "Q41053")
    assert [(one.name, one.wikidata) for one in record.speakers] == [("Hezbollah", "Q41053")]
    assert claim.fragments == ((17, 25), (26, 30))
    assert claim.attributes == {
        "Negated": True,
        "Certainty": ["low", "later"],
        "Reference": "UMLS:C01",
    }
    assert record.sets[0].relations == [Link("R1", "Says", "T1", "T2")]


def test_fragments_with_only_a_line_end_between_are_one() -> None:
    (span,) = spans("T1\tClaim 12 16;17 21\tsaid the \n")
    assert (span.fragments, span.quote) == (((12, 21),), "said\nthe ")


def test_equivalents_are_links_from_each_to_the_next() -> None:
    found = links(
        "T1\tA 0 9\tHezbollah\nT2\tA 18 21\tthe\nT3\tA 22 26\tship\n*\tEquiv T1 T2 T3\n",
        "Hezbollah 🚢  said\nthe ship",
    )
    assert [(one.type, one.source, one.target) for one in found] == [
        ("Equiv", "T1", "T2"),
        ("Equiv", "T2", "T3"),
    ]


def test_an_event_becomes_links_from_its_trigger_and_says_so() -> None:
    ann = (
        "T1\tOrg 0 9\tHezbollah\nT2\tLeave 12 16\tsaid\nE1\tLeave:T2 Agent:T1 Cause:E2\n"
        "T3\tX 22 26\tship\nE2\tX:T3\nA1\tPast E1\n"
    )
    found = items({"a.txt": "Hezbollah 🚢 said\nthe  ship left.", "a.ann": ann})
    one = only(found).sets[0]
    assert [(link.type, link.source, link.target) for link in one.relations] == [
        ("Agent", "T2", "T1"),
        ("Cause", "T2", "T3"),
    ]
    assert one.spans[1].attributes == {"Past": True}
    assert notes(found) == ["The event E1 became links from its trigger."]


def test_offsets_that_do_not_count_the_mark_of_the_text_are_moved() -> None:
    at = TEXT.index("ship")
    files = {"a.txt": "\ufeff" + TEXT, "a.ann": f"T1\tClaim {at} {at + 4}\tship\n"}
    found = items(files)
    assert [span.quote for span in only(found).sets[0].spans] == ["ship"]
    assert "byte-order mark" in notes(found)[0]


@pytest.mark.parametrize("text", [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT])
def test_line_ends_and_marks_of_other_systems_move_no_quote(text: str) -> None:
    at = text.index("ship")
    (span,) = spans(f"\ufeffT1\tClaim {at} {at + 4}\tship\r\n", text)
    assert (span.fragments, span.quote) == (((21, 25),), "ship")


def test_a_line_end_that_counts_as_one_character_is_understood() -> None:
    found = items({"a.txt": TEXT.replace("\n", "\r\n"), "a.ann": "T1\tClaim 21 25\tship\n"})
    assert only(found).sets[0].spans[0].quote == "ship"
    assert "line end" in notes(found)[0]


def test_offsets_in_utf16_are_told_by_their_quotes() -> None:
    found = items({"a.txt": TEXT, "a.ann": "T1\tOrg 0 9\tHezbollah\nT2\tClaim 22 26\tship\n"})
    assert [one.quote for one in only(found).sets[0].spans] == ["Hezbollah", "ship"]
    assert "UTF-16" in notes(found)[0]


def test_a_line_end_inside_of_a_quoted_text_does_no_harm() -> None:
    (span,) = spans("T1\tClaim 12 20\tsaid\nthe\nA1\tX T1\n")
    assert (span.quote, span.attributes) == ("said\nthe", {"X": True})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "no line of an .ann file"),
        ("T2\tOrg 0\tHez", "no label with offsets"),
        ("T2\tOrg a b\tHez", "no offset"),
        ("T2\tOrg 0 900\tHez", "no place in the text"),
        ("T2\tOrg 1 4\tHez", "is “ezb” and not “Hez”"),
        ("T2\tOrg 17 18\t ", "white space"),
        (f"T2\t{'x' * 70} 0 3\tHez", "60"),
        ("T1\tOrg 0 3\tHez", "comes twice"),
        ("R1\tSays Arg1:T1", "two ends"),
        ("R1\tSays Arg1:T1 Arg2:T7", "no annotation “T7”"),
        ("R1\tSays Arg1:T1 Arg2:T1", "to the same span"),
        ("N1\tReference T1", "no reference"),
        ("A1\tNegated", "of no annotation"),
    ],
)
def test_a_line_that_is_wrong_is_a_problem_and_the_rest_counts(line: str, reason: str) -> None:
    found = items({"a.txt": TEXT, "a.ann": f"T1\tOrg 0 9\tHezbollah\n{line}\n"})
    ((file, number, said),) = problems(found)
    assert (file, number) == ("a.ann", 2)
    assert reason in said
    assert [span.id for span in only(found).sets[0].spans] == ["T1"]


def test_a_thousand_errors_are_a_thousand_problems() -> None:
    lines = "".join(f"T{n}\tOrg 0 9\tnot those\n" for n in range(500)) + "what\n" * 500
    found = items({"a.txt": TEXT, "a.ann": lines})
    assert sorted(line for _file, line, _reason in problems(found)) == list(range(1, 1001))


def test_a_note_without_annotation_is_told() -> None:
    found = items({"a.txt": TEXT, "a.ann": "#1\tAnnotatorNotes T9\tlost\n"})
    assert notes(found) == ["The note #1 is of “T9”, and left out."]


def test_a_file_without_the_other_one() -> None:
    found = items({"a.ann": "", "b.txt": "B.", "c.txt": "C.", "c.ann": ""})
    assert problems(found) == [("a.ann", 0, "There is no text “a.txt” beside it.")]
    assert {one.text: len(one.sets) for one in found if hasattr(one, "sets")} == {"B.": 0, "C.": 1}


def test_what_is_added_in_brat_has_our_names() -> None:
    one = broken()
    one.sets[0].spans[1].label = "Direct speaker"
    files = written("brat", [one])
    files["broken.ann"] += b"T9\tDirect_speaker 15 23\tLindgren\nR9\tsaid_by Arg1:T1 Arg2:T9\n"
    (record,) = records(files)
    assert record.sets[0].spans[-1].label == "Direct speaker"
    assert record.sets[0].relations[-1].type == "said by"


def test_names_that_others_show_are_none_of_a_label() -> None:
    conf = "[labels]\nOrg | Organisation | Org\n[drawing]\nOrg\tbgColor:red\n"
    (record,) = records({"a.txt": TEXT, "a.ann": "T1\tOrg 0 9\tHezbollah\n", "visual.conf": conf})
    assert record.sets[0].spans[0].label == "Org"


def test_an_annotation_of_hundreds_of_lines_is_one_fragment() -> None:
    text = "word\n" * 300
    one = article("long", text, one_set([Span("x", "Claim", ((0, 1_499),), text[:-1])]))
    (record,) = records(written("brat", [one]))
    assert record.sets[0].spans[0].fragments == ((0, 1_499),)


def test_a_note_that_was_changed_in_brat_changes_nothing_else() -> None:
    files = written("brat", [several_annotators()])
    files["several/gold.ann"] = files["several/gold.ann"].replace(b"Said at noon.", b"Said at one.")
    (record,) = records(files)
    claim = next(one for one in record.sets if one.kind == "gold").spans[1]
    assert claim.note == "Said at one."
    assert claim.attributes == several_annotators().sets[2].spans[0].attributes


def test_attributes_that_were_changed_in_brat_are_those_of_brat() -> None:
    files = written("brat", [several_annotators()])
    files["several/gold.ann"] = files["several/gold.ann"].replace(b"A3\ttopics T2 money\n", b"")
    (record,) = records(files)
    gold = next(one for one in record.sets if one.kind == "gold")
    claim = gold.spans[1]
    assert (claim.note, claim.attributes["topics"]) == ("Said at noon.", "war_peace")
    assert claim.attributes["comment"] == "two lines"
    assert gold.spans[0].value == several_annotators().sets[2].spans[2].value
