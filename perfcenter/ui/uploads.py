"""How large what somebody uploads may be: refused before a byte of it is read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1_000_000


class Limited(FileUploadHandler):
    """Refuses a form whose files are too large; the handlers after it keep the files."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        _data, _meta, length, *_rest = args
        if length > settings.UPLOAD_MEGABYTES * MEGABYTE:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
