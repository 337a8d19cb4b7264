"""The page of somebody's improvement plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from reviews.feedback.forms import CloseForm, PlanForm, ReviewForm, item_forms
from reviews.feedback.improving import close_plan, review_plan, write_plan
from reviews.feedback.page import around
from reviews.feedback.read import items_of, plans_of
from reviews.feedback.texts import Outdated
from reviews.feedback.who import get_place
from reviews.models import ImprovementPlan
from scoring.models import Participant

UNPROCESSABLE, CONFLICT = 422, 409
Forms = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def improvement(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show plans with items and reviews; carry out the button."""
    place = get_place(request.user, code, staff_no)
    if request.method != "POST":
        return _page(request, place)
    action = request.POST.get("action", "")
    bound = _bound(request, action)
    listed = [one for key, one in bound.items() if key != "items"] + bound.get("items", [])
    if any([not one.is_valid() for one in listed]):  # noqa: C419 - each shows its errors
        return _page(request, place, bound, status=UNPROCESSABLE)
    try:
        done = _carry_out(request, place, action, bound)
    except Refused as refused:
        status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
        return _page(request, place, bound, status=status, refusal=str(refused))
    messages.success(request, done)
    return redirect("reviews:improvement", code, staff_no)


def _bound(request: StaffRequest, action: str) -> Forms:
    """Return the form of the button that was pressed, filled as it was sent."""
    if action == "write":
        plan = PlanForm(request.POST, auto_id="plan_%s")
        return {"plan": plan, "items": item_forms([], request.POST)}
    if action == "review":
        return {"review": ReviewForm(request.POST, auto_id="review_%s")}
    if action in {"met", "unmet"}:
        return {"close": CloseForm(request.POST, auto_id="close_%s")}
    return {}


def _carry_out(request: StaffRequest, place: Participant, action: str, bound: Forms) -> str:
    about: dict[str, Any] = {
        "cycle": place.cycle,
        "manager": place.manager,
        "actor": request.user,
    }
    if action == "write":
        items = [row.item for row in bound["items"] if row.has_changed()]
        review_on = bound["plan"].cleaned_data["review_on"]
        write_plan(items=items, review_on=review_on, read=bound["plan"].seen, **about)
        return _("The plan is kept; %(name)s is told") % {"name": place.manager.name}
    if action == "review":
        said = {
            name: value for name, value in bound["review"].cleaned_data.items() if name != "read"
        }
        review_plan(**said, read=bound["review"].seen, **about)
        return _("The review is kept")
    if action in {"met", "unmet"}:
        form: CloseForm = bound["close"]
        close_plan(
            is_met=action == "met", result=form.cleaned_data["result"], read=form.seen, **about
        )
        return _("The plan is closed")
    raise Refused(_("There is no such button"))


def _page(
    request: StaffRequest,
    place: Participant,
    bound: Forms | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    plans = plans_of(place.cycle, place.manager)
    running = next((one for one in plans if one.is_open), None)
    context = around(request.user, place, "improvement")
    bound = bound or {}
    forms = _forms(running)
    context |= {
        "plans": [_shown(one) for one in plans],
        "running": running,
        "version": running.version if running else 0,
        "forms": {**forms, **bound},
        "typed": {name: isinstance(one, Form) for name, one in bound.items()},
        "refusal": refusal,
    }
    return render(request, "reviews/feedback/plan.html", context, status=status)


def _forms(running: ImprovementPlan | None) -> Forms:
    items = list(items_of(running)) if running else []
    review_on = running.review_on if running else None
    today = timezone.localdate()
    return {
        "plan": PlanForm(initial={"review_on": review_on}, auto_id="plan_%s"),
        "items": item_forms(items),
        "review": ReviewForm(initial={"held_on": today}, auto_id="review_%s"),
        "close": CloseForm(auto_id="close_%s"),
    }


def _shown(plan: ImprovementPlan) -> dict[str, Any]:
    older: dict[int, list[Any]] = {}
    for item in plan.items.select_related("written_by").order_by("-version", "position"):
        older.setdefault(item.version, []).append(item)
    return {
        "plan": plan,
        "items": older.pop(plan.version, []),
        "older": list(older.items()),
        "reviews": list(plan.reviews.all()),
    }
