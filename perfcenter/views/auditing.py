"""The audit log, for auditors and HR."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.access import for_those_who_see_everyone
from perfcenter.forms import AuditSearch
from perfcenter.selectors import audit_found
from perfcenter.trail import in_words

PAGE = 100


@require_safe
@for_those_who_see_everyone
def audit_list(request: HttpRequest) -> HttpResponse:
    form = AuditSearch(request.GET)
    entries = audit_found(form.cleaned_data if form.is_valid() else {})
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    lines = [in_words(entry) for entry in page]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "perfcenter/audit_list.html", context)
