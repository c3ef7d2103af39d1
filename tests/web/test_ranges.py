"""Parts of files, as RFC 9110 has them."""

import hashlib
import io

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from annotator.web.ranges import Download, answer, part_of

DATA = bytes(range(100))
FILE = Download(
    "größe.bin", 100, hashlib.sha256(DATA).hexdigest(), "application/zip", lambda: io.BytesIO(DATA)
)
EMPTY = Download("empty", 0, "0" * 64, "text/plain", io.BytesIO)


def get(file: Download = FILE, method: str = "GET", **headers: str) -> HttpResponseBase:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(RequestFactory().generic(method, "/", headers=named), file)


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 99),
        ("bytes=0-9", 0, 9),
        ("bytes=90-", 90, 99),
        ("bytes=90-1000", 90, 99),
        ("bytes=-10", 90, 99),
        ("bytes=-1000", 0, 99),
        ("bytes = 5 - 5", 5, 5),
    ],
)
def test_a_part(asked: str, first: int, last: int) -> None:
    response = get(range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/100"
    assert int(response["Content-Length"]) == last - first + 1
    assert body(response) == DATA[first : last + 1]


@pytest.mark.parametrize(
    "asked",
    ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-6", "lines=1-2", f"bytes=0-{'9' * 40}"],
)
def test_what_is_no_range_gets_the_whole(asked: str) -> None:
    response = get(range=asked)
    assert (response.status_code, body(response)) == (200, DATA)
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=5000-6000", "bytes=-0"])
def test_what_lies_behind_the_end_is_not_there(asked: str) -> None:
    response = get(range=asked)
    assert (response.status_code, body(response)) == (416, b"")
    assert response["Content-Range"] == "bytes */100"


def test_the_rest_is_given_if_the_file_is_still_the_same() -> None:
    assert get(range="bytes=50-", if_range=FILE.tag).status_code == 206
    for other in ('"another"', f"W/{FILE.tag}", "Wed, 21 Oct 2015 07:28:00 GMT"):
        assert get(range="bytes=50-", if_range=other).status_code == 200


@pytest.mark.parametrize("tag", [FILE.tag, f"W/{FILE.tag}", f'"x", {FILE.tag}', "*"])
def test_what_is_there_already_is_not_sent(tag: str) -> None:
    response = get(if_none_match=tag)
    assert (response.status_code, body(response), response["ETag"]) == (304, b"", FILE.tag)


def test_a_head_has_everything_but_the_bytes() -> None:
    response = get(method="HEAD", range="bytes=5-9")
    assert (response.status_code, response["Content-Length"]) == (200, "100")
    assert body(response) == b""


def test_an_empty_file() -> None:
    assert body(get(EMPTY)) == b""
    assert get(EMPTY, range="bytes=0-").status_code == 416


def test_a_name_in_any_letters() -> None:
    assert get()["Content-Disposition"] == "attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe.bin"


def test_which_bytes_leave_is_known_before() -> None:
    request = RequestFactory().get("/", headers={"range": "bytes=5-9"})
    assert part_of(request, FILE) == (5, 9)
