"""Files that are given in parts, so that a download which broke off goes on where it stopped.

RFC 9110: one range of bytes in an answer (206), none that lies in the file (416), ``If-Range`` and
``If-None-Match`` against the SHA-256, ``HEAD``. Several ranges in one request are answered with the
whole file, as a server may.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

Part = tuple[int, int]
"""The first byte and the last, both included, as they are written in headers."""

CHUNK = 128 * 1024
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*")


@dataclass(frozen=True, slots=True)
class Download:
    """``open`` gives the file for reading at any place; ``name`` is what it will be called."""

    name: str
    size: int
    sha256: str
    type: str
    open: Callable[[], IO[bytes]]

    @property
    def tag(self) -> str:
        return f'"{self.sha256}"'


def answer(request: HttpRequest, file: Download) -> HttpResponseBase:
    response = _answer(request, file)
    response["ETag"] = file.tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    return response


def part_of(request: HttpRequest, file: Download) -> Part | None:
    """Which bytes are asked for; None is the whole file, also where a range makes no sense.

    A range that lies behind the end of the file has its first byte behind its last.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method == "HEAD" or not found or not _is_the_same(request, file):
        return None
    first, last = found.groups()
    end = file.size - 1
    if first:
        part = int(first), min(int(last), end) if last else end
        return None if last and int(last) < int(first) else part
    return (max(0, file.size - int(last)), end) if last else None


def _answer(request: HttpRequest, file: Download) -> HttpResponseBase:
    if _is_known(request, file):
        return HttpResponse(status=304)
    part = part_of(request, file)
    if part and part[0] > part[1]:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    first, last = part or (0, file.size - 1)
    response: HttpResponseBase = HttpResponse(content_type=file.type)
    if request.method != "HEAD":
        parts = _read(file, first, last - first + 1)
        response = StreamingHttpResponse(parts, content_type=file.type)
    if part:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    response["Content-Length"] = str(last - first + 1)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return response


def _read(file: Download, first: int, length: int) -> Iterator[bytes]:
    with file.open() as stream:
        stream.seek(first)
        while length and (data := stream.read(min(CHUNK, length))):
            yield data
            length -= len(data)


def _is_known(request: HttpRequest, file: Download) -> bool:
    """The browser has it already."""
    known = request.headers.get("If-None-Match", "").split(",")
    return not {file.tag, "*"}.isdisjoint(tag.strip().removeprefix("W/") for tag in known)


def _is_the_same(request: HttpRequest, file: Download) -> bool:
    """Whether the file is the one whose other part is there already."""
    return request.headers.get("If-Range", file.tag).strip() == file.tag
