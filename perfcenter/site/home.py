"""Where each role starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from perfcenter.base import registry
from perfcenter.base.registry import SetUp
from perfcenter.models import User
from perfcenter.ui.navigation import items_for
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.read import newest_cycle


def home(request: StaffRequest) -> HttpResponse:
    page = first_page(request.user)
    if page:
        return redirect(page)
    tasks = [task for tasks_of in registry.todo for task in tasks_of(request.user)]
    context = {"tasks": tasks, "set_up": steps_of(request.user) if request.user.is_hr else []}
    return render(request, "site/home.html", context)


def steps_of(user: User) -> list[SetUp]:
    """Return the steps from an empty database to the first cycle, each with whether it is done."""
    found = [step for steps in registry.set_up for step in steps(user)]
    return sorted(found, key=lambda step: step.place)


def first_page(user: User) -> str | None:
    """Return the newest score sheet of a manager, for others the first page of their work.

    HR begins with what is to be set up, as long as there is no cycle.
    """
    if user.is_hr and newest_cycle(user) is None:
        return None
    if user.is_manager:
        cycle = newest_cycle(user)
        return reverse("scoring:sheet", args=[cycle, user.manager_id]) if cycle else None
    return next(
        (item.url for item in items_for(user) if item.url != reverse("perfcenter:home")), None
    )
