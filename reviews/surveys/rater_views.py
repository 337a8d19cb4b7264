"""Pages of who is asked about whom: of one person, and the list of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.models import Survey
from reviews.steps.access import get_cycle
from reviews.surveys.choosing import check_may_choose, choose_raters
from reviews.surveys.nominating import (
    approve_proposal,
    check_may_propose,
    may_propose,
    propose,
    refuse_proposal,
)
from reviews.surveys.people import PEOPLE, PersonSearch, people_of
from reviews.surveys.proposing import near_to
from reviews.surveys.rater_forms import ProposalForm, RaterForm
from reviews.surveys.raters_page import chosen_of, groups_of, offered
from reviews.surveys.read import get_survey
from scoring.cycles.reviewers import reviewed_in
from scoring.cycles.scope import get_participant

Form = RaterForm | ProposalForm


@require_http_methods(["GET", "HEAD", "POST"])
def raters(request: StaffRequest, code: str, kind: str, staff_no: str) -> HttpResponse:
    """Show who is asked about somebody; she proposes, her reviewer or HR decides."""
    participant = get_participant(request.user, code, staff_no)
    survey, manager = get_survey(participant.cycle, kind), participant.manager
    if not survey.people.filter(manager=manager).exists():
        raise Http404
    if request.user.manager_id == manager.pk and request.user.is_manager:
        return _own(request, survey, manager)
    if request.method == "POST" or not request.user.is_auditor:
        check_may_choose(survey, manager, request.user)
    if request.method != "POST":
        return _page(request, survey, manager, RaterForm(), status=200)
    if request.POST.get("action") in {"approve", "refuse"}:
        return _decide(request, survey, manager)
    return _choose(request, survey, manager)


@require_safe
def people(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """List whom a survey is about and who is asked: everybody, or those whom the user reviews."""
    survey, listed = _listed(request, code, kind)
    context = {
        "nav": "reviews:overview" if request.user.sees_everyone else "reviews:queue",
        "cycle": survey.cycle,
        "survey": survey,
        "list": listed,
    }
    return render(request, "reviews/surveys/people.html", context)


@require_safe
@export
def people_xlsx(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Send the list as a workbook."""
    survey, listed = _listed(request, code, kind)
    page = reverse("reviews:survey_people", args=[code, kind])
    name = f"{survey.cycle.code}-{survey.kind}-raters.xlsx"
    return as_workbook(request, listed, name, page=page)


def _listed(request: StaffRequest, code: str, kind: str) -> tuple[Survey, Shown]:
    user = request.user
    cycle = get_cycle(user, code)
    survey = get_survey(cycle, kind)
    only = None if user.sees_everyone else set(reviewed_in(cycle, user))
    if only is not None and not only:
        raise Http404
    form = PersonSearch(request.GET)
    found = sorted(form.narrowed(people_of(survey, only)), key=lambda one: one.place)
    files = reverse("reviews:survey_people_xlsx", args=[code, kind])
    return survey, PEOPLE.of(request, found, form=form, files=files)


def _own(request: StaffRequest, survey: Survey, manager: Manager) -> HttpResponse:
    """Show her who is asked about her, and take what she proposes."""
    near, chosen = near_to(survey, manager), chosen_of(survey, manager)
    sent = request.POST if request.method == "POST" else None
    form = ProposalForm(sent, near=near, chosen=chosen)
    if sent is None:
        return _page(request, survey, manager, form, status=200)
    if not form.is_valid():
        return _page(request, survey, manager, form)
    try:
        check_may_propose(survey, manager, request.user)
        propose(survey=survey, manager=manager, raters=form.pairs, actor=request.user)
    except Refused as refusal:
        return _page(request, survey, manager, form, refusal=str(refusal))
    messages.success(request, _("Proposed"))
    return _again(survey, manager)


def _choose(request: StaffRequest, survey: Survey, manager: Manager) -> HttpResponse:
    form = RaterForm(request.POST if request.POST.get("staff_no") else None)
    if form.is_bound and not form.is_valid():
        return _page(request, survey, manager, form)
    out = [int(key) for key in request.POST.getlist("out") if _is_number(key)]
    try:
        choose_raters(
            survey=survey, manager=manager, add=_added(form), take_out=out, actor=request.user
        )
    except Refused as refusal:
        return _page(request, survey, manager, form, refusal=str(refusal))
    messages.success(request, _("Saved"))
    return _again(survey, manager)


def _decide(request: StaffRequest, survey: Survey, manager: Manager) -> HttpResponse:
    """Approve what she has proposed, changed or not, or refuse it."""
    number, reason = request.POST.get("proposal", ""), request.POST.get("reason", "")
    is_approved = request.POST["action"] == "approve"
    sent = is_approved and request.POST.get("staff_no")
    form = RaterForm(request.POST if sent else None)
    if form.is_bound and not form.is_valid():
        return _page(request, survey, manager, form, reason=reason)
    known = survey.proposals.filter(manager=manager)
    proposal = known.filter(pk=int(number)).first() if _is_number(number) else None
    try:
        if proposal is None:
            raise Refused(_("She has proposed others meanwhile"))
        if is_approved:
            approve_proposal(
                proposal=proposal,
                take_out=request.POST.getlist("out"),
                add=[(side, rater.pk) for side, rater in _added(form)],
                reason=reason,
                actor=request.user,
            )
        else:
            refuse_proposal(proposal=proposal, reason=reason, actor=request.user)
    except Refused as refusal:
        return _page(request, survey, manager, form, refusal=str(refusal), reason=reason)
    messages.success(request, _("Approved") if is_approved else _("Refused"))
    return _again(survey, manager)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _added(form: RaterForm) -> list[tuple[str, Manager]]:
    return [(form.cleaned_data["side"], form.cleaned_data["staff_no"])] if form.is_bound else []


def _again(survey: Survey, manager: Manager) -> HttpResponse:
    return redirect("reviews:survey_raters", survey.cycle.code, survey.kind, manager.pk)


def _page(
    request: StaffRequest,
    survey: Survey,
    manager: Manager,
    form: Form,
    *,
    status: int = 422,
    refusal: str = "",
    reason: str = "",
) -> HttpResponse:
    user = request.user
    is_own = isinstance(form, ProposalForm)
    person = survey.people.filter(manager=manager).select_related("approved_by").first()
    made = survey.proposals.filter(manager=manager).select_related("decided_by")
    newest = made.order_by("-pk").first()
    waiting = newest if newest is not None and newest.is_waiting else None
    is_free = survey.is_being_set_up and not survey.cycle.is_published
    may_still = is_own and may_propose(survey) and person is not None and not person.approved_at
    others = "reviews:overview" if user.sees_everyone else "reviews:queue"
    context: dict[str, Any] = {
        "nav": "perfcenter:home" if is_own else others,
        "cycle": survey.cycle,
        "survey": survey,
        "manager": manager,
        "groups": groups_of(survey, manager),
        "form": form,
        "refusal": refusal,
        "reason": reason,
        "is_own": is_own,
        "may_propose": may_still,
        "writable": not is_own and is_free and not user.is_auditor,
        "person": person,
        "newest": newest,
        "waiting": waiting,
        "offered": offered(survey, waiting) if waiting else [],
        "left_out": set(request.POST.getlist("out")),
    }
    return render(request, "reviews/surveys/raters.html", context, status=status)
