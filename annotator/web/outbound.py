"""Requests from the server to the outside, which cannot be made to reach inside the network."""

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from urllib.parse import urljoin, urlsplit

import certifi
from django.utils.translation import gettext as _
from urllib3 import HTTPResponse, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

from annotator.errors import InvalidInput
from annotator.web.reachable import addresses_of

PORTS = {"http": 80, "https": 443}
FIRST_OPEN_PORT = 1024
"""Below it, only the ports of the web are asked: behind the others are mail and the like."""

HEADERS = {"user-agent": "NewsAnnotator", "accept-encoding": "identity"}
_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}")
_MOVED = {301, 302, 303, 307, 308}
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """``url`` is the last address, after all redirects; names of ``headers`` are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart; ``path`` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """As the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.place}{self.path}"


@dataclass(frozen=True, slots=True)
class Budget:
    """What one answer may cost, redirects included. ``end`` is on the monotonic clock."""

    seconds: float
    end: float
    most_bytes: int

    def left(self, target: Target) -> float:
        """In seconds; InvalidInput when the time is up."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise InvalidInput(
                _("%(url)s took longer than %(seconds)g seconds.")
                % {"url": target.url, "seconds": self.seconds}
            )
        return left


def fetch(
    url: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    most_bytes: int,
    seconds: float,
    redirects: int = 5,
) -> Answer:
    """What a server on the outside answers, whatever its status.

    The name is looked up once and each of its addresses is checked; the connection goes to one of
    these, and every redirect is checked anew. Only GET and HEAD follow redirects, and leave behind
    what proves who asks. ``most_bytes`` holds for the body as it came and as it unpacks.
    ``seconds`` are for everything, but a name that is being looked up is waited for. Proxies of the
    environment are not asked: behind one, nothing of this could be known.

    InvalidInput says which address it was and why.
    """
    budget = Budget(seconds, time.monotonic() + seconds, most_bytes)
    target, sent = _target(url), HEADERS | _lower(headers or {})
    for _turn in range(redirects + 1):
        answer = _ask(target, method, body, sent, budget)
        to = answer.headers.get("location")
        if answer.status not in _MOVED or not to or method not in ("GET", "HEAD"):
            return answer
        before, target = target, _next(target, to)
        if target.place != before.place:
            sent = _without_secrets(sent)
    raise InvalidInput(
        _("%(url)s sends on more than %(most)d times.") % {"url": url, "most": redirects}
    )


def check_outside(url: str) -> None:
    """InvalidInput if ``fetch`` would not ask it as things are: the name is looked up, too."""
    target = _target(url)
    addresses_of(target.host, target.port)


def _next(target: Target, to: str) -> Target:
    """Where a redirect leads; headers are read as Latin-1, whatever they are."""
    try:
        to = to.encode("latin-1").decode()
    except UnicodeError:
        pass
    try:
        return _target(urljoin(target.url, to))
    except ValueError:
        raise _no_address(to) from None


def _target(url: str) -> Target:
    """Taken apart once: no other code reads the address again and sees another host in it."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode().lower()
        port = parts.port or PORTS.get(parts.scheme, 0)
        rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
        path = parse_url(f"http://host/{rest.removeprefix('/')}").request_uri
    except (ValueError, LocationParseError):  # what Unicode refuses is a ValueError, too
        raise _no_address(url) from None
    if parts.scheme not in PORTS or not _HOST.fullmatch(host):
        raise _no_address(url)
    if "@" in parts.netloc:
        raise InvalidInput(_("An address with a name and a password in it is not asked."))
    if port not in PORTS.values() and port < FIRST_OPEN_PORT:
        message = _("Port %(port)d is not asked: of those below %(first)d only 80 and 443 are.")
        raise InvalidInput(message % {"port": port, "first": FIRST_OPEN_PORT})
    return Target(parts.scheme, host, port, path)


def _no_address(url: str) -> InvalidInput:
    return InvalidInput(
        _("“%(url)s” is no address that begins with http:// or https://.") % {"url": url[:200]}
    )


def _ask(
    target: Target, method: str, body: bytes, headers: Mapping[str, str], budget: Budget
) -> Answer:
    connection = _connected(target, budget)
    try:
        with _cut_off(connection, budget.left(target)):
            connection.request(
                method,
                target.path,
                body=body or None,
                headers={**headers, "host": target.place},
                preload_content=False,
            )
            response = connection.getresponse()
            answered = {name.lower(): value for name, value in response.headers.items()}
            moved = response.status in _MOVED
            read = b"" if moved else _body(response, target, budget)
        budget.left(target)  # what was cut off may look as if it were all
        return Answer(target.url, response.status, answered, read)
    except (HTTPError, HTTPException, OSError):
        budget.left(target)
        raise _wrong(_("%(url)s gave no proper answer."), target) from None
    finally:
        connection.close()


def _connected(target: Target, budget: Budget) -> HTTPConnection:
    """To the first of the checked addresses that takes a connection."""
    why = _("%(url)s can't be reached.")
    for address in addresses_of(target.host, target.port):
        connection = _connection(target, address, budget.left(target))
        try:
            connection.connect()
        except ssl.SSLCertVerificationError:
            connection.close()
            why = _("%(url)s has no valid certificate.")
        except (HTTPError, OSError):
            connection.close()
        else:
            return connection
    budget.left(target)
    raise _wrong(why, target)


def _connection(target: Target, address: str, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # some systems have none of their own
    return HTTPSConnection(
        address, target.port, timeout=seconds, server_hostname=target.host, ssl_context=context
    )


@contextmanager
def _cut_off(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Ends the connection when the time is up: a socket's own limit begins anew with each byte."""
    timer = Timer(seconds, _shut, [connection.sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(one: socket.socket) -> None:
    try:
        # Not TLS's own way, which changes what another thread is reading from.
        socket.socket.shutdown(one, socket.SHUT_RDWR)
    except OSError:
        pass


def _body(response: HTTPResponse, target: Target, budget: Budget) -> bytes:
    """Unpacked piece by piece, so that a small answer can't fill the memory."""
    found = bytearray()
    while piece := response.read(_CHUNK):
        found += piece
        if max(len(found), response.tell()) > budget.most_bytes:
            raise InvalidInput(
                _("%(url)s is larger than %(most)s bytes.")
                % {"url": target.url, "most": f"{budget.most_bytes:,}"}
            )
    return bytes(found)


def _wrong(why: str, target: Target) -> InvalidInput:
    return InvalidInput(why % {"url": target.url})


def _without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    secret = {name.lower() for name in Retry.DEFAULT_REMOVE_HEADERS_ON_REDIRECT}
    return {name: value for name, value in headers.items() if name not in secret}


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
