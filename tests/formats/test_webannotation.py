"""Web Annotations: JSON-LD that expands to what the W3C's terms mean, and is read again."""

from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from hypothesis import given
from pyld import jsonld

from annotator.formats import native
from annotator.formats.foreign import CONVERTED
from annotator.formats.records import Note, Record
from annotator.formats.webannotation import terms
from tests.formats import hard
from tests.formats.files import items, problems, reason, records
from tests.formats.trips import CORPORA, first_piece, found, only, read_ahead, said, written

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
NA = f"{terms.BASE}ns#"
TEXT = "🚢 Ana left, Ana said"
_IRIS = {"@type": "@id"}
_NUMBER = {"@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"}
CONTEXT = {
    "id": "@id",
    "type": "@type",
    **{
        name: f"{OA}{name}"
        for name in ("Annotation", "TextualBody", "SpecificResource", "exact", "prefix", "suffix")
    },
    "TextQuoteSelector": f"{OA}TextQuoteSelector",
    "TextPositionSelector": f"{OA}TextPositionSelector",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Software": f"{AS}Application",
    "Person": "http://xmlns.com/foaf/0.1/Person",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "name": "http://xmlns.com/foaf/0.1/name",
    "value": VALUE,
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "creator": {"@id": "http://purl.org/dc/terms/creator", **_IRIS},
    "body": {"@id": f"{OA}hasBody", **_IRIS},
    "target": {"@id": f"{OA}hasTarget", **_IRIS},
    "source": {"@id": f"{OA}hasSource", **_IRIS},
    "selector": {"@id": f"{OA}hasSelector", **_IRIS},
    "start": {"@id": f"{OA}start", **_NUMBER},
    "end": {"@id": f"{OA}end", **_NUMBER},
    "items": {"@id": f"{AS}items", "@container": "@list", **_IRIS},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    **{
        name: f"{OA}{name}"
        for name in (
            *("tagging", "describing", "commenting", "classifying"),
            *("identifying", "assessing", "linking"),
        )
    },
}
"""Of the W3C's context the terms that are used here."""


def load(url: str, _options: object = None) -> dict[str, Any]:
    assert url == terms.W3C
    return {"document": {"@context": CONTEXT}, "documentUrl": url, "contextUrl": None}


def pages(*corpus: Record) -> list[dict[str, Any]]:
    return list(orjson.loads(only("webannotation", corpus))["@graph"])


def expanded(*corpus: Record) -> list[dict[str, Any]]:
    document = orjson.loads(only("webannotation", corpus))
    return list(jsonld.expand(document, {"documentLoader": load}))


def annotation(start: int, end: int, exact: str, **more: Any) -> dict[str, Any]:
    selectors = [
        {"type": "TextQuoteSelector", "exact": exact},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    return {
        "id": f"http://other.org/{start}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": {"type": "TextualBody", "value": "Speaker"},
        "target": {"source": {"id": "http://other.org/a", "value": TEXT}, "selector": selectors},
        **more,
    }


def placed(*selectors: dict[str, Any]) -> dict[str, Any]:
    one = annotation(2, 5, "Ana")
    one["target"]["selector"] = list(selectors)
    return one


def read(*annotations: dict[str, Any], **more: Any) -> Record:
    document = {"type": "AnnotationPage", "items": list(annotations), **more}
    (record,) = records("a.jsonld", orjson.dumps(document))
    return record


def quotes(record: Record) -> list[str]:
    return [span.quote for one in record.sets for span in one.spans]


def test_it_expands_without_losing_a_key() -> None:
    dropped: list[object] = []
    document = orjson.loads(only("webannotation", hard.hard()))
    jsonld.expand(document, {"documentLoader": load}, on_property_dropped=dropped.append)
    assert dropped == []


def test_the_text_expands_to_a_value() -> None:
    (page,) = expanded(hard.emoji())
    (text,) = page[f"{NA}article"]
    assert text[VALUE] == [{"@value": hard.emoji().text}]


def test_annotations_expand_to_bodies_and_targets() -> None:
    (page,) = expanded(hard.emoji())
    first = page[f"{AS}items"][0]["@list"][0]
    assert first["@type"] == [f"{OA}Annotation"]
    assert first[f"{OA}motivatedBy"] == [{"@id": f"{OA}tagging"}]
    assert first[f"{OA}hasBody"][0][VALUE] == [{"@value": "Claim"}]
    quote, place = first[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
    assert quote[f"{OA}exact"] == [{"@value": "We lost 3️⃣ ships 👩‍👩‍👧"}]
    assert [place[f"{OA}{key}"][0]["@value"] for key in ("start", "end")] == [5, 28]


def test_metadata_of_any_shape_expand_to_json() -> None:
    (page,) = expanded(hard.special_signs())
    (own,) = page[f"{NA}record"]
    assert own["@type"] == "@json"
    assert own["@value"]["meta"] == {"text": "not this", "a": {"b": 1}}


def test_names_of_things_are_there_once() -> None:
    names = [item["id"] for page in pages(*hard.hard()) for item in page["items"]]
    assert len(names) == len(set(names))


def test_quotes_come_with_32_characters_before_and_behind() -> None:
    (page,) = pages(hard.article("a", "x" * 40 + "Ana" + "y" * 40, hard.one_set(
        [hard.span("x" * 40 + "Ana" + "y" * 40, "Speaker", "Ana")]
    )))  # fmt: skip
    quote = page["items"][0]["target"][0]["selector"][0]
    assert (quote["prefix"], quote["suffix"]) == ("x" * 32, "y" * 32)


def test_fragments_are_targets() -> None:
    (page,) = pages(hard.broken())
    assert [len(item["target"]) for item in page["items"] if item["motivation"] == "tagging"] == [
        len(span.fragments) for span in native.in_order(hard.broken())[0].spans
    ]


def test_relations_link_what_they_lead_from_to_what_they_lead_to() -> None:
    (page,) = pages(hard.right_to_left())
    by_id = {item["id"]: item for item in page["items"]}
    link = next(item for item in page["items"] if item["motivation"] == "linking")
    ends = by_id[link["target"]], by_id[link["body"][0]["source"]]
    assert [end["body"][0]["value"] for end in ends] == ["Claim", "Speaker"]
    assert link["body"][1]["value"] == "said by"


def test_attributes_notes_and_speakers_are_bodies() -> None:
    (page,) = pages(hard.several_annotators())
    said_of = {
        body["purpose"]: body["value"] if "value" in body else body["source"]
        for item in page["items"]
        for body in item["body"]
    }
    assert said_of["commenting"] == "Said at noon."
    assert said_of["identifying"].startswith(f"{terms.BASE}speaker/")
    assert said_of["assessing"] == "majority"


def test_the_source_is_the_address_of_the_article_where_it_is_one() -> None:
    def source(url: str) -> str:
        record = hard.emoji()
        record.url = url
        (page,) = pages(record)
        return str(page["items"][0]["target"][0]["source"])

    assert source("https://example.org/a?b=1") == "https://example.org/a?b=1"
    assert source("https://example.org/a b") == f"{terms.BASE}emoji"
    assert source("") == f"{terms.BASE}emoji"


def test_hard_articles_come_back() -> None:
    files, lost = written("webannotation", hard.hard())
    assert lost == {}
    assert said(found(files)) == said(hard.hard())


@given(CORPORA)
def test_what_is_written_is_read_again(corpus: Sequence[Record]) -> None:
    files, lost = written("webannotation", corpus)
    back = found(files)
    assert lost == {}
    assert said(back) == said(corpus)
    assert written("webannotation", back)[0] == files


def test_a_document_in_another_layout_says_the_same() -> None:
    document = orjson.loads(only("webannotation", hard.hard()))
    pretty = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    back = records("a.jsonld", pretty)
    assert [record.uid for record in back] == [record.uid for record in hard.hard()]
    assert [quotes(one) for one in back] == [quotes(one) for one in records_of_hard()]


def records_of_hard() -> list[Record]:
    return records("b.jsonld", only("webannotation", hard.hard()))


def test_a_file_that_is_only_called_json_is_known() -> None:
    back = records("b.json", only("webannotation", hard.hard()))
    assert said(back) == said(hard.hard())


def test_what_others_wrote_is_read() -> None:
    comment = {"type": "TextualBody", "purpose": "commenting", "value": "Who?"}
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "Person"}
    record = read(annotation(2, 5, "Ana", body=[tag, comment], creator={"name": "Bo"}))
    (one,) = record.sets
    assert (record.uid, record.url) == ("http://other.org/a", "http://other.org/a")
    assert (one.kind, one.name) == ("imported", "Bo")
    assert (one.spans[0].label, one.spans[0].note, quotes(record)) == ("Person", "Who?", ["Ana"])


@pytest.mark.parametrize(
    ("changes", "label", "note"),
    [
        ({"body": "Person"}, "Person", ""),
        ({"body": None, "bodyValue": "Person"}, "Person", ""),
        ({"motivation": ["commenting"], "bodyValue": "Who?", "body": []}, "commenting", "Who?"),
        ({"motivation": "highlighting", "body": []}, "highlighting", ""),
    ],
)
def test_bodies_come_in_several_shapes(changes: dict[str, Any], label: str, note: str) -> None:
    span = read(annotation(2, 5, "Ana", **changes)).sets[0].spans[0]
    assert (span.label, span.note) == (label, note)


def test_a_quote_is_enough_where_it_stands_once() -> None:
    second = {"type": "TextQuoteSelector", "exact": "Ana", "suffix": " said"}
    assert read(placed(second)).sets[0].spans[0].fragments == ((12, 15),)


def test_offsets_in_utf_16_are_told_by_quotes() -> None:
    document = {"type": "AnnotationPage", "items": [annotation(3, 6, "Ana")]}
    _opened, note, record = items("a.jsonld", orjson.dumps(document))
    assert isinstance(note, Note)
    assert note.sentence == CONVERTED
    assert isinstance(record, Record)
    assert quotes(record) == ["Ana"]


def test_links_of_others_are_relations() -> None:
    ana, left = annotation(2, 5, "Ana"), annotation(6, 10, "left")
    body = {"type": "TextualBody", "purpose": "classifying", "value": "by"}
    link = {
        "type": "Annotation",
        "motivation": "linking",
        "body": body,
        "target": [left["id"], ana["id"]],
    }
    (one,) = read(ana, left, link).sets
    assert [(link.source, link.type, link.target) for link in one.relations] == [
        ("http://other.org/6", "by", "http://other.org/2")
    ]


@pytest.mark.parametrize("form", ["single", "list", "collection", "graph"])
def test_annotations_stand_in_documents_in_several_ways(form: str) -> None:
    one = annotation(2, 5, "Ana")
    page = {"type": "AnnotationPage", "items": [one]}
    document: object = {
        "single": one,
        "list": [one],
        "collection": {"type": "AnnotationCollection", "first": page},
        "graph": {"@graph": [one]},
    }[form]
    (record,) = records("a.jsonld", "\ufeff".encode() + orjson.dumps(document))
    assert quotes(record) == ["Ana"]


def test_annotations_of_several_texts_are_several_articles() -> None:
    other = annotation(0, 2, "Bo")
    other["target"]["source"] = {"id": "http://other.org/b", "value": "Bo left"}
    found = records(
        "a.jsonld", orjson.dumps([annotation(2, 5, "Ana"), other, annotation(6, 10, "left")])
    )
    assert [quotes(record) for record in found] == [["Ana", "left"], ["Bo"]]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (annotation(2, 99, TEXT[2:]), "outside of the text"),
        (annotation(2, 5, "Bob"), "is “Ana” and not “Bob”"),
        (placed({"type": "TextQuoteSelector", "exact": "Ana"}), "not found exactly once"),
        (placed({"type": "CssSelector", "value": "p"}), "no selector"),
        (
            annotation(2, 5, "Ana", target={"source": "http://x.org", "selector": []}),
            "not in this file",
        ),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, Any], sentence: str) -> None:
    document = orjson.dumps({"type": "AnnotationPage", "items": [given]})
    assert sentence in reason("a.jsonld", document)


def test_what_has_no_annotations_is_refused() -> None:
    claims = only("claims", [hard.several_annotators()])
    assert "no web annotations" in reason("a.jsonld", claims)


def test_a_thousand_errors_are_a_thousand_problems() -> None:
    data = only("webannotation", [hard.emoji()] * 1_000)
    wrong = problems("a.jsonld", data.replace(b'"exact":"We', b'"exact":"He'))
    assert [one.line for one in wrong] == list(range(2, 1_002))


def test_a_page_that_breaks_off_leaves_the_others() -> None:
    data = only("webannotation", [hard.emoji(), hard.combining()])
    head, _first, rest = data.split(b"\n", 2)
    wrong = problems("a.jsonld", b"\n".join((head, b'{"type":', rest)))
    assert [one.line for one in wrong] == [2]


def test_pages_are_read_as_the_file_goes_on() -> None:
    record = hard.article("a", "Ana " * 500)
    data = only("webannotation", [record] * 2_000)
    assert read_ahead("a.jsonld", data) <= 1_000_000 < len(data) / 3


def test_pages_are_written_as_articles_come() -> None:
    assert first_piece("webannotation")
