"""CAS XMI: what the tools of UIMA make of ours, and what we make of INCEpTION's."""

from io import BytesIO
from typing import Any

import pytest
from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem

from annotator.formats import native
from annotator.formats.records import Record
from tests.formats.folders import items, notes, only, problems, records, written
from tests.formats.hard import broken, hard, odd_spaces, several_annotators

HEAD = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:tcas="http:///uima/tcas.ecore" xmlns:custom="http:///webanno/custom.ecore" '
    'xmlns:n="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
    'xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" '
    'xmlns:m="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">'
)
SOFA = (
    '<cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" mimeType="text" '
    'sofaString="🚢 Ana said:&#10;it left."/></xmi:XMI>'
)


def xmi(*elements: str) -> str:
    return HEAD + "".join(elements) + SOFA


def loaded(record: Record) -> list[Any]:
    files = written("uima", [record])
    types = load_typesystem(BytesIO(files["TypeSystem.xml"]))
    return [
        load_cas_from_xmi(BytesIO(data), typesystem=types)
        for name, data in files.items()
        if name.endswith(".xmi")
    ]


@pytest.mark.parametrize("record", hard(), ids=lambda record: record.uid)
def test_the_covered_texts_are_our_quotes(record: Record) -> None:
    (cas, *_) = loaded(record)
    expected = sorted(
        record.text[start:end].replace("\x0b", "\ufffd")
        for one in record.sets[:1]
        for span in one.spans
        for start, end in span.fragments
    )
    found = cas.select("webanno.custom.Annotation")
    assert sorted(one.get_covered_text() for one in found) == expected
    assert cas.sofa_string == record.text.replace("\x0b", "\ufffd")


def test_relations_and_features_are_there() -> None:
    cas = loaded(several_annotators())[2]
    relations = cas.select("webanno.custom.Relation")
    assert ("said by", "Some 1,200 of us left", "mayor Ana Lindgren") in [
        (one.label, one.Governor.get_covered_text(), one.Dependent.get_covered_text())
        for one in relations
    ]
    claim = next(one for one in cas.select("webanno.custom.Annotation") if one.label == "Claim")
    assert (claim.quotation, claim.topics, claim.checked) == (
        "direct",
        "money, war & peace",
        "true",
    )
    (document,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
    assert (document.documentTitle, document.documentId, document.language) == (
        "Who left?",
        "several",
        "en",
    )


def test_fragments_are_annotations_with_one_uid() -> None:
    (cas,) = loaded(broken())
    parts = [one for one in cas.select("webanno.custom.Annotation") if one.label == "Claim"]
    assert [one.part for one in parts] == ["1", "2", "3"]
    assert len({one.uid for one in parts}) == 1


def test_sentences_hold_tokens_and_all_of_the_text() -> None:
    (cas,) = loaded(broken())
    package = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
    sentences = [one.get_covered_text() for one in cas.select(f"{package}.Sentence")]
    assert sentences[1] == "Un-be-liev-able."
    tokens = [one.get_covered_text() for one in cas.select(f"{package}.Token")]
    assert "".join(tokens) == "".join(broken().text.split())


def test_characters_that_xml_cannot_hold_are_replaced_one_for_one() -> None:
    (record,) = records(written("uima", [odd_spaces()]))
    assert record.text == odd_spaces().text.replace("\x0b", "\ufffd")
    assert record.uid == "spaces"


def test_what_somebody_else_annotated_is_read() -> None:
    (record,) = records(
        {
            "a.xmi": xmi(
                '<m:DocumentMetaData xmi:id="1" sofa="9" language="en" documentTitle="T"/>',
                '<n:NamedEntity xmi:id="2" sofa="9" begin="3" end="6" value="PER"/>',
                '<custom:Claim xmi:id="3" sofa="9" begin="13" end="20" Certainty="low"/>',
                '<custom:Says xmi:id="4" sofa="9" begin="0" end="1" Governor="3" Dependent="2"/>',
                '<cas:View sofa="9" members="1 2 3 4"/>',
            )
        }
    )
    one = record.sets[0]
    assert [(span.label, span.quote) for span in one.spans] == [
        ("PER", "Ana"),
        ("Claim", "it left"),
    ]
    assert one.spans[1].attributes == {"Certainty": "low"}
    assert [(link.type, link.source, link.target) for link in one.relations] == [
        ("Says", one.spans[1].id, one.spans[0].id)
    ]
    assert (record.title, record.lang, record.stem) == ("T", "en", "a")


def test_the_type_system_says_which_features_are_values() -> None:
    types = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
        <name>of a project</name><types>
        <typeDescription><name>webanno.custom.Claim</name>
        <supertypeName>uima.tcas.Annotation</supertypeName><features>
        <featureDescription><name>slots</name><rangeTypeName>uima.cas.FSArray</rangeTypeName>
        </featureDescription><featureDescription><name>kind</name>
        <rangeTypeName>uima.cas.String</rangeTypeName></featureDescription></features>
        </typeDescription></types></typeSystemDescription>"""
    claim = '<custom:Claim xmi:id="3" sofa="9" begin="3" end="6" slots="4 5" kind="x"/>'
    (record,) = records({"p/TypeSystem.xml": types, "p/doc/a.xmi": xmi(claim)})
    assert record.sets[0].spans[0].attributes == {"kind": "x"}


def test_layers_of_words_are_left_out_and_told() -> None:
    noun = '<pos:POS_NOUN xmi:id="3" sofa="9" begin="3" end="6" PosValue="NNP"/>'
    found = items({"a.xmi": xmi(noun)})
    assert only(found).sets[0].spans == []
    assert "lexmorph.type.pos.POS_NOUN” is left out" in notes(found)[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "document type"),
        ("<xmi:XMI", "no XML"),
        ("<a>" * 300, "too deeply"),
        ("<x/>", "no text in this CAS"),
        ('<?xml version="1.0" encoding="nothing"?><x/>', "no"),
    ],
)
def test_what_is_no_cas_is_a_problem(content: str, reason: str) -> None:
    ((file, _line, said),) = problems(items({"a.xmi": content}))
    assert file == "a.xmi"
    assert reason in said


def test_a_thousand_errors_are_a_thousand_problems() -> None:
    lines = (f'\n<custom:Claim xmi:id="{n}" sofa="9" begin="{n}" end="{n}"/>' for n in range(1000))
    found = items({"a.xmi": xmi(*lines)})
    assert [line for _file, line, _reason in problems(found)] == list(range(2, 1002))
    assert only(found).sets[0].spans == []


@pytest.mark.parametrize(("begin", "end"), [(1, 6), (3, 99), ("x", 6)])
def test_places_in_half_of_a_character_or_outside_are_a_problem(begin: object, end: int) -> None:
    claim = f'<custom:Claim xmi:id="3" sofa="9" begin="{begin}" end="{end}"/>'
    ((_file, _line, said),) = problems(items({"a.xmi": xmi(claim)}))
    assert "no place in the text" in said


def test_a_relation_to_nothing_is_a_problem() -> None:
    says = '<custom:Says xmi:id="4" sofa="9" begin="0" end="1" Governor="3" Dependent="2"/>'
    ((_file, _line, said),) = problems(items({"a.xmi": xmi(says)}))
    assert "no annotation “3”" in said


def test_a_cas_that_cassis_wrote_is_read() -> None:
    types = TypeSystem()
    kind = types.create_type("webanno.custom.Claim", "uima.tcas.Annotation")
    types.create_feature(kind, "Certainty", "uima.cas.String")
    cas = Cas(types)
    cas.sofa_string = 'Ana 🚢 said:\n"It\tleft" & <went>.'
    cas.sofa_mime = "text/plain"
    for quote in ("🚢", 'said:\n"It\tleft" & <went>'):
        at = cas.sofa_string.index(quote)
        cas.add(kind(begin=at, end=at + len(quote), Certainty="low"))
    (record,) = records({"a.xmi": cas.to_xmi(), "TypeSystem.xml": types.to_xml()})
    assert record.text == cas.sofa_string
    assert [(one.label, one.quote) for one in record.sets[0].spans] == [
        ("Claim", "🚢"),
        ("Claim", 'said:\n"It\tleft" & <went>'),
    ]
    assert record.sets[0].spans[0].attributes == {"Certainty": "low"}


def test_what_went_through_cassis_is_still_ours() -> None:
    files = written("uima", [broken()])
    types = load_typesystem(BytesIO(files["TypeSystem.xml"]))
    cas = load_cas_from_xmi(BytesIO(files["broken.xmi"]), typesystem=types)
    (record,) = records(files | {"broken.xmi": cas.to_xmi()})
    assert native.line(record) == native.line(broken())


def test_all_that_is_no_annotation_with_values_is_left_out_and_told_once() -> None:
    types = (
        "<typeSystemDescription><types><typeDescription><name>webanno.custom.Claim</name>"
        "<supertypeName>uima.tcas.Annotation</supertypeName><features><featureDescription>"
        "<name>next</name><rangeTypeName>webanno.custom.Claim</rangeTypeName>"
        "</featureDescription></features></typeDescription></types></typeSystemDescription>"
    )
    claim = (
        '<custom:Claim xmi:id="{}" sofa="9" begin="3" end="6" next="{}"><tags>{}</tags>'
        "</custom:Claim>"
    )
    cas = xmi(
        '<cas:NULL xmi:id="0"/>',
        '<m:TagsetDescription xmi:id="1" sofa="9" begin="0" end="1"/>',
        claim.format(2, 3, "a"),
        claim.format(3, 2, "b"),
        '<custom:CorefChain xmi:id="5" first="2"/>',
        '<custom:ClaimLink xmi:id="6" role="agent" target="2"/>',
        '<cas:FSArray xmi:id="7" elements="6"/>',
        '<cas:StringArray xmi:id="8"><elements>a</elements></cas:StringArray>',
    )
    found = items({"TypeSystem.xml": types, "a.xmi": cas})
    assert len(only(found).sets[0].spans) == 2
    assert notes(found) == [
        "The feature “next” of “webanno.custom.Claim” is left out: it is no plain value.",
        "The feature “tags” of “webanno.custom.Claim” is left out: it is no plain value.",
        "The layer “webanno.custom.ClaimLink” is left out.",
        "The layer “webanno.custom.CorefChain” is left out.",
    ]
