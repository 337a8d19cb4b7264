"""What a browser tells when a page of ours goes to paper; static/perfcenter/print.js tells it."""

from datetime import timedelta
from urllib.parse import unquote

from django.http import Http404, HttpResponse
from django.urls import get_script_prefix, resolve
from django.utils import timezone
from django.views.decorators.http import require_POST

from perfcenter.models import AuditEntry
from perfcenter.trail.recording import Thing, record_first
from perfcenter.ui.requests import StaffRequest

MINUTE = timedelta(minutes=1)
MOST = 30
"""Pages that somebody prints in a minute; a printer has not finished with as many."""
KEPT = 200
"""Letters of a path that an entry keeps."""


@require_POST
def printed(request: StaffRequest) -> HttpResponse:
    """Record that a page is printed, once a minute however often the dialog is opened."""
    path = unquote(request.POST.get("page", ""))
    if not _is_ours(path):
        return HttpResponse(status=204)  # a page that says that there is none
    latest = AuditEntry.objects.filter(
        actor=request.user, action="page.print", at__gt=timezone.now() - MINUTE
    )
    pages = set(latest.values_list("object_key", flat=True)[:MOST])
    if path[:KEPT] in pages:
        return HttpResponse(status=204)
    if len(pages) >= MOST:
        return HttpResponse(status=429)
    record_first(actor=request.user, action="page.print", target=Thing("page", path, path))
    return HttpResponse(status=204)


def _is_ours(path: str) -> bool:
    above = get_script_prefix().rstrip("/")  # what the site is under
    try:
        resolve(path.removeprefix(above))
    except Http404:
        return False
    return True
