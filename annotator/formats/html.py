"""Saved web pages: the article in them, without what stands round it."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import declared, markup, single
from annotator.formats.addresses import joined
from annotator.formats.records import Item, Opened, Options, Source

MAX_BYTES = 4 * markup.MAX_CHARACTERS
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2100-01-01",
}
"""The day a page says it was published on: none is guessed, and none depends on today."""

_ROUND_IT = "//nav | //noscript | //footer[not(ancestor::article or ancestor::main)]"
_SHORT = 5_000

_LANGUAGE_TAGS = ("og:locale", "content-language", "language", "dc.language")


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """One article a page. Nothing is asked of the network, and the same page is always the same."""
    return single.each(sources, options, MAX_BYTES, _page)


def _page(source: Source, raw: bytes, options: Options) -> Iterator[Item]:
    html, encoding, notes = declared.decoded(source, options, raw)
    yield Opened(source.name, "html", encoding)
    yield from notes
    tree = markup.parsed(html)
    for part in tree.xpath(_ROUND_IT):
        part.drop_tree()
    fields = {"url": _own_address(tree, source), "lang": _language(tree)}
    text, found = _extracted(tree)
    if not text or _is_list_of_links(text, tree):
        raise InvalidInput("No article was found on this page: it has no main text.")
    yield single.article(text, source.name, raw, fields | found)


def _extracted(tree: Any) -> tuple[str, dict[str, str]]:
    """The main text and what is said of it."""
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
    except Exception:  # a page can be broken in more ways than its library expects
        raise InvalidInput("This page is broken in a way that it can't be read.") from None
    if found is None:
        return "", {}
    names = {"title": "title", "source": "sitename", "byline": "author", "published": "date"}
    text = markup.text_of(found.body, hidden=frozenset())
    return text, {name: getattr(found, theirs) or "" for name, theirs in names.items()}


def _is_list_of_links(text: str, tree: Any) -> bool:
    """Whether next to nothing is left of a short text when the words of links are taken out."""
    if len(text) > _SHORT:
        return False
    left = text
    links = {markup.text_of(one) for one in tree.iter("a")} - {""}
    for link in sorted(links, key=len, reverse=True):
        left = left.replace(link, "")
    return len("".join(left.split())) * 5 < len("".join(text.split()))


def _own_address(tree: Any, source: Source) -> str:
    """Where the page says that it belongs, or else where it came from."""
    links = [*tree.xpath("//link[@rel='canonical']/@href"), *_said(tree, "og:url")]
    return next(filter(None, (joined(source.url, str(link)) for link in links)), source.url)


def _language(tree: Any) -> str:
    said = tree.xpath("@*[name()='lang' or name()='xml:lang']")
    for name in _LANGUAGE_TAGS:
        said += _said(tree, name)
    return next((one.split(",")[0].strip().replace("_", "-") for one in said if one), "")


def _said(tree: Any, name: str) -> list[str]:
    """What the page's meta tags say under a name."""
    named = "//meta[translate(@*[name()='property' or name()='name' or name()='http-equiv'], "
    lower = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = $name]/@content"
    return [str(one) for one in tree.xpath(named + lower, name=name)]
