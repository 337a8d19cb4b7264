"""A file of the vault as it is sent: only pictures are shown on a page, nothing of it is run."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from perfcenter.base.vault import Named, local
from perfcenter.ui.downloads import attachment
from reviews.models import Evidence

Kind = Evidence.Kind
OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WORD: f"{OFFICE}wordprocessingml.document",
    Kind.EXCEL: f"{OFFICE}spreadsheetml.sheet",
    Kind.POWERPOINT: f"{OFFICE}presentationml.presentation",
}
PICTURES = {Kind.PNG, Kind.JPEG}
SHUT = "default-src 'none'; sandbox"
"""Whatever a file may be taken for: nothing of it is run or fetched."""


def sent(name: str, kind: str, digest: str, *, shown: bool) -> HttpResponse:
    """Return the answer that holds a file; `shown`: a picture is wanted on a page."""
    what = Kind(kind)
    response = attachment(local(Named(digest, f".{kind}")).read_bytes(), name, TYPES[what])
    if shown and what in PICTURES:
        response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Security-Policy"] = SHUT
    response["X-Content-Type-Options"] = "nosniff"
    return response
