"""The pages of recognition: proposed for somebody, decided one by one, listed for a cycle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from reviews.feedback.forms import DecideForm, ProposeForm, RecognitionSearch
from reviews.feedback.listing import RECOGNITIONS, dress_rows, recognitions_found
from reviews.feedback.page import around
from reviews.feedback.read import recognitions_for
from reviews.feedback.recognising import Decided, decline, grant, may_decide, propose, withdraw
from reviews.feedback.who import conducts, get_followed, get_place
from reviews.models import Recognition
from reviews.steps.access import is_own
from reviews.steps.sealed import seal_in_force
from scoring.cycles.as_published import put_back
from scoring.models import Cycle, Participant

UNPROCESSABLE, CONFLICT = 422, 409
State = Recognition.State


@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show what somebody is recognised for; whoever may proposes another one."""
    place = get_place(request.user, code, staff_no)
    if request.method != "POST":
        return _page(request, place, ProposeForm())
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form, status=UNPROCESSABLE)
    try:
        propose(cycle=place.cycle, manager=place.manager, actor=request.user, **form.cleaned_data)
    except Refused as refused:
        return _page(request, place, form, status=UNPROCESSABLE, refusal=str(refused))
    messages.success(request, _("Proposed; a second person of human resources decides"))
    return redirect("reviews:recognise", code, staff_no)


@require_http_methods(["GET", "HEAD", "POST"])
def recognition(request: StaffRequest, number: int) -> HttpResponse:
    """Show one, and decide on it as the second person."""
    one = _get(request.user, number)
    if request.method != "POST":
        return _one(request, one, DecideForm())
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _one(request, one, form, status=UNPROCESSABLE)
    try:
        done = _carry_out(request, one, form)
    except Decided as refused:
        unkept = words_for(form.fields, request.POST)
        now = _get(request.user, number)
        return _one(request, now, form, status=CONFLICT, refusal=str(refused), unkept=unkept)
    except Refused as refused:
        return _one(request, one, form, status=UNPROCESSABLE, refusal=str(refused))
    messages.success(request, done)
    return redirect("reviews:recognition", number)


@require_safe
def recognition_list(request: StaffRequest, code: str) -> HttpResponse:
    """List who is recognised in a cycle, who is proposed."""
    cycle = _whole(request, code)
    rows = Recognition.objects.filter(cycle=cycle)
    context = {
        "cycle": cycle,
        "list": _listed(request, cycle),
        "granted": rows.filter(state=State.GRANTED).count(),
        "proposed": rows.filter(state=State.PROPOSED).count(),
        "nav": "reviews:board",
    }
    return render(request, "reviews/feedback/recognitions.html", context)


@require_safe
@export
def recognition_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle = _whole(request, code)
    page = reverse("reviews:recognition_list", args=[code])
    return as_workbook(request, _listed(request, cycle), f"{code}-recognition.xlsx", page=page)


def _whole(request: StaffRequest, code: str) -> Cycle:
    cycle = get_followed(request.user, code)
    check_sees_everyone(request.user)
    return cycle


def _listed(request: StaffRequest, cycle: Cycle) -> Shown:
    form = RecognitionSearch(request.GET)
    form.is_valid()

    def dress(rows: Sequence[Any]) -> Sequence[Any]:
        return dress_rows(cycle, rows)

    files = reverse("reviews:recognition_list_xlsx", args=[cycle.code])
    found = recognitions_found(cycle, form.cleaned_data)
    return RECOGNITIONS.of(request, found, form=form, files=files, dress=dress)


def _get(user: User, number: int) -> Recognition:
    """Return one that the user may read: HR, auditors, who proposed it or holds the interview.

    She herself reads what is granted.
    """
    rows = Recognition.objects.select_related(
        "cycle__scheme", "manager__branch", "proposed_by", "decided_by"
    )
    one: Recognition = get_object_or_404(rows, pk=number)
    if is_own(user, one.manager):
        if one.state != State.GRANTED:
            raise Http404
    elif not (
        user.sees_everyone
        or one.proposed_by_id == user.pk
        or conducts(user, one.cycle, one.manager)
    ):
        raise Http404
    put_back(one.cycle, [one.manager])
    return one


def _carry_out(request: StaffRequest, one: Recognition, form: DecideForm) -> str:
    action = request.POST.get("action", "")
    if action == "grant":
        grant(recognition=one, actor=request.user)
        return _("Granted; %(name)s is told") % {"name": one.manager.name}
    if action == "decline":
        decline(recognition=one, answer=form.cleaned_data["answer"], actor=request.user)
        return _("Declined")
    if action == "withdraw":
        withdraw(recognition=one, actor=request.user)
        return _("Withdrawn")
    if not request.user.is_hr:
        raise NotAllowed(_("Human resources does this"))
    raise Refused(_("There is no such button"))


def _one(
    request: StaffRequest,
    one: Recognition,
    form: DecideForm,
    *,
    status: int = 200,
    refusal: str = "",
    unkept: Any = (),
) -> HttpResponse:
    sealed = seal_in_force(one.cycle) is not None
    user = request.user
    own = is_own(user, one.manager)
    context = {
        "one": one,
        "cycle": one.cycle,
        "manager": one.manager,
        "form": form,
        "is_own": own,
        "may_decide": may_decide(user, one) and not sealed,
        "may_withdraw": one.is_open and one.proposed_by_id == user.pk and not sealed,
        "refusal": refusal,
        "unkept": unkept,
        "nav": "perfcenter:home" if own else _nav(user),
    }
    return render(request, "reviews/feedback/recognition.html", context, status=status)


def _nav(user: User) -> str:
    return "reviews:board" if user.sees_everyone else "reviews:queue"


def _page(
    request: StaffRequest,
    place: Participant,
    form: ProposeForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = around(request.user, place, "recognise")
    context |= {
        "recognitions": recognitions_for(request.user, place.cycle, place.manager),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "reviews/feedback/recognise.html", context, status=status)
