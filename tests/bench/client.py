"""A person's connection to the server: so lean that it is the server that is measured."""

import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Self
from urllib.parse import urlencode

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes


class Client:
    """One connection that is kept alive, with its cookies."""

    def __init__(self, port: int) -> None:
        self.cookies: dict[str, str] = {}
        self._host = f"127.0.0.1:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @classmethod
    def signed_in(cls, port: int, username: str) -> Self:
        client = cls(port)
        client.ask(client.request("GET", "/sign-in/"))
        fields = {"username": username, "password": f"{username}-secret"}
        answer = client.ask(client.request("POST", "/sign-in/", fields))
        assert answer.status == 204, answer.head
        return client

    def request(self, method: str, path: str, fields: dict[str, object] | None = None) -> bytes:
        """The bytes of a request, so that making them is not measured."""
        body = urlencode(fields or {}).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nCookie: {cookies}\r\n"
            f"X-CSRFToken: {self.cookies.get('csrftoken', '')}\r\n{FORM if fields else ''}"
            f"HX-Request: {'true' if fields else 'false'}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def ask(self, request: bytes) -> Answer:
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        parts, missing = [body], _length(head) - len(body)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        self.cookies |= {name.decode(): value.decode() for name, value in COOKIE.findall(head)}
        return Answer(int(head[9:12]), head, b"".join(parts))

    def get(self, path: str) -> Answer:
        return checked(self.ask(self.request("GET", path)))

    def _more(self) -> bytes:
        part = self._socket.recv(262_144)
        assert part, "The server hung up."
        return part

    def close(self) -> None:
        self._socket.close()


def _length(head: bytes) -> int:
    found = LENGTH.search(head)
    return int(found[1]) if found else 0


def checked(answer: Answer) -> Answer:
    assert answer.status == 200, (answer.head, answer.body[:2000])
    return answer


def milliseconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def p50(times: int, do: Callable[[], object]) -> float:
    """The median time that something takes, in milliseconds."""
    return median(milliseconds(do) for _ in range(times))
