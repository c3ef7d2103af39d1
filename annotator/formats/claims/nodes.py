"""The things that schema.org knows, made from an article, its claims and its speakers."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from annotator.formats.native import set_id, written
from annotator.formats.records import Entry, Record, Set, Span

Node = dict[str, Any]
RATINGS = ("rating", "verdict", "truth rating", "veracity")
"""What the attributes are called that rate a claim, in small letters."""
RATED_IN = ("annotator", "gold")

_TYPES = {"person": "Person", "organisation": "Organization", "anonymous": "Person"}
_BASE = "urn:news-annotator:"


def name_of(*parts: str) -> str:
    return _BASE + "/".join(quote(part, safe="") for part in parts)


def article(record: Record) -> Node:
    """Where the claims of an article appear."""
    return _filled(
        {
            "@type": "CreativeWork",
            "@id": name_of(record.uid),
            "url": record.url,
            "headline": record.title,
            "author": _named(record.byline),
            "publisher": _named(record.source),
            "datePublished": day(record.published),
            "inLanguage": record.lang,
        }
    )


def _named(name: str) -> Node | None:
    return {"name": name} if name else None


def claim(record: Record, one: Set, span: Span, authors: list[Node]) -> Node:
    """A claim; the only place it is known from is also the first."""
    appearance = article(record)
    return _filled(
        {
            "@type": "Claim",
            "@id": claim_name(record, one, span),
            "text": span.quote,
            "author": authors[0] if len(authors) == 1 else authors,
            "datePublished": day(record.published),
            "inLanguage": record.lang,
            "appearance": appearance,
            "firstAppearance": {"@id": appearance["@id"]},
        }
    )


def claim_name(record: Record, one: Set, span: Span) -> str:
    return name_of(record.uid, set_id(one.kind, one.name), span.id)


def speaker(span: Span, known: dict[str, Entry]) -> Node:
    """Who is meant, or only what the text calls them."""
    entry = known.get(span.speaker)
    if entry is None:
        return {"name": span.quote}
    return _filled(
        {
            "@type": _TYPES.get(entry.kind, ""),
            "@id": name_of("speaker", entry.id),
            "name": entry.name,
            "alternateName": entry.aliases,
            "description": entry.role,
            "sameAs": f"https://www.wikidata.org/entity/{entry.wikidata}" if entry.wikidata else "",
        }
    )


def rated(span: Span) -> tuple[str, Any] | None:
    """The attribute that rates a claim, and its value: a number or words."""
    for name, value in span.attributes.items():
        if name.strip().casefold() in RATINGS and _is_rating(value):
            return name, value
    return None


def _is_rating(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, int | float) and not isinstance(value, bool)


def review(record: Record, one: Set, span: Span, aspect: str, value: Any) -> Node:
    key = "alternateName" if isinstance(value, str) else "ratingValue"
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": claim_name(record, one, span) + "/review",
            "claimReviewed": span.quote,
            "author": {"@type": "Person", "name": one.name} if one.name else None,
            "datePublished": (written(one.submitted or one.updated) or "")[:10],
            "itemReviewed": {"@id": claim_name(record, one, span)},
            "reviewAspect": aspect,
            "reviewRating": {"@type": "Rating", key: value},
        }
    )


def day(published: str) -> str:
    """What is a date or a time; schema.org knows no others."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(published)
        except ValueError:
            continue
        return published
    return ""


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}
