"""HTML as text: what browsers show as a line is a line, and nothing else is added or lost."""

import re
from collections.abc import Iterator
from typing import Any

from annotator.errors import InvalidInput

MAX_CHARACTERS = 10_000_000
MAX_ELEMENTS = 50_000
MAX_ATTRIBUTES = 1_000
"""Of one tag: reading it takes the square of their number."""

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol
optgroup option p pre section summary table tbody td tfoot th thead tr ul
br cell item lb list quote row
"""
"""What stands on lines of its own; the last of them are what trafilatura calls such things."""

_HIDDEN_NAMES = """
applet audio button canvas datalist embed frameset head iframe input math noembed noframes noscript
object script select style svg template textarea title video
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = frozenset(_HIDDEN_NAMES.split())
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LONG_TAG = re.compile(
    r"<[a-zA-Z][^\s/>]*+((?:[\s/]++|[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+|=)*+)"
)
_ATTRIBUTE = re.compile(r"[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+")


def parsed(html: str) -> Any:
    """The tree of a page; InvalidInput if it is larger than a page can be."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    if len(html) > MAX_CHARACTERS:
        raise InvalidInput(f"A page may have {MAX_CHARACTERS:,} characters; this has more.")
    _check_tags(html)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        raise InvalidInput("There is no page in this file.") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise InvalidInput("The elements of this page are nested too deeply.")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InvalidInput(f"A page may have {MAX_ELEMENTS:,} elements; this has more.")
    _mark_quotations(tree)
    return tree


def _check_tags(html: str) -> None:
    for tag in _LONG_TAG.finditer(html):
        inside = tag[1]
        if len(inside) > 2 * MAX_ATTRIBUTES and _many(inside):
            raise InvalidInput(f"A tag may have {MAX_ATTRIBUTES:,} attributes; one has more.")


def _many(inside: str) -> bool:
    return any(count > MAX_ATTRIBUTES for count, _ in enumerate(_ATTRIBUTE.finditer(inside), 1))


def _mark_quotations(tree: Any) -> None:
    """Browsers write the marks round a short quotation by themselves."""
    for quotation in tree.iter("q"):
        quotation.tag = "span"
        quotation.text = f"“{_legal(quotation.text)}"
        if len(quotation):
            quotation[-1].tail = f"{_legal(quotation[-1].tail)}”"
        else:
            quotation.text += "”"


def _legal(text: str | None) -> str:
    """Without what HTML can hold, and the tree can't be given."""
    return _ILLEGAL.sub("", text or "")


def text_of(tree: Any, hidden: frozenset[str] = _HIDDEN) -> str:
    """The lines of all that is shown, without empty ones."""
    lines = "".join(_pieces(tree, hidden)).split("\n")
    stripped = (re.sub(" +", " ", line).strip(" ") for line in lines)
    return "\n".join(line for line in stripped if line)


def _pieces(tree: Any, hidden: frozenset[str]) -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    kept_as_it_is = 0
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS and not _is_inside_a_line(element)
        if event == "start":
            kept_as_it_is += tag == "pre"
            yield "\n" if block else ""
            if tag in hidden:
                walk.skip_subtree()
            else:
                yield _shown(element.text, kept_as_it_is)
        else:
            kept_as_it_is -= tag == "pre"
            yield "\n" if block else ""
            yield _shown(element.tail, kept_as_it_is) if element is not tree else ""


def _is_inside_a_line(element: Any) -> bool:
    parent = element.getparent()
    return element.tag == "quote" and parent is not None and parent.tag in ("p", "hi", "ref")


def _shown(text: str | None, as_it_is: int) -> str:
    return (text or "") if as_it_is else _SPACE.sub(" ", text or "")
