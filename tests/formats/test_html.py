"""Saved web pages on their way in."""

import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import html as reading
from annotator.formats import markup
from annotator.formats.reading import read
from annotator.formats.records import Note, Opened, Options, Record
from tests.formats.files import items, reason, records, source

HEAD = """
<meta charset="utf-8"><title>Flood toll rises | The Valley Post</title>
<link rel="canonical" href="https://post.example/news?id=1&amp;b=2">
<meta property="og:site_name" content="The Valley Post"><meta name="author" content="Ana Berg">
<meta property="article:published_time" content="2024-03-02T00:11:12+01:00">
"""
STORY = """
<h1>Flood toll rises</h1>
<p>The minister said that 1,200 people had left their <b>homes</b> &amp; that it was
   &amp;lt; five days.</p>
<h2>What is next</h2>
<p>He called it <q>a <i>bad</i> idea</q> and left.<br>It rained for three days.</p>
<ul><li>One item of the list</li><li>Another item of the list</li></ul>
<table><tr><th>Town</th><th>People</th></tr><tr><td>Irrel</td><td>300</td></tr></table>
<blockquote><p>A quotation that stands alone in the article, as a text does.</p></blockquote>
<p>Non\u00a0breaking 🚢 ship. Officials asked everyone to stay at home until further notice.</p>
"""
LINES = [
    "The minister said that 1,200 people had left their homes & that it was &lt; five days.",
    "What is next",
    "He called it “a bad idea” and left.",
    "It rained for three days.",
    "One item of the list",
    "Another item of the list",
    "Town",
    "People",
    "Irrel",
    "300",
    "A quotation that stands alone in the article, as a text does.",
    "Non breaking 🚢 ship. Officials asked everyone to stay at home until further notice.",
]
NAV = "<nav><ul>" + "<li><a href='/a'>One section of it</a></li>" * 9 + "</ul></nav>"


def page(body: str = STORY, head: str = HEAD, lang: str = 'lang="en-GB"') -> str:
    return (
        f"<!DOCTYPE html><html {lang}><head>{head}</head><body>{NAV}"
        f"<article>{body}</article><footer>© The Post</footer></body></html>"
    )


def article(data: str | bytes, url: str = "") -> Record:
    given = source("a.html", data)
    (found,) = [
        one
        for one in read([type(given)("a.html", given.size, given.open, url)], Options())
        if isinstance(one, Record)
    ]
    return found


def test_the_text_has_a_line_for_each_that_is_shown() -> None:
    assert article(page()).text.split("\n") == LINES


def test_what_the_page_says_of_itself() -> None:
    found = article(page())
    assert (found.title, found.source) == ("Flood toll rises", "The Valley Post")
    assert (found.byline, found.published) == ("Ana Berg", "2024-03-02")
    assert (found.url, found.lang) == ("https://post.example/news?id=1&b=2", "en-GB")
    assert (found.stem, found.meta) == ("a", {})


def test_a_page_that_names_no_address_has_the_one_it_was_fetched_from() -> None:
    assert article(page(head=""), "https://a.example/1").url == "https://a.example/1"


def test_an_address_is_completed_by_the_one_it_was_fetched_from() -> None:
    found = article(page(head="<link rel=canonical href='/news/1'>"), "https://a.example/2?x=3")
    assert found.url == "https://a.example/news/1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/news/1", "http://[", "data:,x"])
def test_an_address_that_is_none_is_left_out(link: str) -> None:
    assert article(page(head=f"<link rel=canonical href='{link}'>")).url == ""


@pytest.mark.parametrize(
    ("lang", "head"),
    [
        ('lang="ar"', ""),
        ('xml:lang="ar"', ""),
        ("", '<meta http-equiv="Content-Language" content="ar, en">'),
        ("", '<meta property="og:locale" content="ar">'),
    ],
)
def test_its_language(lang: str, head: str) -> None:
    text = "<p>قال الوزير إن أكثر من ألف شخص غادروا منازلهم في الوادي.</p>"
    found = article(page(text, head, lang))
    assert (found.lang, found.text) == ("ar", text[3:-4])


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=nonsense>", "utf-8"),
        ("<meta charset=ascii>", "utf-8"),
    ],
)
def test_its_encoding(declared: str, encoding: str) -> None:
    text = "Министр сказал, что более тысячи человек покинули свои дома в долине."
    data = page(f"<p>{text}</p>", declared).replace("©", "")
    assert article(data.encode(encoding)).text == text


def test_an_encoding_that_was_chosen_counts_for_more_than_what_the_page_says() -> None:
    data = page("<p>Привет, мир. Как дела сегодня?</p>", "<meta charset=cp1251>").replace("©", "")
    opened = items("a.html", data.encode("koi8-r"), Options(encoding="koi8-r"))[0]
    assert isinstance(opened, Opened)
    assert opened.encoding == "koi8-r"


def test_a_byte_that_is_in_no_encoding_is_told_and_not_fatal() -> None:
    data = page().encode().replace(b"It rained", b"It \xffrained")
    found = items("a.html", data)
    assert "not in the encoding" in next(one.sentence for one in found if isinstance(one, Note))
    assert "It \ufffdrained" in next(one.text for one in found if isinstance(one, Record))


@pytest.mark.parametrize(
    "body",
    [
        "",
        NAV,
        NAV.replace("nav", "div"),
        "<noscript>Please enable JavaScript to read this page, which has no words.</noscript>",
        "<script>document.write('Some text that is written by a program.')</script>",
    ],
)
def test_a_page_without_an_article(body: str) -> None:
    data = f"<html><body>{body}</body></html>"
    assert reason("a.html", data) == "No article was found on this page: it has no main text."


def test_a_title_that_does_not_fit_is_kept_with_the_metadata() -> None:
    found = article(page(head=f"<meta property='og:title' content='{'x' * 600}'>"))
    assert (found.title, found.meta) == ("", {"title": "x" * 600})


def test_the_same_page_is_always_the_same_and_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError("a page was about to ask the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    body = STORY + "<img src='http://a.example/x.png'><iframe src='http://a.example/'></iframe>"
    assert article(page(body)) == article(page(body))


def test_xhtml_with_entities_of_its_own() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]>' + page(f"{STORY}<p>&l11; end</p>")[15:]
    assert len(article(data).text) < 2_000


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("<div>" * 3_000 + "Hello", "nested too deeply"),
        ("<b>" * 300_000 + "Hello", "nested too deeply"),
        (f"<div {' '.join(f'a{n}=x' for n in range(2_000))}>Hello", "attributes"),
        (f"<div {' '.join(f'a{n}' for n in range(2_000))}>Hello", "attributes"),
        ("<div" + '/a=">"' * 2_000 + ">Hello", "attributes"),
        ("<p>Hello</p>" * 60_000, "elements"),
        ("<p>" + "Hello " * 2_000_000, "characters"),
    ],
)
def test_pages_that_are_made_to_break_something(data: str, sentence: str) -> None:
    assert sentence in reason("a.html", data)


def test_a_picture_in_an_attribute_is_no_bomb() -> None:
    body = f"{STORY}<img src='data:image/png;base64,{'abc/' * 500_000}'>"
    assert article(page(body)).text.split("\n") == LINES


def test_a_large_table_is_read() -> None:
    rows = "".join(f"<tr><td>Town {n}</td><td>{n} people</td></tr>" for n in range(3_000))
    found = article(page(f"{STORY}<table>{rows}</table>"))
    assert "Town 2999\n2999 people" in found.text


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 50)
    assert "may have 50 bytes" in reason("a.html", page())


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div", ">", "<table><tr><td>", "</table>", "<q>", "</q>", "<pre>"),
        *("<!--", "-->", "<![CDATA[", "<script>", "</script>", "<svg>", "<?xml", "<br>", "word "),
        *("&amp;", "&#0;", "&#xD800;", "&#x110000;", "\0", "\ud800", "\ufffe", "\x1b", "\n"),
        *("<html lang='", "'", '"', "=", "<base href=//[>", "<a href=http://[>"),
        *("<meta name=author content=", "<time datetime=9999-99-99>"),
        '<script type="application/ld+json">{"@type":"Article","author":[null,{"name":[1]}]',
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40))
def test_whatever_is_in_it_never_breaks(pieces: list[str]) -> None:
    assert items("a.html", "".join(pieces).encode("utf-8", "surrogatepass") or b"x")


@settings(max_examples=100)
@given(st.binary(min_size=1, max_size=200))
def test_random_bytes_never_break(data: bytes) -> None:
    assert items("a.html", data)


@given(st.lists(PIECES, max_size=30))
def test_tags_are_counted_in_a_time_that_grows_as_the_page_does(pieces: list[str]) -> None:
    markup._check_tags("".join(pieces) * 50)


def test_lines_of_a_text_that_is_kept_as_it_is() -> None:
    tree = markup.parsed("<div>One  <pre>a\n  b</pre><span>two</span> \n three<hr>four</div>")
    assert markup.text_of(tree) == "One\na\nb\ntwo three\nfour"


def test_html_is_one_of_several_files() -> None:
    assert [one.title for one in records("a.htm", page())] == ["Flood toll rises"]
