"""Long bodies: straight to disk, and never more than is allowed."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.api.problems import Refused
from annotator.exchange.staging import source_of, stage
from annotator.formats.records import Source
from annotator.projects.models import Project

CHUNK = 256 * 1024
FILE = "articles.jsonl"


@contextmanager
def staged(request: HttpRequest, project: Project, by: User) -> Iterator[tuple[Source, str]]:
    """The body as a file to read, and its SHA-256; gone afterwards."""
    size = _size(request)
    upload = stage(project, by)
    try:
        path = upload.new_path()
        digest = _write(request, path, size)
        yield source_of(path, FILE), digest
    finally:
        upload.discard()


def _size(request: HttpRequest) -> int:
    """Of a body in chunks nobody knows it before."""
    written = request.META.get("CONTENT_LENGTH") or "0"
    if not written.isdecimal() or "Transfer-Encoding" in request.headers:
        raise Refused(411, _("Say how long the body is, with Content-Length."))
    if int(written) > settings.IMPORT_MAX_BYTES:
        most = filesizeformat(settings.IMPORT_MAX_BYTES)
        raise Refused(413, _("A body may have %(most)s at most here.") % {"most": most})
    return int(written)


def _write(request: HttpRequest, path: Path, size: int) -> str:
    digest, written = sha256(), 0
    with path.open("wb") as target:
        while part := request.read(CHUNK):
            target.write(part)
            digest.update(part)
            written += len(part)
    if written != size:
        raise Refused(400, _("The body was cut off."))
    return digest.hexdigest()
