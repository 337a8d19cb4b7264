"""The pages of feedback interviews: who has had one, and the record of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from reviews.feedback.forms import (
    AnswerForm,
    FollowedSearch,
    InterviewForm,
    RuleForm,
    interview_initial,
)
from reviews.feedback.listing import FOLLOWED, dress_followed, followed_found
from reviews.feedback.page import around
from reviews.feedback.read import LACKING, LOWEST, NONE, interviews_of, people_followed, rule_of
from reviews.feedback.texts import Outdated
from reviews.feedback.who import get_followed, get_place
from reviews.feedback.write import confirm_interview, refuse_interview, set_rule, write_interview
from reviews.models import Interview
from reviews.steps.sealed import seal_in_force
from scoring.models import Cycle, Participant

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_list(request: StaffRequest, code: str) -> HttpResponse:
    """List who has had an interview, who lacks a plan; HR says by when."""
    cycle = get_followed(request.user, code)
    if request.method != "POST":
        return _list(request, cycle, _rule_form(cycle))
    check_is_hr(request.user)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _list(request, cycle, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        set_rule(
            cycle=cycle, due=said["due"], lowest=said["lowest"], read=form.seen,
            actor=request.user,
        )  # fmt: skip
    except Refused as refused:
        status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
        return _list(request, cycle, form, status=status, refusal=str(refused))
    messages.success(request, _("Saved"))
    return redirect("reviews:feedback_list", code)


@require_safe
@export
def feedback_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle = get_followed(request.user, code)
    page = reverse("reviews:feedback_list", args=[code])
    return as_workbook(request, _listed(request, cycle), f"{code}-feedback.xlsx", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show the record with its versions; whoever holds the interview writes, she answers."""
    place = get_place(request.user, code, staff_no)
    if request.method != "POST":
        return _page(request, place)
    if request.POST.get("action") == "write":
        return _written(request, place)
    return _answered(request, place)


def _written(request: StaffRequest, place: Participant) -> HttpResponse:
    form = InterviewForm(request.POST, is_first=request.POST.get("read", "0") in {"", "0"})
    if not form.is_valid():
        return _page(request, place, interview=form, status=UNPROCESSABLE)
    try:
        write_interview(
            cycle=place.cycle,
            manager=place.manager,
            talked=form.talked,
            because=form.cleaned_data.get("because", ""),
            read=form.seen,
            actor=request.user,
        )
    except Refused as refused:
        return _refused(request, place, refused, interview=form)
    said = {"name": place.manager.name}
    messages.success(request, _("Kept; it waits for the confirmation of %(name)s") % said)
    return redirect("reviews:feedback", place.cycle.code, place.manager_id)


def _answered(request: StaffRequest, place: Participant) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, place, answer=form, status=UNPROCESSABLE)
    said: dict[str, Any] = {
        "cycle": place.cycle,
        "manager": place.manager,
        "seen": form.seen,
        "remark": form.cleaned_data["remark"],
        "actor": request.user,
    }
    try:
        if request.POST.get("action") == "refuse":
            refuse_interview(**said)
            messages.success(request, _("Kept that you do not confirm it"))
        else:
            confirm_interview(**said)
            messages.success(request, _("Confirmed"))
    except Refused as refused:
        return _refused(request, place, refused, answer=form)
    return redirect("reviews:feedback", place.cycle.code, place.manager_id)


def _refused(
    request: StaffRequest, place: Participant, refused: Refused, **bound: Any
) -> HttpResponse:
    status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
    return _page(request, place, status=status, refusal=str(refused), **bound)


def _page(
    request: StaffRequest,
    place: Participant,
    *,
    interview: InterviewForm | None = None,
    answer: AnswerForm | None = None,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    found = interviews_of(place.cycle, place.manager)
    newest = found[0] if found else None
    context = around(request.user, place, "feedback")
    number = newest.number if newest else 0
    waits = newest is not None and newest.state == Interview.State.WAITING
    context |= {
        "interview": newest,
        "versions": found[1:],
        "number": number,
        "may_answer": context["is_own"] and waits and not context["is_sealed"],
        "form": _interview_form(interview, newest),
        "typed": interview is not None,
        "answer": answer or AnswerForm(auto_id="answer_%s"),
        "refusal": refusal,
    }
    return render(request, "reviews/feedback/feedback.html", context, status=status)


def _interview_form(sent: InterviewForm | None, newest: Interview | None) -> InterviewForm:
    """Return the form as it was sent, on top of the version that counts now; else a new one."""
    initial = interview_initial(newest, timezone.localdate())
    if sent is None:
        return InterviewForm(initial=initial, is_first=newest is None)
    form = InterviewForm(sent.data, is_first=newest is None)
    form.is_valid()
    return form


def _rule_form(cycle: Cycle) -> RuleForm:
    rule = rule_of(cycle)
    if rule is None:
        return RuleForm(initial={"read": 0, "lowest": LOWEST})
    return RuleForm(initial={"read": rule.pk, "due": rule.due, "lowest": rule.lowest})


def _listed(request: StaffRequest, cycle: Cycle) -> Shown:
    form = FollowedSearch(request.GET)
    form.is_valid()

    def dress(rows: Sequence[Any]) -> Sequence[Any]:
        return dress_followed(cycle, rows)

    files = reverse("reviews:feedback_list_xlsx", args=[cycle.code])
    found = followed_found(cycle, request.user, form.cleaned_data)
    return FOLLOWED.of(request, found, form=form, files=files, dress=dress)


def _list(
    request: StaffRequest, cycle: Cycle, form: RuleForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    people = people_followed(cycle, request.user).order_by()
    rule, total = rule_of(cycle), people.count()
    missing = people.filter(stage=NONE, has_gone=False).count()
    late = bool(rule and rule.due and rule.due < timezone.localdate() and missing)
    context = {
        "cycle": cycle,
        "rule": rule,
        "read": rule.pk if rule else 0,
        "form": form,
        "list": _listed(request, cycle),
        "people": total,
        "held": people.exclude(stage=NONE).count(),
        "missing": missing,
        "waiting": people.filter(stage=Interview.State.WAITING).count(),
        "refused": people.filter(stage=Interview.State.REFUSED).count(),
        "lacking": people.filter(planned=LACKING).count(),
        "is_late": late,
        "refusal": refusal,
        "writable": request.user.is_hr and seal_in_force(cycle) is None,
        "nav": "reviews:board" if request.user.sees_everyone else "reviews:queue",
    }
    return render(request, "reviews/feedback/list.html", context, status=status)
