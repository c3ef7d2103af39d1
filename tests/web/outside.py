"""A server of this machine that plays one of the outside, and remembers what it was asked."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    server: "OutsideServer"

    def do_GET(self) -> None:
        outside = self.server.outside
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        outside.asked.append(Asked(self.command, self.path, headers, body))
        try:
            outside.answers.get(self.path, missing)(self)
        except OSError:
            pass  # who asked has had enough

    do_POST = do_GET  # noqa: N815 - as http.server wants it

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "content_length" not in headers:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


Doing = Callable[[Handler], None]


@dataclass
class Outside:
    """``answers``: what to do when a path is asked for. ``over`` is set when the test ends."""

    url: str = ""
    answers: dict[str, Doing] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def has(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Answers with this from now on; the address."""
        self.answers[path] = lambda handler: handler.answer(status, body, **headers)
        return self.url + path

    def moves(self, path: str, to: str, status: int = 302) -> str:
        return self.has(path, b"", status, location=to)

    def does(self, path: str, doing: Doing) -> str:
        self.answers[path] = doing
        return self.url + path


class OutsideServer(ThreadingHTTPServer):
    daemon_threads = True
    outside: Outside

    def handle_error(self, *args: Any) -> None:
        """A handshake that failed is what the test is about."""


def missing(handler: Handler) -> None:
    handler.answer(404, b"There is nothing here.")


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Outside]:
    server = OutsideServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    scheme = "https" if context else "http"
    outside = server.outside = Outside(f"{scheme}://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield outside
    finally:
        outside.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
