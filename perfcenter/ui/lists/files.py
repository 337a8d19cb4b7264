"""A list as a file: a workbook, or a CSV file that is sent while it is read, however long it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import translation

from perfcenter.base import csv_files
from perfcenter.base.refusals import Refused
from perfcenter.ui.downloads import attachment
from perfcenter.ui.lists.shown import Shown

BOM = "\ufeff"
LINES = 500


def as_workbook(request: HttpRequest, shown: Shown, name: str, *, page: str) -> HttpResponse:
    """Send what the list shows; where it is too long for a workbook, go back to its page."""
    try:
        return attachment(shown.workbook(), name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{page}?{request.GET.urlencode()}")


def as_csv(shown: Shown, name: str) -> HttpResponseBase:
    """Send what the list shows, a portion at a time."""
    response = StreamingHttpResponse(_portions(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response


def _portions(shown: Shown) -> Iterator[str]:
    """Return the file's text; it is written after the view has returned, in its language."""
    language = translation.get_language()

    def written() -> Iterator[str]:
        out = io.StringIO(BOM)
        out.seek(0, io.SEEK_END)
        writer = csv_files.Writer(out)
        with translation.override(language):
            for number, line in enumerate(shown.lines()):
                writer.row(line)
                if number % LINES == 0:
                    yield _taken(out)
        yield _taken(out)

    return written()


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
