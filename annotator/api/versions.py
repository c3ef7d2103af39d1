"""Which version of a set somebody means: its ETag, a condition, or a number in the body."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from annotator.api.problems import Refused

_WRITTEN = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')


def etag(version: int) -> str:
    return f'"{version}"'


def condition(request: HttpRequest) -> int | None:
    """The version of If-Match; 0 for If-None-Match: *, which wants that there is none yet."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0
    written = request.headers.get("If-Match", "").strip()
    if not written:
        return None
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise Refused(400, _('If-Match must be one ETag, such as "7".'))
    return int(found[1])
