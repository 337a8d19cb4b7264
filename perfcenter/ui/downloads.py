"""A file to keep, as a response."""

from urllib.parse import quote

from django.http import HttpResponse

ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(content: bytes | str, name: str, content_type: str = XLSX) -> HttpResponse:
    """Return the content under a file name in any language (`file_names` makes them)."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response
