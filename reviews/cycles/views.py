"""The cycles in a user's scope."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.ui.requests import StaffRequest
from reviews.cycles.history import own_records
from reviews.models import unopened_setups
from reviews.report.turns import late_for
from scoring.cycles.read import listed_cycles

PER_PAGE = 25


@require_safe
def cycle_list(request: StaffRequest) -> HttpResponse:
    """List the cycles, newest first."""
    if request.user.is_administrator:
        raise Http404
    page = Paginator(listed_cycles(request.user), PER_PAGE).get_page(request.GET.get("page"))
    late = late_for(request.user)
    for cycle in page.object_list:
        cycle.late = late.get(cycle.pk, 0)  # type: ignore[attr-defined] # for the template alone
    records = own_records(request.user, page) if request.user.is_manager else []
    setups = unopened_setups() if request.user.is_hr else []
    context = {"page": page, "records": records, "setups": setups}
    return render(request, "reviews/cycles/cycle_list.html", context)
