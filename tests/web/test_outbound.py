"""What the server asks of the outside, and what nobody can make it ask."""

import gzip
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from annotator.errors import InvalidInput
from annotator.web import reachable
from annotator.web.outbound import Answer, fetch
from tests.web.outside import Handler, Outside, running

MEGABYTE = 1024 * 1024


def get(url: str, **more: Any) -> Answer:
    return fetch(url, **{"most_bytes": MEGABYTE, "seconds": 20} | more)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def outside() -> Iterator[Outside]:
    with running() as server:
        yield server


@pytest.fixture
def allowed(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.0/8"]


def test_an_answer(outside: Outside, allowed: None):
    url = outside.has("/page?a=1", b"<p>Hello</p>", content_type="text/html")
    answer = get(url)
    assert (answer.url, answer.status, answer.body) == (url, 200, b"<p>Hello</p>")
    assert answer.headers["content-type"] == "text/html"
    assert outside.asked[0].headers["host"] == f"127.0.0.1:{outside.port}"


def test_a_status_is_not_an_error(outside: Outside, allowed: None):
    assert get(f"{outside.url}/missing").status == 404


def test_letters_of_all_scripts_in_an_address(outside: Outside, allowed: None):
    outside.has("/%D8%AE%D8%A8%D8%B1", b"news")
    assert get(f"{outside.url}/خبر").body == b"news"


def test_posts_are_sent(outside: Outside, allowed: None):
    url = outside.has("/hook", b"", 204)
    answer = get(url, method="POST", body=b"{}", headers={"X-Signature": "abc"})
    assert answer.status == 204
    asked = outside.asked[0]
    assert (asked.method, asked.body, asked.headers["x-signature"]) == ("POST", b"{}", "abc")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "0.0.0.0",
        "0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::7f00:1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "１２７.0.0.1",
        "127。0。0。1",
    ],
)
def test_nothing_inside_is_asked(outside: Outside, host: str):
    """However the address is written, and whatever the name leads to."""
    with pytest.raises(InvalidInput, match=r"inside a private network|There is no server"):
        get(f"http://{host}:{outside.port}/")
    assert outside.asked == []


def test_a_name_that_leads_inside_with_one_of_its_addresses(monkeypatch: pytest.MonkeyPatch):
    """Asked again, a name may give its addresses in another order."""
    found = [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(reachable.socket, "getaddrinfo", lambda *_args, **_more: found)
    with pytest.raises(InvalidInput, match="news\\.example lies inside"):
        get("http://news.example/")


def test_a_name_is_looked_up_once(outside: Outside, allowed: None, monkeypatch: pytest.MonkeyPatch):
    """What it leads to when it is looked up again (DNS rebinding) can't matter."""
    outside.has("/", b"news")
    asked = []
    real = reachable.socket.getaddrinfo

    def lookup(host: str, *args: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "news.example" else host, *args, **more)

    monkeypatch.setattr(reachable.socket, "getaddrinfo", lookup)
    assert get(f"http://news.example:{outside.port}/").body == b"news"
    assert asked.count("news.example") == 1
    assert outside.asked[0].headers["host"] == f"news.example:{outside.port}"


@given(st.integers(0, 2**32 - 1))
def test_no_way_to_write_an_address_of_version_four_makes_it_public(number: int):
    address = ip_address(number)
    for prefix in ("::", "::ffff:", "64:ff9b::"):
        assert not reachable.is_public(ip_address(f"{prefix}{address}"))
    assert not (reachable.is_public(address) and not address.is_global)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_what_everybody_can_reach(address: str):
    assert reachable.is_public(ip_address(address))


@pytest.mark.parametrize("named", ["localhost", "127.0.0.1", "127.0.0.0/8"])
def test_what_an_operator_allows(outside: Outside, settings: Settings, named: str):
    settings.OUTBOUND_ALLOWED = [named, "::1"]
    outside.has("/", b"news")
    host = "localhost" if named == "localhost" else "127.0.0.1"
    assert get(f"http://{host}:{outside.port}/").body == b"news"


def test_a_redirect_is_followed(outside: Outside, allowed: None):
    outside.has("/new", b"news")
    url = outside.moves("/old", "/new", 301)
    assert get(url).url == f"{outside.url}/new"


def test_a_redirect_with_letters_of_all_scripts(outside: Outside, allowed: None):
    outside.has("/%D8%AE%D8%A8%D8%B1", b"news")
    assert get(outside.moves("/old", "/خبر".encode().decode("latin-1"))).body == b"news"


def test_a_redirect_that_leads_inside(outside: Outside, settings: Settings):
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    url = outside.moves("/old", f"http://127.0.0.2:{outside.port}/secret")
    with pytest.raises(InvalidInput, match=r"127\.0\.0\.2 lies inside"):
        get(url)
    assert [one.path for one in outside.asked] == ["/old"]


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "gopher://127.0.0.1/", "//a:b@127.0.0.1/", "http://["]
)
def test_a_redirect_to_what_is_no_page(outside: Outside, allowed: None, to: str):
    with pytest.raises(InvalidInput, match=r"is no address|a name and a password"):
        get(outside.moves("/old", to))


def test_a_redirect_without_end(outside: Outside, allowed: None):
    url = outside.moves("/round", "/round")
    with pytest.raises(InvalidInput, match="sends on more than 5 times"):
        get(url)
    assert len(outside.asked) == 6


def test_a_post_is_not_sent_on(outside: Outside, allowed: None):
    url = outside.moves("/hook", "/elsewhere", 307)
    assert get(url, method="POST", body=b"{}").status == 307
    assert len(outside.asked) == 1


def test_secrets_stay_with_whom_they_are_for(outside: Outside, allowed: None):
    with running() as other:
        url = outside.moves("/old", other.has("/new", b"news"))
        get(url, headers={"Authorization": "Bearer abc", "Accept": "text/html"})
    assert outside.asked[0].headers["authorization"] == "Bearer abc"
    assert "authorization" not in other.asked[0].headers
    assert other.asked[0].headers["accept"] == "text/html"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "is no address"),
        ("news.example/page", "is no address"),
        ("ftp://news.example/", "is no address"),
        ("file:///etc/passwd", "is no address"),
        ("http://", "is no address"),
        ("http://[::1", "is no address"),
        ("http://a..b/", "is no address"),
        ("http://news.example:port/", "is no address"),
        ("http://news example/", "is no address"),
        ("http://news.example\r\nHost: other/", "is no address"),
        ("http://max:secret@news.example/", "a name and a password"),
        ("http://news.example\\@127.0.0.1/", "a name and a password"),
        ("http://news.example:25/", "Port 25 is not asked"),
    ],
)
def test_addresses_that_are_none(url: str, why: str):
    with pytest.raises(InvalidInput, match=why):
        get(url)


@given(st.text())
def test_whatever_is_written_is_answered_with_a_sentence(written: str):
    with pytest.raises(InvalidInput):
        get(f"http://127.0.0.1:25{written}")


def test_a_server_that_is_not_there(outside: Outside, allowed: None):
    with pytest.raises(InvalidInput, match="can't be reached"):
        get(f"http://127.0.0.1:{free_port()}/")


def test_an_answer_that_is_too_large(outside: Outside, allowed: None):
    url = outside.has("/large", b"x" * (MEGABYTE + 1))
    with pytest.raises(InvalidInput, match=r"larger than 1,048,576 bytes"):
        get(url)


def test_an_answer_without_end(outside: Outside, allowed: None):
    def pour(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not outside.over.is_set():
            handler.wfile.write(b"x" * 65536)

    with pytest.raises(InvalidInput, match="larger than"):
        get(outside.does("/endless", pour))


def test_an_answer_that_unpacks_to_too_much(outside: Outside, allowed: None):
    packed = gzip.compress(b"\0" * 100 * MEGABYTE)
    url = outside.has("/bomb", packed, content_encoding="gzip")
    assert len(packed) < MEGABYTE
    with pytest.raises(InvalidInput, match="larger than"):
        get(url)


def test_an_answer_that_is_packed_unasked(outside: Outside, allowed: None):
    url = outside.has("/packed", gzip.compress(b"news"), content_encoding="gzip")
    assert get(url).body == b"news"
    assert outside.asked[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("part", ["head", "body"])
def test_an_answer_that_drips(outside: Outside, allowed: None, part: str):
    """Each byte comes soon enough, and the whole never."""

    def drip(handler: Handler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        while not outside.over.wait(0.02):
            handler.wfile.write(b"x")

    with pytest.raises(InvalidInput, match=r"took longer than 0\.3 seconds"):
        get(outside.does("/drip", drip), seconds=0.3)


def test_an_answer_that_does_not_come(outside: Outside, allowed: None):
    url = outside.does("/silent", lambda _handler: outside.over.wait() and None)
    with pytest.raises(InvalidInput, match=r"took longer than 0\.3 seconds"):
        get(url, seconds=0.3)


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n" + b"x" * 99999])
def test_an_answer_that_is_none(outside: Outside, allowed: None, said: bytes):
    with pytest.raises(InvalidInput, match="gave no proper answer"):
        get(outside.does("/odd", lambda handler: handler.wfile.write(said) and None))


def test_an_answer_that_was_cut_off(outside: Outside, allowed: None):
    url = outside.has("/half", b"half", content_length="100")
    with pytest.raises(InvalidInput, match="gave no proper answer"):
        get(url)


def test_proxies_are_not_asked(outside: Outside, allowed: None, monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    assert get(outside.has("/", b"news")).body == b"news"


class Tls:
    """A server with a certificate for “localhost”; ``names`` are those it was asked by."""

    def __init__(self, folder: Path) -> None:
        self.names: list[str | None] = []
        self.certificate = folder / "certificate.pem"
        key = folder / "key.pem"
        words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
        more = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", self.certificate]
        subprocess.run(["openssl", *words.split(), *more], check=True, capture_output=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.context.sni_callback = lambda _socket, name, _context: self.names.append(name)


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    return Tls(tmp_path)


@pytest.fixture
def secure(tls: Tls, settings: Settings) -> Iterator[Outside]:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1", "localhost"]
    with running(tls.context) as server:
        server.has("/", b"news")
        yield server


def test_a_certificate_is_for_the_name(secure: Outside, tls: Tls, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.certificate))
    assert get(f"https://localhost:{secure.port}/").body == b"news"
    assert tls.names == ["localhost"]


def test_a_certificate_for_another_name(secure: Outside, tls: Tls, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.certificate))
    with pytest.raises(InvalidInput, match="has no valid certificate"):
        get(f"https://127.0.0.1:{secure.port}/")
    assert secure.asked == []


def test_a_certificate_that_nobody_vouches_for(secure: Outside):
    with pytest.raises(InvalidInput, match="has no valid certificate"):
        get(f"https://localhost:{secure.port}/")


def test_a_server_without_tls(outside: Outside, allowed: None):
    with pytest.raises(InvalidInput, match="can't be reached"):
        get(f"https://127.0.0.1:{outside.port}/")
