"""Where each role starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from perfcenter.models import User
from perfcenter.site.navigation import items_for, newest_cycle
from perfcenter.ui.requests import StaffRequest


def home(request: StaffRequest) -> HttpResponse:
    page = first_page(request.user)
    return redirect(page) if page else render(request, "site/home.html")


def first_page(user: User) -> str | None:
    """Return the newest score sheet of a manager, for others the first page of their work."""
    if user.is_manager:
        return _newest_sheet(user)
    return next(
        (item.url for item in items_for(user) if item.url != reverse("perfcenter:home")), None
    )


def _newest_sheet(user: User) -> str | None:
    cycle = newest_cycle(user)
    if cycle is None:
        return None
    try:
        return reverse("scoring:sheet", args=[cycle, user.manager_id])
    except NoReverseMatch:
        return None
