"""The header of a document: the article, whose sets there are, and what labels mean."""

import re
from collections.abc import Iterable
from datetime import date

import orjson

from annotator.formats import native
from annotator.formats.records import Record, Set
from annotator.formats.tei.xml import element, escaped, group, worded
from annotator.formats.writing import About

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_POINTERS = (
    "Spans point into the text by string-range(text,START,LENGTH), which counts Unicode code "
    "points from 0. They were marked by the persons and programs of the responsibility statements."
)

Names = dict[str, str]
"""Labels or types of relations, and the ids that they have in the document."""


def header(record: Record, sets: list[Set], labels: Names, types: Names, about: About) -> str:
    parts = [
        group("fileDesc", _file(record, sets, about)),
        group("encodingDesc", _encoding(labels, types)),
        _language(record),
        element("xenoData", escaped(orjson.dumps(record.meta).decode())) if record.meta else "",
        group("revisionDesc", (line for n, one in enumerate(sets, 1) for line in _changes(n, one))),
    ]
    return group("teiHeader", parts)


def language(record: Record) -> str | None:
    """As ``xml:lang`` has it, if it can."""
    return record.lang if _LANGUAGE.fullmatch(record.lang) else None


def _file(record: Record, sets: list[Set], about: About) -> Iterable[str]:
    people = (_responsible(number, one) for number, one in enumerate(sets, 1))
    yield group(
        "titleStmt",
        [element("title", escaped(record.title)), worded("author", record.byline), *people],
    )
    yield element("editionStmt", element("edition", str(record.revision), n=str(record.revision)))
    licence = worded("licence", about.licence)
    yield group(
        "publicationStmt",
        [
            element("distributor", escaped(about.title)),
            element("idno", escaped(record.uid), type="id"),
            element("idno", record.digest, type="sha256"),
            element("availability", licence) if licence else "",
        ],
    )
    yield element("sourceDesc", element("bibl", *_source(record)))


def _source(record: Record) -> Iterable[str]:
    yield element("title", escaped(record.title))
    yield worded("author", record.byline)
    yield worded("publisher", record.source)
    yield worded("date", record.published, when=_day(record.published))
    yield worded("idno", record.url, type="url")


def _day(published: str) -> str | None:
    """The day it begins with, if it is one that there is."""
    found = _DAY.match(published)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


def _responsible(number: int, one: Set) -> str:
    return element(
        "respStmt",
        element("resp", escaped(one.kind)),
        element("name", escaped(one.name or one.kind)),
        xml_id=f"set{number}",
        n=native.set_id(one.kind, one.name),
    )


def _changes(number: int, one: Set) -> Iterable[str]:
    """The state of a set, and when it came to be, was last changed and handed in."""
    who = f"#set{number}"
    yield element("change", who=who, status=one.state, n="state")
    for name, time in (
        ("created", one.created),
        ("updated", one.updated),
        ("submitted", one.submitted),
    ):
        if time:
            yield element("change", who=who, when=native.written(time), n=name)


def _encoding(labels: Names, types: Names) -> Iterable[str]:
    yield element("editorialDecl", worded("p", _POINTERS))
    yield group("classDecl", [_taxonomy("labels", labels), _taxonomy("relations", types)])


def _taxonomy(name: str, names: Names) -> str:
    return group(
        "taxonomy",
        (
            element("category", element("catDesc", escaped(label)), xml_id=own)
            for label, own in names.items()
        ),
        xml_id=name,
    )


def _language(record: Record) -> str:
    code = language(record)
    if not record.lang:
        return ""
    return element(
        "profileDesc",
        element("langUsage", element("language", escaped(record.lang), ident=code or "und")),
    )
