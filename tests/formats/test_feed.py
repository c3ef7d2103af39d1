"""Feeds on their way in."""

import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import feed as reading
from annotator.formats.reading import read
from annotator.formats.records import Note, Options, Problem, Record, Source
from tests.formats.files import items, problems, reason, records, source

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Post &amp; Sons</title><language>en-us</language><link>https://post.example/</link>
<item>
  <title>Flood &lt;b&gt;toll&lt;/b&gt; &amp;amp; more</title><link>/news/1</link>
  <guid isPermaLink="false">post-1</guid>
  <dc:creator>Ana Berg</dc:creator><dc:creator>Ben Lau</dc:creator>
  <pubDate>Sat, 02 Mar 2024 00:11:12 +0200</pubDate>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>First one &amp; more.</p>
  <p>Second <a href="/x">one</a>.<br/>Third.</p><script>alert(1)</script>]]></content:encoded>
</item>
<item><title>Café 🚢</title><description>Only &lt;i&gt;a summary&lt;/i&gt;.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>أخبار</title><id>x</id>
<entry><title type="html">A &amp;lt; B</title><id>urn:1</id><link href="https://a.example/1"/>
<updated>2024-03-02T10:00:00+01:00</updated><author><name>Ana</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>قال الوزير</p><p>Two</p></div></content>
</entry>
<entry><title>T</title><id>urn:2</id><summary>1 &lt; 2</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>R</title></channel><item rdf:about="https://r.example/1">
<title>One</title><link>https://r.example/1</link><description>Some text.</description>
<dc:date>2024-03-02</dc:date></item></rdf:RDF>"""


def notes(data: str | bytes) -> list[str]:
    return [one.sentence for one in items("a.xml", data) if isinstance(one, Note)]


def test_an_entry_with_its_full_text() -> None:
    found = records("a.rss", RSS)[0]
    assert found.text == "First one & more.\nSecond one.\nThird."
    assert (found.title, found.source) == ("Flood toll & more", "The Post & Sons")
    assert (found.url, found.uid) == ("https://post.example/news/1", "post-1")
    assert (found.byline, found.lang) == ("Ana Berg; Ben Lau", "en-us")
    assert found.published == "2024-03-02T00:11:12+02:00"


def test_an_entry_with_a_summary_only() -> None:
    found = records("a.rss", RSS)[1]
    assert (found.text, found.title, found.url) == ("Only a summary.", "Café 🚢", "")
    assert notes(RSS) == [
        "entry 2, “Café 🚢”: The feed has a description of this article, and not its full text."
    ]


def test_atom() -> None:
    first, second = records("a.atom", ATOM)
    assert (first.text, first.title, first.source) == ("قال الوزير\nTwo", "A < B", "أخبار")
    assert (first.url, first.byline, first.lang) == ("https://a.example/1", "Ana", "ar")
    assert first.published == "2024-03-02T10:00:00+01:00"
    assert (second.text, second.url, second.uid) == ("1 < 2", "", "urn:2")


def test_rss_1() -> None:
    (found,) = records("a.xml", RDF)
    assert (found.text, found.url, found.published) == (
        "Some text.",
        "https://r.example/1",
        "2024-03-02",
    )


def test_links_are_completed_by_where_the_feed_was_fetched_from() -> None:
    given = source("a.xml", RSS.replace("<link>https://post.example/</link>", ""))
    fetched = Source(given.name, given.size, given.open, "https://b.example/feed")
    found = [one for one in read([fetched], Options()) if isinstance(one, Record)]
    assert [one.url for one in found] == ["https://b.example/news/1", ""]


@pytest.mark.parametrize("encoding", ["iso-8859-15", "utf-16"])
def test_its_encoding(encoding: str) -> None:
    data = RSS.replace("UTF-8", encoding).replace("🚢", "€")
    assert records("a.xml", data.encode(encoding))[1].title == "Café €"


def test_an_entry_without_text_is_told() -> None:
    data = RSS.replace("<description>Only &lt;i&gt;a summary&lt;/i&gt;.</description>", "")
    assert [one.reason for one in problems("a.xml", data)] == [
        "entry 2, “Café 🚢”: The feed says nothing of this article but its title."
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<TEI><text><entry><title>x</title><content>y</content></entry></text></TEI>",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>x</loc></url></urlset>",
        "<html><body><p>x</p></body></html>",
        "/etc/passwd",
        "http://a.example/feed",
        "no feed at all",
    ],
)
def test_xml_that_is_no_feed(data: str) -> None:
    assert reason("a.xml", data) == "This is no RSS or Atom feed."


def test_a_feed_without_entries() -> None:
    data = "<rss version='2.0'><channel><title>x</title></channel></rss>"
    assert reason("a.xml", data) == "There are no entries in this feed."


def test_a_feed_that_was_cut_off() -> None:
    found = items("a.xml", RSS[: RSS.index("</content:encoded>") + 20])
    assert any("not well-formed" in one.sentence for one in found if isinstance(one, Note))
    assert any(one.text.startswith("First one") for one in found if isinstance(one, Record))


def test_an_entity_that_html_has_and_xml_has_not() -> None:
    data = RSS.replace("Short.", "").replace("Only", "Caf&eacute; &nbsp;only")
    assert any("only" in one.text for one in items("a.xml", data) if isinstance(one, Record))


def test_laughs_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{RSS[38:]}'.replace("Short.", "&l11;")
    assert "entities" in reason("a.xml", data)


def test_files_are_not_looked_into(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    data = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>{RSS[38:]}'
    assert "entities" in reason("a.xml", data.replace("Short.", "&s;").encode("utf-16"))


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError("a feed was about to ask the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    data = f'<!DOCTYPE rss SYSTEM "http://a.example/rss.dtd">{RSS[38:]}'
    assert records("a.xml", data)


def test_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ENTRIES", 1)
    assert reason("a.xml", RSS) == "A feed may have 1 entries; this has more."


def test_too_large_a_feed_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BROKEN", 50)
    assert "not well-formed" in reason("a.xml", RSS[:-5])


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 50)
    assert "may have 50 bytes" in reason("a.xml", RSS)


@pytest.mark.parametrize(
    "date", ["yesterday", "Sat, 99 Mar 2024 99:11:12 +9900", "", "1709337072", "x" * 100]
)
def test_dates_that_are_none(date: str) -> None:
    data = RSS.replace("Sat, 02 Mar 2024 00:11:12 +0200", date)
    assert len(records("a.xml", data)) == 2


def test_deeply_nested_elements() -> None:
    data = RSS.replace("<item>", "<item>" + "<a>" * 50_000 + "</a>" * 50_000, 1)
    assert len(records("a.xml", data)) == 2


@settings(max_examples=100)
@given(st.integers(0, len(RSS)), st.text(max_size=6), st.integers(0, 30))
def test_a_damaged_feed_never_breaks(at: int, junk: str, gone: int) -> None:
    found = items("a.xml", (RSS[:at] + junk + RSS[at + gone :]).encode("utf-8", "surrogatepass"))
    assert any(isinstance(one, Record | Problem) for one in found)


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=100))
def test_random_bytes_never_break(data: bytes) -> None:
    assert items("a.xml", data)
