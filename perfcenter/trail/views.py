"""The audit log, for auditors and HR."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from perfcenter.trail.forms import AuditSearch
from perfcenter.trail.log import LOG
from perfcenter.trail.read import audit_found
from perfcenter.ui.access import for_hr_and_auditors
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_csv, as_workbook


@require_safe
@for_hr_and_auditors
def audit_list(request: HttpRequest) -> HttpResponse:
    return render(request, "trail/audit_list.html", {"list": _found(request)})


@require_safe
@export
@for_hr_and_auditors
def audit_xlsx(request: HttpRequest) -> HttpResponse:
    """Send the entries found as a workbook."""
    page = reverse("perfcenter:audit_list")
    return as_workbook(request, _found(request), "audit-log.xlsx", page=page)


@require_safe
@for_hr_and_auditors
def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """Send the entries found as text, however many they are."""
    return as_csv(_found(request), "audit-log.csv")


def _found(request: HttpRequest) -> Shown:
    form = AuditSearch(request.GET)
    form.is_valid()  # what is wrong narrows nothing, and says so beside its field
    return LOG.of(
        request,
        audit_found(form.cleaned_data),
        form=form,
        files=reverse("perfcenter:audit_list_xlsx"),
        csv=reverse("perfcenter:audit_list_csv"),
    )
