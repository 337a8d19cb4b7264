"""The audit log, for auditors and HR."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.trail.forms import AuditSearch
from perfcenter.trail.read import audit_found
from perfcenter.trail.words import lines
from perfcenter.ui.access import for_hr_and_auditors

PAGE = 100


@require_safe
@for_hr_and_auditors
def audit_list(request: HttpRequest) -> HttpResponse:
    form = AuditSearch(request.GET)
    entries = audit_found(form.cleaned_data if form.is_valid() else {})
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": lines(page)}
    return render(request, "trail/audit_list.html", context)
