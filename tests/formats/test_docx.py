"""Word documents on their way in."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import docx as reading
from annotator.formats.records import Note, Options, Record
from tests.formats.files import archive, items, reason, records

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def story() -> bytes:
    document = Document()
    document.add_paragraph("Flood toll rises")
    document.add_paragraph("The minister said 1,200 people").add_run(" had left.")
    table = document.add_table(2, 2)
    for place, text in enumerate(("Town", "People", "Irrel", "300")):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("قال الوزير 🚢\tand\nmore")
    said = document.core_properties
    said.title, said.author, said.language = "Flood toll rises", "Ana Berg", "en-GB"
    said.created = datetime(2024, 3, 2, 10, 11)  # noqa: DTZ001
    return saved(document)


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The document with one of its parts written otherwise."""
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = [(one, package.read(one)) for one in package.namelist()]
    return archive(*((one, change(part.decode()) if one == name else part) for one, part in parts))


def with_body(xml: str) -> bytes:
    body = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{xml}</w:body></w:document>'
    return changed(saved(Document()), "word/document.xml", lambda _part: body)


def article(data: bytes, options: Options = Options()) -> Record:  # noqa: B008
    (found,) = records("a.docx", data, options)
    return found


def test_paragraphs_and_cells_are_lines_in_their_order() -> None:
    assert article(story()).text.split("\n") == [
        "The minister said 1,200 people had left.",
        "Town",
        "People",
        "Irrel",
        "300",
        "قال الوزير 🚢\tand",
        "more",
    ]


def test_what_it_says_of_itself() -> None:
    found = article(story())
    assert (found.title, found.byline) == ("Flood toll rises", "Ana Berg")
    assert (found.published, found.lang, found.stem) == ("2024-03-02", "en-GB", "a")


def test_the_first_line_may_be_the_title() -> None:
    document = Document()
    document.add_paragraph("Title")
    document.add_paragraph("Text")
    document.core_properties.title = ""
    found = article(saved(document), Options(first_line_is_title=True))
    assert (found.title, found.text) == ("Title", "Text")


def test_what_was_inserted_is_read_and_what_was_deleted_is_not() -> None:
    xml = (
        "<w:p><w:r><w:t>One</w:t></w:r><w:ins><w:r><w:t> new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> old</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t> form</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert article(with_body(xml)).text == "One new link form"


def test_text_boxes_are_read_once() -> None:
    box = "<w:p><w:r><w:t>Box</w:t></w:r></w:p>"
    xml = (
        f"<w:p><w:r><w:t>One</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert article(with_body(xml)).text == "One\nBox"


def test_footnotes_are_told() -> None:
    xml = "<w:p><w:r><w:t>One</w:t><w:footnoteReference/></w:r></w:p>"
    found = items("a.docx", with_body(xml))
    assert [one.sentence for one in found if isinstance(one, Note)] == ["Not read: 1 footnotes."]


def test_a_document_without_text() -> None:
    assert reason("a.docx", saved(Document())) == "There is no text in this document."


def test_a_package_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_XML", 1_000)
    assert "too large" in reason("a.docx", story())


def test_a_bomb() -> None:
    package = zipfile.ZipFile(io.BytesIO(story()))
    parts = [(one, package.read(one)) for one in package.namelist()]
    assert "unpacks to" in reason("a.docx", archive(*parts, ("word/x.bin", b"\0" * 40_000_000)))


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_laughs_are_not_expanded(part: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

    def laugh(xml: str) -> str:
        declaration, _end, rest = xml.partition("?>")
        first, more, last = rest.partition(">")
        return f'{declaration}?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{first}{more}&l11;{last}'

    found = items("a.docx", changed(story(), part, laugh))
    assert all(len(one.text) < 2_000 for one in found if isinstance(one, Record))


def test_files_are_not_looked_into(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")

    def look(xml: str) -> str:
        entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        return xml.replace("<w:document", f"{entity}<w:document").replace("Town", "&s;")

    found = items("a.docx", changed(story(), "word/document.xml", look))
    assert not any("secret" in one.text for one in found if isinstance(one, Record))


@pytest.mark.parametrize(
    "data",
    [
        b"no document",
        archive(("a.txt", "x")),
        archive(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")),
        story()[:-40],
        changed(story(), "word/document.xml", lambda xml: xml[:300]),
        changed(story(), "_rels/.rels", lambda xml: xml.replace("word/document.xml", "../x.xml")),
        changed(story(), "word/document.xml", lambda _xml: f'<w:document xmlns:w="{W}"/>'),
    ],
)
def test_what_is_none(data: bytes) -> None:
    assert reason("a.docx", data)


def test_what_it_says_of_itself_may_be_damaged() -> None:
    data = changed(story(), "docProps/core.xml", lambda xml: xml.replace("2024-03-02", "then"))
    assert article(data).published == ""


def test_deeply_nested_tables() -> None:
    cell = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>In</w:t></w:r></w:p>"
    assert article(with_body(cell + "</w:tc></w:tr></w:tbl>" * 60)).text == "In"
    assert reason("a.docx", with_body("<w:tbl>" * 5_000 + "</w:tbl>" * 5_000))


@settings(max_examples=60)
@given(st.integers(0, 36_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_document_never_breaks(at: int, junk: bytes) -> None:
    good = story()
    assert items("a.docx", good[:at] + junk + good[at + len(junk) :])


@settings(max_examples=60)
@given(st.integers(0, 4_000), st.text(max_size=10))
def test_damaged_xml_never_breaks(at: int, junk: str) -> None:
    data = changed(story(), "word/document.xml", lambda xml: xml[:at] + junk + xml[at + 5 :])
    assert items("a.docx", data)
