"""Giving a file of a release away, whole or in part."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from annotator.accounts.models import User
from annotator.releases.downloads import download_of
from annotator.releases.models import Release
from annotator.releases.services import log_download
from annotator.web import ranges


def serve(request: HttpRequest, release: Release, by: User, name: str) -> HttpResponseBase:
    """As the request asks for it; what leaves is logged before it does."""
    download = download_of(release, name)
    answer = ranges.answer(request, download)
    if answer.streaming:
        part = ranges.part_of(request, download)
        log_download(release=release, by=by, name=name, part=part)
    return answer
