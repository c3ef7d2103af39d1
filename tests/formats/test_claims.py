"""Claims and reviews as schema.org knows them."""

from typing import Any

import orjson
import pytest
from pyld import jsonld

from annotator.formats.records import Record
from tests.formats import hard
from tests.formats.trips import first_piece, only, written

SCHEMA = "https://schema.org/"
TEXT = "“Ships sank,” Ana said."


def load(url: str, _options: object = None) -> dict[str, Any]:
    """schema.org's context, which makes a term of every key."""
    assert url == SCHEMA.rstrip("/")
    context = {"@vocab": SCHEMA, "sameAs": {"@type": "@id"}, "url": {"@type": "@id"}}
    return {"document": {"@context": context}, "documentUrl": url, "contextUrl": None}


def nodes(*corpus: Record, kind: str = "Claim") -> list[dict[str, Any]]:
    graph = orjson.loads(only("claims", corpus))["@graph"]
    return [node for node in graph if node["@type"] == kind]


def rated(kind: str = "annotator", name: str = "ana", **attributes: Any) -> Record:
    marks = hard.marked(TEXT, ("Claim", "Ships sank"), ("Speaker", "Ana"))
    marks[0].attributes = attributes
    return hard.article("a", TEXT, hard.linked(hard.one_set(marks, kind, name), ("said by", 0, 1)))


def test_a_claim_has_its_words_and_where_it_appeared() -> None:
    claim = nodes(hard.several_annotators())[0]
    assert claim["text"] == "Some 1,200 of us left"
    assert claim["datePublished"] == "2024-05-17"
    assert claim["appearance"] == {
        "@type": "CreativeWork",
        "@id": "urn:news-annotator:several",
        "url": "https://example.org/who-left?a=1&b=2#top",
        "headline": "Who left?",
        "author": {"name": "P. Q. Reporter"},
        "publisher": {"name": "Ebro Falls Gazette"},
        "datePublished": "2024-05-17",
        "inLanguage": "en",
    }
    assert claim["firstAppearance"] == {"@id": claim["appearance"]["@id"]}


def test_whoever_says_it_is_its_author() -> None:
    claim = nodes(hard.several_annotators())[0]
    assert claim["author"] == {
        "@type": "Person",
        "@id": f"urn:news-annotator:speaker/{hard.MAYOR.id}",
        "name": "Ana Lindgren",
        "alternateName": ["A. Lindgren", "the mayor"],
        "description": "mayor of Ebro Falls",
        "sameAs": "https://www.wikidata.org/entity/Q42",
    }


def test_who_is_not_in_the_register_is_called_as_in_the_text() -> None:
    assert nodes(rated())[0]["author"] == {"name": "Ana"}


def test_several_may_say_it() -> None:
    record = hard.several_annotators()
    record.sets = record.sets[:1]
    one = record.sets[0]
    claim, union = one.spans[0].id, one.spans[4].id
    one.relations.append(type(one.relations[0])("more", "said by", claim, union))
    assert [author["@type"] for author in nodes(record)[0]["author"]] == ["Person", "Organization"]


def test_a_claim_that_nobody_is_joined_with_has_no_author() -> None:
    record = rated()
    record.sets[0].relations = []
    assert "author" not in nodes(record)[0]


def test_dates_that_are_none_are_left_out() -> None:
    record = rated()
    record.published = "last May"
    assert "datePublished" not in nodes(record)[0]


@pytest.mark.parametrize(
    ("attributes", "rating"),
    [
        ({"rating": 3}, {"ratingValue": 3}),
        ({"rating": 0}, {"ratingValue": 0}),
        ({"Verdict": "mostly false"}, {"alternateName": "mostly false"}),
        ({"truth rating": 0.5}, {"ratingValue": 0.5}),
    ],
)
def test_what_a_person_rated_has_a_review(attributes: dict[str, Any], rating: Any) -> None:
    record = rated(**attributes)
    (claim,), (review,) = nodes(record), nodes(record, kind="ClaimReview")
    assert review["reviewRating"] == {"@type": "Rating", **rating}
    assert review["itemReviewed"] == {"@id": claim["@id"]}
    assert review["claimReviewed"] == claim["text"]
    assert review["author"] == {"@type": "Person", "name": "ana"}
    assert review["datePublished"] == "2024-05-17"


def test_nobody_in_particular_rated_gold() -> None:
    (review,) = nodes(rated("gold", "", verdict="true"), kind="ClaimReview")
    assert "author" not in review


@pytest.mark.parametrize(
    "record",
    [
        rated("suggested", "rules", rating=3),
        rated("imported", "x.csv", rating=3),
        rated(rating=True),
        rated(rating=None),
        rated(rating=" "),
        rated(quality=3),
    ],
)
def test_what_nobody_rated_has_no_review(record: Record) -> None:
    assert nodes(record)
    assert nodes(record, kind="ClaimReview") == []


def test_it_expands_to_terms_of_schema_org() -> None:
    document = orjson.loads(only("claims", [*hard.hard(), rated(rating=2)]))
    dropped: list[object] = []
    found = jsonld.expand(document, {"documentLoader": load}, on_property_dropped=dropped.append)
    assert dropped == []
    kinds = {node["@type"][0] for node in found}
    assert kinds == {f"{SCHEMA}Claim", f"{SCHEMA}ClaimReview"}
    assert all(node["@id"].startswith("urn:") for node in found)


def test_claims_have_names_of_their_own() -> None:
    names = [node["@id"] for node in nodes(*hard.hard())]
    assert len(names) == len(set(names))


def test_what_is_no_claim_is_counted() -> None:
    _files, lost = written("claims", [hard.several_annotators()])
    assert lost == {
        "texts": 1,
        "meta": 1,
        "sets": 4,
        "names": 4,
        "annotations": 12,
        "relations": 8,
        "relation_ids": 12,
        "attributes": 4,
        "notes": 4,
        "provenance": 1,
        "speakers": 1,
    }


def test_sets_without_claims_are_counted() -> None:
    assert written("claims", [hard.without_annotations(), hard.without_sets()])[1]["empty"] == 3


def test_a_rating_is_no_lost_attribute() -> None:
    assert "attributes" not in written("claims", [rated(rating=3)])[1]
    assert written("claims", [rated(rating=3, tone="calm")])[1]["attributes"] == 1


def test_no_claims_are_an_empty_graph() -> None:
    assert orjson.loads(only("claims", []))["@graph"] == []


def test_claims_are_written_as_articles_come() -> None:
    assert first_piece("claims")
