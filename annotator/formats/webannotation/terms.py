"""Names that documents use: those of the W3C, and ours beside them."""

from urllib.parse import quote, unquote

W3C = "http://www.w3.org/ns/anno.jsonld"
BASE = "urn:news-annotator:"

ARTICLE = "na:article"
"""The text that a page is about: a resource with the text as its value."""
RECORD = "na:record"
"""Everything about the article, as in the project's own format, without texts and annotations."""
SET = "na:set"
ATTRIBUTE, JSON = "na:attribute", "na:json"
"""Of a body: which attribute it tells, and its value where that is no string."""
FIGURE = "na:figure"
SPEAKER = "na:speaker"

_JSON_TERMS = (RECORD, JSON, FIGURE)
CONTEXT = [W3C, {"na": f"{BASE}ns#"} | {one: {"@id": one, "@type": "@json"} for one in _JSON_TERMS}]

_NO_IRI = frozenset(' <>"{}|\\^`')


def iri(*parts: str) -> str:
    """A name for the web, from which ``last_of`` finds the last part again."""
    return BASE + "/".join(quote(part, safe="") for part in parts)


def last_of(name: str) -> str:
    """The last part of a name of ours; other names as they are."""
    return unquote(name.rpartition("/")[2]) if name.startswith(BASE) else name


def is_iri(name: str) -> bool:
    """Whether an address can stand as it is."""
    web = name.startswith(("http://", "https://"))
    return web and name.isprintable() and _NO_IRI.isdisjoint(name)
