"""The page of somebody's training needs and wishes; the list of needs over the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from reviews.feedback.forms import NeedForm, NeedSearch, WishForm
from reviews.feedback.growing import withdraw_need, withdraw_wish, write_need, write_wish
from reviews.feedback.listing import NEEDS, dress_rows, needs_found
from reviews.feedback.page import around
from reviews.feedback.read import needs_of, wishes_of
from reviews.feedback.who import get_followed, get_place
from reviews.models import CareerWish, TrainingNeed
from scoring.models import Cycle, Participant

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def growth(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show what somebody should learn and what she wishes; carry out the button."""
    place = get_place(request.user, code, staff_no)
    if request.method != "POST":
        return _page(request, place)
    action = request.POST.get("action", "")
    bound: dict[str, Form] = {}
    if action == "need":
        bound["need"] = NeedForm(request.POST, auto_id="need_%s")
    elif action == "wish":
        bound["wish"] = WishForm(request.POST, auto_id="wish_%s")
    if any(not form.is_valid() for form in bound.values()):
        return _page(request, place, bound, status=UNPROCESSABLE)
    try:
        done = _carry_out(request, place, action, bound)
    except Refused as refused:
        return _page(request, place, bound, status=UNPROCESSABLE, refusal=str(refused))
    messages.success(request, done)
    return redirect("reviews:growth", code, staff_no)


@require_safe
def need_list(request: StaffRequest, code: str) -> HttpResponse:
    """List the training needs of a cycle by topic."""
    cycle = _whole(request, code)
    counted = needs_found(cycle, {}).order_by().values_list("topic").annotate(n=Count("pk"))
    counts = dict(counted)
    context = {
        "cycle": cycle,
        "list": _listed(request, cycle),
        "topics": [
            (topic.value, topic.label, counts[topic.value])
            for topic in TrainingNeed.Topic
            if topic.value in counts
        ],
        "total": sum(counts.values()),
        "nav": "reviews:board",
    }
    return render(request, "reviews/feedback/needs.html", context)


@require_safe
@export
def need_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle = _whole(request, code)
    page = reverse("reviews:need_list", args=[code])
    return as_workbook(request, _listed(request, cycle), f"{code}-training.xlsx", page=page)


def _whole(request: StaffRequest, code: str) -> Cycle:
    cycle = get_followed(request.user, code)
    check_sees_everyone(request.user)
    return cycle


def _listed(request: StaffRequest, cycle: Cycle) -> Shown:
    form = NeedSearch(request.GET)
    form.is_valid()

    def dress(rows: Sequence[Any]) -> Sequence[Any]:
        return dress_rows(cycle, rows)

    files = reverse("reviews:need_list_xlsx", args=[cycle.code])
    found = needs_found(cycle, form.cleaned_data)
    return NEEDS.of(request, found, form=form, files=files, dress=dress)


def _carry_out(
    request: StaffRequest, place: Participant, action: str, bound: dict[str, Any]
) -> str:
    about: dict[str, Any] = {
        "cycle": place.cycle,
        "manager": place.manager,
        "actor": request.user,
    }
    if action == "need":
        said = bound["need"].cleaned_data
        write_need(topic=said["topic"], text=said["need"], **about)
        return _("Written down")
    if action == "wish":
        said = bound["wish"].cleaned_data
        write_wish(kind=said["kind"], text=said["wish"], **about)
        return _("Written down")
    number = _number(request.POST.get("number"))
    mine = {"cycle": place.cycle, "manager": place.manager, "pk": number}
    if action == "drop_need":
        withdraw_need(need=get_object_or_404(TrainingNeed, **mine), actor=request.user)
        return _("Withdrawn")
    if action == "drop_wish":
        withdraw_wish(wish=get_object_or_404(CareerWish, **mine), actor=request.user)
        return _("Withdrawn")
    if request.user.is_auditor:
        raise NotAllowed(_("An auditor changes nothing"))
    raise Refused(_("There is no such button"))


def _page(
    request: StaffRequest,
    place: Participant,
    bound: dict[str, Form] | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = around(request.user, place, "growth")
    cycle, manager = place.cycle, place.manager
    context |= {
        "needs": needs_of(cycle, manager),
        "wishes": wishes_of(cycle, manager) if context["reads_wishes"] else [],
        "may_need": (context["is_own"] or context["holds"]) and not context["is_sealed"],
        "may_wish": context["is_own"] and not context["is_sealed"],
        "need": NeedForm(auto_id="need_%s"),
        "wish": WishForm(auto_id="wish_%s"),
        "refusal": refusal,
        **(bound or {}),
    }
    return render(request, "reviews/feedback/growth.html", context, status=status)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
