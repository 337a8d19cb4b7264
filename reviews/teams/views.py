"""The pages of groups' weeks: all groups that somebody sees, and the record of one."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.report.units import typed_unit
from reviews.teams.forms import WeekChoice, WeekForm, initial_of
from reviews.teams.listing import TEAMS
from reviews.teams.read import (
    DAYS,
    Week,
    groups_for,
    leads,
    members_of,
    monday_of,
    sunday_of,
    weeks_of,
)
from reviews.teams.write import Outdated, record_week

UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
def team_list(request: StaffRequest) -> HttpResponse:
    """Show the groups' meetings of a week with their sums."""
    monday = _monday(request)
    context = {
        **_weeks_around(monday),
        "list": _listed(request, monday),
        "choice": WeekChoice(initial={"week": monday}),
        "nav": "reviews:week_list",
    }
    return render(request, "reviews/teams/list.html", context)


@require_safe
@export
def team_list_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the same as a workbook."""
    monday = _monday(request)
    page = reverse("reviews:week_list")
    return as_workbook(request, _listed(request, monday), f"teams-{monday}.xlsx", page=page)


def _listed(request: StaffRequest, monday: date) -> Shown:
    found = weeks_of(groups_for(request.user), monday)
    return TEAMS.of(request, found, files=reverse("reviews:week_list_xlsx"))


def _monday(request: StaffRequest) -> date:
    """Return the Monday of the week that is asked for; 404 for who is in no group."""
    if not (request.user.is_manager or request.user.sees_everyone):
        raise Http404
    return monday_of(WeekChoice(request.GET).day(timezone.localdate()))


def _weeks_around(monday: date) -> dict[str, date]:
    week = timedelta(days=DAYS)
    return {
        "monday": monday,
        "sunday": sunday_of(monday),
        "before": monday - week,
        "after": monday + week,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def team_week(request: StaffRequest, staff_no: str) -> HttpResponse:
    """Show a group's meeting of a week; its leader keeps the record."""
    monday = _monday(request)
    leader = get_object_or_404(groups_for(request.user), pk=staff_no)
    if request.method != "POST":
        return _page(request, leader, monday)
    if not leads(request.user, leader):
        raise NotAllowed(_("Only %(name)s keeps this record") % {"name": leader.name})
    (week,) = weeks_of([leader], monday)
    form = WeekForm(request.POST, people=_people(leader, week))
    if not form.is_valid():
        return _page(request, leader, monday, form, status=UNPROCESSABLE)
    try:
        record_week(
            leader=leader, week=monday, held_on=form.cleaned_data["held_on"], said=form.said,
            version=form.cleaned_data["version"] or 0, actor=request.user,
        )  # fmt: skip
    except Refused as refused:
        status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
        return _page(request, leader, monday, form, status=status, refusal=str(refused))
    messages.success(request, _("Saved"))
    return redirect(reverse("reviews:week", args=[staff_no]) + f"?week={monday}")


def _people(leader: Manager, week: Week) -> list[Manager]:
    """Return who is in the group, and who was when the week was recorded."""
    then = [line.manager_id for line in week.lines]
    now = members_of(leader).values("pk")
    return list(Manager.objects.filter(Q(pk__in=now) | Q(pk__in=then)).order_by("staff_no"))


def _page(
    request: StaffRequest,
    leader: Manager,
    monday: date,
    form: WeekForm | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    (week,) = weeks_of([leader], monday)
    today = timezone.localdate()
    writable = leads(request.user, leader) and monday <= today
    if writable and form is None:
        people = _people(leader, week)
        held = week.meeting.held_on if week.meeting else min(today, sunday_of(monday))
        form = WeekForm(initial={"held_on": held, **initial_of(week.lines, people)}, people=people)
    context = {
        **_weeks_around(monday),
        "leader": leader,
        "week": week,
        "form": form,
        "unit": typed_unit("yuan", form.money) if form else "",
        "version": week.meeting.version if week.meeting else 0,
        "writable": writable,
        "refusal": refusal,
        "is_late": status == CONFLICT,
        "choice": WeekChoice(initial={"week": monday}),
        "nav": "reviews:week_list",
    }
    return render(request, "reviews/teams/week.html", context, status=status)
