"""Articles as TEI documents."""

from collections.abc import Iterable, Iterator

from annotator.formats import native
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record
from annotator.formats.tei import header
from annotator.formats.tei.standoff import TEXT, standoff
from annotator.formats.tei.xml import ILLEGAL, element, escaped
from annotator.formats.writing import About, Names, Piece, Writing

_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.tei-c.org/ns/1.0"


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """A file for each article, named after it."""
    names = Names()
    for record in records:
        found = document(record, writing.about)
        # One sign for another: all offsets stay what they are.
        legal, replaced = ILLEGAL.subn("\ufffd", found)
        losses.count(Loss.CHARACTERS, int(replaced > 0))
        yield f"{names.of(record.uid)}.xml", legal.encode()


def document(record: Record, about: About) -> str:
    sets = native.in_order(record)
    labels = _numbered("label", (span.label for one in sets for span in one.spans))
    types = _numbered("relation", (link.type for one in sets for link in one.relations))
    text = element("ab", escaped(record.text), xml_id=TEXT, xml_space="preserve")
    return _BEGIN + element(
        "TEI",
        "\n",
        header.header(record, sets, labels, types, about),
        "\n",
        element("text", element("body", text)),
        "\n",
        standoff(record, sets, labels, types),
        "\n",
        xmlns=_SPACE,
        xml_lang=header.language(record),
    )


def _numbered(prefix: str, names: Iterable[str]) -> header.Names:
    return {name: f"{prefix}{number}" for number, name in enumerate(sorted(set(names)), 1)}
