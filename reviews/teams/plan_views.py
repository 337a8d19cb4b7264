"""Somebody's own work plan: four quadrants and her routines."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.models import PlanItem
from reviews.teams.forms import ItemForm
from reviews.teams.read import plan_of
from reviews.teams.write import add_item, change_item, drop_item, tick_item

UNPROCESSABLE = 422
QUADRANTS = ((True, True), (True, False), (False, True), (False, False))
"""Important or not, urgent or not."""


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    """Show one's own plan, and take something more into it."""
    manager = _own(request)
    if request.method != "POST":
        return _page(request, manager, ItemForm(initial={"is_important": True}))
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _page(request, manager, form, status=UNPROCESSABLE)
    try:
        add_item(manager=manager, actor=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, manager, form, status=UNPROCESSABLE)
    return redirect("reviews:plan")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_item(request: StaffRequest, number: int) -> HttpResponse:
    """Change something of one's own plan."""
    item = _item(request, number)
    if request.method != "POST":
        return _item_page(request, item, ItemForm(initial=vars(item)))
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _item_page(request, item, form, status=UNPROCESSABLE)
    try:
        change_item(item=item, actor=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _item_page(request, item, form, status=UNPROCESSABLE)
    return redirect("reviews:plan")


@require_POST
def plan_tick(request: StaffRequest, number: int) -> HttpResponse:
    """Tick something off, take the tick back, or drop it."""
    item = _item(request, number)
    if "drop" in request.POST:
        drop_item(item=item, actor=request.user)
    else:
        tick_item(item=item, is_done="done" in request.POST, actor=request.user)
    return redirect("reviews:plan")


def _own(request: StaffRequest) -> Manager:
    if not request.user.is_manager or request.user.manager is None:
        raise Http404
    return request.user.manager


def _item(request: StaffRequest, number: int) -> PlanItem:
    mine = PlanItem.objects.filter(manager=_own(request), is_dropped=False)
    return get_object_or_404(mine, pk=number)


def _page(
    request: StaffRequest, manager: Manager, form: ItemForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    items = [(one, one.is_done(today)) for one in plan_of(manager)]
    names = (
        _("Important and urgent"), _("Important, not urgent"), _("Urgent, not important"),
        _("Neither"),
    )  # fmt: skip
    quadrants = [
        (name, [
            (one, done) for one, done in items
            if not one.routine and (one.is_important, one.is_urgent) == place
        ])
        for name, place in zip(names, QUADRANTS, strict=True)
    ]  # fmt: skip
    routines = [
        (label, [(one, done) for one, done in items if one.routine == value])
        for value, label in PlanItem.Routine.choices
        if value
    ]
    context = {
        "form": form,
        "quadrants": quadrants,
        "routines": routines,
        "open": sum(not done for _one, done in items),
        "nav": "reviews:plan",
    }
    return render(request, "reviews/teams/plan.html", context, status=status)


def _item_page(
    request: StaffRequest, item: PlanItem, form: ItemForm, *, status: int = 200
) -> HttpResponse:
    context = {"item": item, "form": form, "nav": "reviews:plan"}
    return render(request, "reviews/teams/item.html", context, status=status)
