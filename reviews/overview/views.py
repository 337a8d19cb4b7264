"""The first page of HR and auditors: every open cycle at once; supervisors see their people."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.ui.requests import StaffRequest
from reviews.overview.page import headline, rows_of, step_items
from reviews.overview.read import overview
from reviews.report.turns import turns_of
from reviews.todo import tasks_of


@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Show how far every open cycle is, for who sees more people than herself."""
    user = request.user
    if not (user.sees_everyone or (user.is_manager and turns_of(user).has_queue)):
        raise Http404
    found = overview(user)
    context = {
        "overview": found,
        "headline": headline(found),
        "step_items": step_items(found.whole),
        "groups": rows_of(found, user),
        "tasks": tasks_of(user),
        "nav": "reviews:overview" if user.sees_everyone else "reviews:queue",
    }
    return render(request, "reviews/overview/overview.html", context)
