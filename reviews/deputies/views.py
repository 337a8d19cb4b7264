"""A supervisor's page of who decides in her place while she is absent."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.deputies.forms import DeputyForm
from reviews.report.turns import turns_of
from scoring.cycles.deputies import deputies_of, name_deputy, places_of, withdraw_deputy
from scoring.models import Deputy


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest) -> HttpResponse:
    """Show whom the supervisor has named; name somebody."""
    supervisor = _supervisor(request)
    if request.method != "POST":
        return _page(request, supervisor, DeputyForm())
    form = DeputyForm(request.POST)
    if not form.is_valid():
        return _page(request, supervisor, form, status=422)
    try:
        row = name_deputy(**form.cleaned_data, actor=request.user)
    except Refused as refusal:
        return _page(request, supervisor, form, status=422, refusal=str(refusal))
    messages.success(request, _("%(name)s decides for you") % {"name": row.deputy.name})
    return redirect("reviews:deputies")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Let a deputy decide no longer."""
    supervisor = _supervisor(request)
    row = get_object_or_404(Deputy, pk=number, supervisor=supervisor)
    if request.method != "POST":
        return redirect("reviews:deputies")
    try:
        withdraw_deputy(row=row, actor=request.user)
    except Refused as refusal:
        return _page(request, supervisor, DeputyForm(), status=409, refusal=str(refusal))
    messages.success(request, _("Withdrawn: %(name)s") % {"name": row.deputy.name})
    return redirect("reviews:deputies")


def _supervisor(request: StaffRequest) -> Manager:
    """Return the user as a supervisor; the page is nobody else's."""
    user = request.user
    if not user.is_manager or user.manager is None or not turns_of(user).has_queue:
        raise Http404
    return user.manager


def _page(
    request: StaffRequest,
    supervisor: Manager,
    form: DeputyForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "rows": deputies_of(supervisor),
        "absent": list(places_of(request.user).values()),
        "refusal": refusal,
        "today": timezone.localdate(),
        "nav": "reviews:queue",
    }
    return render(request, "reviews/deputies/deputies.html", context, status=status)
