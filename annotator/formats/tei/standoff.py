"""What is said of the text: annotations, relations, notes, and who the speakers are."""

from collections.abc import Iterable, Iterator

from annotator.formats.records import Entry, Link, Record, Set, Span
from annotator.formats.tei import features
from annotator.formats.tei.header import Names
from annotator.formats.tei.xml import element, escaped, group, worded
from annotator.text.spans import Fragments

TEXT = "text"
"""The id of the element that has the text."""

_WIKIDATA = "https://www.wikidata.org/entity/"


def standoff(record: Record, sets: list[Set], labels: Names, types: Names) -> str:
    """Nothing where there are no annotations."""
    speakers = {entry.id: f"speaker{n}" for n, entry in enumerate(record.speakers, 1)}
    parts = [*_register(record.speakers, speakers)]
    for number, one in enumerate(sets, 1):
        parts += _set(f"set{number}", one, labels, types, speakers)
    return group("standOff", parts)


def pointers(fragments: Fragments) -> str:
    return " ".join(f"#string-range({TEXT},{start},{end - start})" for start, end in fragments)


def _set(name: str, one: Set, labels: Names, types: Names, speakers: Names) -> Iterator[str]:
    names = {span.id: f"{name}.{number}" for number, span in enumerate(one.spans, 1)}
    structures = {span.id: features.structure(span, f"{names[span.id]}.fs") for span in one.spans}
    spans = (
        _span(span, names[span.id], labels, speakers, structured=bool(structures[span.id]))
        for span in one.spans
    )
    yield group("spanGrp", spans, resp=f"#{name}", type="annotations")
    yield from structures.values()
    links = (_link(link, types[link.type], names) for link in one.relations)
    yield group("linkGrp", links, resp=f"#{name}", type="relations")
    for span in one.spans:
        yield worded("note", span.note, target=f"#{names[span.id]}", resp=f"#{name}")


def _link(link: Link, kind: str, names: Names) -> str:
    ends = f"#{names[link.source]} #{names[link.target]}"
    return element("link", ana=f"#{kind}", target=ends, n=link.id)


def _span(span: Span, name: str, labels: Names, speakers: Names, *, structured: bool) -> str:
    return element(
        "span",
        features.measure(span),
        xml_id=name,
        n=span.id,
        ana=f"#{labels[span.label]}" + (f" #{name}.fs" if structured else ""),
        target=pointers(span.fragments),
        corresp=f"#{speakers[span.speaker]}" if span.speaker in speakers else None,
    )


def _register(entries: list[Entry], names: Names) -> Iterator[str]:
    """Persons, also those without a name; organisations; documents that are quoted."""
    organisations = [entry for entry in entries if entry.kind == "organisation"]
    documents = [entry for entry in entries if entry.kind == "document"]
    persons = [entry for entry in entries if entry.kind not in ("organisation", "document")]
    yield group("listPerson", (_person(entry, names[entry.id]) for entry in persons))
    yield group("listOrg", (_organisation(entry, names[entry.id]) for entry in organisations))
    yield group("listBibl", (_document(entry, names[entry.id]) for entry in documents))


def _person(entry: Entry, name: str) -> str:
    role = worded("occupation", entry.role)
    return element(
        "person", *_names("persName", entry), role, *_more(entry), xml_id=name, role=entry.kind
    )


def _organisation(entry: Entry, name: str) -> str:
    role = worded("desc", entry.role)
    return element("org", *_names("orgName", entry), role, *_more(entry), xml_id=name)


def _document(entry: Entry, name: str) -> str:
    role = worded("note", entry.role, type="role")
    return element("bibl", *_names("title", entry), role, *_more(entry), xml_id=name)


def _names(tag: str, entry: Entry) -> Iterable[str]:
    yield element(tag, escaped(entry.name))
    for alias in entry.aliases:
        yield element(tag, escaped(alias), type="alias")


def _more(entry: Entry) -> Iterable[str]:
    yield element("idno", escaped(entry.id), type="id")
    if entry.wikidata:
        yield element("idno", _WIKIDATA + entry.wikidata, type="wikidata")
    yield worded("note", entry.notes)
