"""What is found at addresses, as files of an upload."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from math import inf
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.exchange.naming import name_of, understood
from annotator.web import outbound

AT_ONCE = 10
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """``url`` is where it was found in the end. There is a file, or a reason why there is none."""

    url: str
    name: str = ""
    path: Path | None = None
    reason: str = ""


def fetched(
    urls: Iterable[str], new_path: Callable[[], Path], seconds: float = inf
) -> Iterator[Fetched]:
    """One for each address, in their order, while the next ones are being fetched.

    ``new_path`` says where to put another file. ``seconds`` are for all addresses together; those
    whose turn never comes are not asked.
    """
    language: Any = get_language()
    end = time.monotonic() + seconds

    def one(url: str) -> Fetched:
        with override(language):  # which every thread has of its own
            return _fetch(url, new_path, end)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(one, urls)


def _fetch(url: str, new_path: Callable[[], Path], end: float) -> Fetched:
    left = end - time.monotonic()
    if left <= 0:
        return Fetched(url, reason=_("The other addresses took too long, so it was not asked."))
    try:
        answer = outbound.fetch(
            url,
            headers={"accept": ACCEPT},
            most_bytes=settings.FETCH_MAX_BYTES,
            seconds=min(settings.FETCH_SECONDS, left),
        )
        _check_status(answer)
        name, path = name_of(answer), new_path()
        path.write_bytes(understood(answer, name))
        return Fetched(answer.url, name, path)
    except InvalidInput as error:
        return Fetched(url, reason=error.message)


def _check_status(answer: outbound.Answer) -> None:
    if answer.status == HTTPStatus.OK:
        return
    try:
        said = f"{answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        said = str(answer.status)
    raise InvalidInput(_("The server answered “%(said)s”.") % {"said": said})
