"""Where each role starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from perfcenter.base import registry
from perfcenter.models import User
from perfcenter.ui.navigation import items_for
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.read import newest_cycle


def home(request: StaffRequest) -> HttpResponse:
    page = first_page(request.user)
    if page:
        return redirect(page)
    tasks = [task for tasks_of in registry.todo for task in tasks_of(request.user)]
    return render(request, "site/home.html", {"tasks": tasks})


def first_page(user: User) -> str | None:
    """Return the newest score sheet of a manager, for others the first page of their work."""
    if user.is_manager:
        cycle = newest_cycle(user)
        return reverse("scoring:sheet", args=[cycle, user.manager_id]) if cycle else None
    return next(
        (item.url for item in items_for(user) if item.url != reverse("perfcenter:home")), None
    )
