"""Uploads on their way in: straight to disk, and never more than is allowed."""

from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.exchange.staging import Received, Staged

FORM_BYTES = 1024 * 1024


class Receiver(FileUploadHandler):
    """Writes each file into the directory of an upload; only one is open at a time."""

    def __init__(self, request: HttpRequest, staged: Staged) -> None:
        super().__init__(request)
        self._staged = staged
        self._target: IO[bytes] | None = None
        self._path = Path()
        self.too_large = False

    def handle_raw_input(self, input_data: Any, *given: Any, **more: Any) -> None:
        _meta, content_length, *_rest = given
        self.too_large = content_length > settings.IMPORT_MAX_BYTES + FORM_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.too_large:
            # What still comes is read and thrown away, so that the answer can be heard.
            raise StopUpload(connection_reset=False)
        self._path = self._staged.new_path()
        self._target = self._path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._target:
            self._target.write(raw_data)

    def file_complete(self, file_size: int) -> Received:
        self.upload_interrupted()
        return Received(self._path, self.file_name or "", file_size)

    def upload_interrupted(self) -> None:
        if self._target:
            self._target.close()


def receive(request: HttpRequest, staged: Staged) -> None:
    """Reads the whole request; InvalidInput says what is wrong with it, and nothing is kept."""
    try:
        _read(request, staged)
    except InvalidInput:
        staged.discard()
        raise


def _read(request: HttpRequest, staged: Staged) -> None:
    receiver = Receiver(request, staged)
    request.upload_handlers = [receiver]
    try:
        request.POST.get("csrfmiddlewaretoken")
    except TooManyFilesSent:
        raise InvalidInput(_("These are too many files at once. Put them into a zip.")) from None
    except (RequestDataTooBig, TooManyFieldsSent):
        raise InvalidInput(_("This text is too long to paste. Upload it as a file.")) from None
    except (MultiPartParserError, UnreadablePostError):
        raise InvalidInput(_("The upload was cut off. Try it again.")) from None
    if receiver.too_large:
        most = filesizeformat(settings.IMPORT_MAX_BYTES)
        raise InvalidInput(_("An upload may have %(most)s at most.") % {"most": most})
