"""Articles from addresses: what is fetched, what is shown of it, and what is told of the rest."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from secrets import token_hex

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.exchange.fetching import AT_ONCE, Fetched, fetched
from annotator.exchange.naming import name_of, understood
from annotator.projects.models import Project
from annotator.web.outbound import Answer
from tests.formats.pdfs import pdf
from tests.formats.test_docx import story
from tests.formats.test_feed import ATOM, RSS
from tests.formats.test_html import STORY, page
from tests.web.outside import Outside, running

IMPORT = "/projects/floods/import/"
READING = {"labels": "refuse", "ids": "refuse", "known": "skip"}
HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def imports_root(settings: Settings, tmp_path: Path) -> None:
    settings.IMPORTS_ROOT = tmp_path / "imports"


@pytest.fixture
def outside(settings: Settings) -> Iterator[Outside]:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    with running() as server:
        yield server


@pytest.fixture
def owner(project: Project, max: User) -> Client:
    client = Client()
    client.force_login(max)
    return client


def sent(client: Client, *addresses: str, **values: str) -> str:
    """The address of the preview."""
    answer = client.post(IMPORT, {"addresses": "\r\n".join(addresses), **values})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def shown(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def imported(client: Client, *addresses: str) -> list[Article]:
    url = sent(client, *addresses)
    assert client.post(f"{url}articles/").status_code == 302
    return list(Article.objects.order_by("id"))


def test_a_page_is_shown_and_then_imported(owner: Client, outside: Outside) -> None:
    url = sent(owner, outside.has("/news/flood", page().encode(), content_type=HTML))
    assert "Flood toll rises" in shown(owner, url)
    assert "127.0.0.1/news/flood.html" in shown(owner, url)
    assert not Article.objects.exists()
    owner.post(f"{url}articles/")
    article = Article.objects.get()
    assert (article.title, article.uid) == ("Flood toll rises", "flood")
    assert article.url == "https://post.example/news?id=1&b=2"


def test_a_page_that_names_no_address_has_the_one_it_came_from(
    owner: Client, outside: Outside
) -> None:
    address = outside.has("/new?id=1", page(head="").encode(), content_type=HTML)
    (article,) = imported(owner, outside.moves("/old", "/new?id=1"))
    assert article.url == address


@pytest.mark.parametrize(
    ("path", "kind", "data"),
    [
        ("/a", "text/plain", b"Some text"),
        ("/a.txt", "application/octet-stream", b"Some text"),
        ("/a", "application/pdf", pdf(["Some text"])),
        ("/a", "application/octet-stream", pdf(["Some text"])),
        ("/a", DOCX, story()),
    ],
)
def test_files_of_one_article_have_the_address_they_came_from(
    owner: Client, outside: Outside, path: str, kind: str, data: bytes
) -> None:
    address = outside.has(path, data, content_type=kind)
    (article,) = imported(owner, address)
    assert (article.url, article.uid) == (address, "a")


def test_a_feed_brings_its_entries(owner: Client, outside: Outside) -> None:
    url = sent(owner, outside.has("/feed", RSS.encode(), content_type="application/rss+xml"))
    assert "2 articles can be imported." in shown(owner, url)
    assert "has a description of this article, and not its full text" in shown(owner, url)
    owner.post(f"{url}articles/")
    assert [one.uid for one in Article.objects.order_by("id")] == ["post-1", "feed"]


def test_a_feed_that_is_served_as_a_page(owner: Client, outside: Outside) -> None:
    assert len(imported(owner, outside.has("/", ATOM.encode(), content_type="text/html"))) == 2


def test_an_encoding_that_only_the_server_tells(owner: Client, outside: Outside) -> None:
    text = "Министр сказал, что более тысячи человек покинули свои дома."
    data = f"<html><body><article><p>{text}</p></article></body></html>".encode("koi8-r")
    kind = "text/html; charset=KOI8-R"
    assert imported(owner, outside.has("/", data, content_type=kind))[0].text == text


def test_what_cannot_be_fetched_is_told_and_the_rest_goes_on(
    owner: Client, outside: Outside, settings: Settings
) -> None:
    settings.FETCH_MAX_BYTES = 10_000
    settings.FETCH_SECONDS = 5
    url = sent(
        owner,
        outside.has("/good", page().encode(), content_type=HTML),
        f"{outside.url}/missing",
        outside.has("/large", b"x" * 20_000),
        outside.has("/picture", b"\x89PNG", content_type="image/png"),
        "http://127.0.0.2/secret",
        "ftp://a.example/",
        "nonsense example",
    )
    preview = shown(owner, url)
    assert "1 article can be imported" in preview
    assert "6 problems" in preview
    for address, why in (
        (f"{outside.url}/missing", "The server answered “404 Not Found”."),
        (f"{outside.url}/large", "larger than 10,000 bytes"),
        (f"{outside.url}/picture", "“image/png”, which is nothing that can be read"),
        ("http://127.0.0.2/secret", "lies inside a private network"),
        ("ftp://a.example/", "is no address"),
        ("https://nonsense example", "is no address"),
    ):
        assert re.search(rf"<bdi>{re.escape(address)}</bdi>.*{re.escape(why)}", preview)
    owner.post(f"{url}articles/", {"good_ones": "1"})
    assert Article.objects.count() == 1


def test_nothing_is_fetched_a_second_time(owner: Client, outside: Outside) -> None:
    address = outside.has("/", page().encode(), content_type=HTML)
    url = sent(owner, address, address, f" {address} ")
    owner.post(url, READING)
    owner.post(f"{url}articles/")
    assert len(outside.asked) == 1


def test_files_and_addresses_together(owner: Client, outside: Outside) -> None:
    address = outside.has("/", page().encode(), content_type=HTML)
    url = sent(owner, address, text="A pasted text")
    assert "2 articles can be imported." in shown(owner, url)


def test_too_many_addresses(owner: Client) -> None:
    addresses = "\n".join(f"https://a.example/{number}" for number in range(51))
    answer = owner.post(IMPORT, {"addresses": addresses})
    assert answer.status_code == 422
    assert "51 addresses; 50 can be fetched at once" in answer.content.decode()


def test_a_stranger_fetches_nothing(project: Project, olga: User, outside: Outside) -> None:
    client = Client()
    client.force_login(olga)
    answer = client.post(IMPORT, {"addresses": f"{outside.url}/"})
    assert answer.status_code == 404
    assert outside.asked == []


def test_another_format_can_be_chosen(owner: Client, outside: Outside) -> None:
    address = outside.has("/raw", f"<p>{STORY}</p>".encode(), content_type="text/plain")
    url = sent(owner, address)
    owner.post(url, READING | {"format": "html"})
    assert '<option value="html" selected>' in shown(owner, url)
    assert "The minister said that" in shown(owner, url)
    owner.post(url, READING | {"format": "text"})
    assert "&lt;p&gt;" in shown(owner, url)
    assert owner.post(url, READING | {"format": "nonsense"}).status_code == 422


def test_the_command_takes_addresses(project: Project, outside: Outside, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text")
    address = outside.has("/news", page().encode(), content_type=HTML)
    out = StringIO()
    call_command("import_articles", "floods", str(tmp_path / "a.txt"), address, stdout=out)
    assert "2 articles imported." in out.getvalue()


def test_the_command_tells_what_it_could_not_fetch(project: Project, outside: Outside) -> None:
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_articles", "floods", f"{outside.url}/x", stdout=StringIO(), stderr=err)
    assert f"{outside.url}/x: The server answered “404 Not Found”." in err.getvalue()


def test_the_command_can_be_told_the_format(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "story"
    file.write_text(page())
    call_command("import_articles", "floods", str(file), format="html", stdout=StringIO())
    assert Article.objects.get().title == "Flood toll rises"


@pytest.mark.parametrize(
    ("url", "kind", "body", "name"),
    [
        ("https://a.example", "text/html", b"", "a.example.html"),
        ("https://a.example/news/", "text/html", b"", "a.example/news.html"),
        ("https://a.example/news.htm", "text/html", b"", "a.example/news.htm"),
        ("https://a.example/n.php?id=1/2", "text/html", b"", "a.example/n.php?id=1_2.html"),
        ("https://a.example/%D8%AE", "text/html", b"", "a.example/خ.html"),
        ("https://a.example/a.csv", "text/plain", b"", "a.example/a.csv"),
        ("https://a.example/a.rss", "text/xml", b"", "a.example/a.rss"),
        ("https://a.example/a", "text/xml", b"<!DOCTYPE html><html>", "a.example/a.html"),
        ("https://a.example/a", "text/html", b"<?xml?>\n<rss version='2.0'>", "a.example/a.xml"),
        ("https://a.example/a", "text/plain", b"On <html> and its tags", "a.example/a.txt"),
        ("https://a.example/a", "", b"%PDF-1.7", "a.example/a.pdf"),
        ("https://a.example/a", "", b"<html>", "a.example/a.html"),
        ("https://a.example/a", "application/x-ndjson", b"{}", "a.example/a.jsonl"),
    ],
)
def test_what_a_fetched_file_is_called(url: str, kind: str, body: bytes, name: str) -> None:
    assert name_of(Answer(url, 200, {"content-type": kind}, body)) == name


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "", "application/octet-stream"])
def test_a_file_of_which_nothing_is_known(kind: str) -> None:
    with pytest.raises(InvalidInput, match="nothing that can be read"):
        name_of(Answer("https://a.example/a", 200, {"content-type": kind}, b"\0\1"))


@pytest.mark.parametrize("charset", ["nonsense", "hex", "ascii", "utf-16"])
def test_an_encoding_that_the_server_is_wrong_about(charset: str) -> None:
    body = "café".encode()
    answer = Answer("x", 200, {"content-type": f"text/html; charset={charset}"}, body)
    assert understood(answer, "a.html") == body


def test_all_addresses_together_have_a_time(tmp_path: Path, outside: Outside) -> None:
    """One that never answers is cut off, and what comes after it isn't asked any more."""
    slow = outside.does("/slow", lambda _handler: outside.over.wait() and None)
    quick = outside.has("/quick", b"A text", content_type="text/plain")
    urls = [slow] * AT_ONCE + [quick]
    *cut, last = fetched(urls, lambda: tmp_path / token_hex(8), seconds=0.5)
    assert all("took longer than" in one.reason for one in cut)
    assert last == Fetched(quick, reason="The other addresses took too long, so it was not asked.")
    assert quick not in {asked.path for asked in outside.asked}
