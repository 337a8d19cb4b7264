"""The pages of performance contracts: each person's, HR's list, and their wording."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from reviews.contracts.content import agreed
from reviews.contracts.countersigning import countersign, decline_to_countersign, wording_of
from reviews.contracts.forms import AnswerForm, CallForm, CounterForm, StandingSearch, WordingForm
from reviews.contracts.listing import CONTRACTS, narrowed
from reviews.contracts.read import (
    BOTH,
    DECLINED,
    WORDS,
    Standing,
    call_of,
    contracts_of,
    standing_of,
    standings_of,
    to_countersign,
)
from reviews.contracts.write import Outdated, call, refuse, sign, write_wording
from reviews.models import Contract, ContractWording
from reviews.steps.access import get_cycle
from scoring.cycles.reviewers import may_review
from scoring.cycles.scope import get_participant
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def contract_list(request: StaffRequest, code: str) -> HttpResponse:
    """Show who has signed; HR asks for the contracts."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    if request.method != "POST":
        return _list(request, cycle, _call_form(cycle))
    check_is_hr(request.user)
    form = CallForm(request.POST)
    if not form.is_valid():
        return _list(request, cycle, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        call(
            cycle=cycle, wording=said["wording"], due=said["due"], read=said["read"] or 0,
            actor=request.user,
        )  # fmt: skip
    except Refused as refused:
        return _list(request, cycle, form, status=UNPROCESSABLE, refusal=str(refused))
    messages.success(request, _("Asked everybody who takes part to sign"))
    return redirect("reviews:contract_list", cycle.code)


def _call_form(cycle: Cycle) -> CallForm:
    found = call_of(cycle)
    initial = {"read": found.pk if found else 0, "due": found.due if found else None}
    return CallForm(initial=initial)


def _list(
    request: StaffRequest, cycle: Cycle, form: CallForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    found = standings_of(cycle)
    counts = [(key, words, sum(one.state == key for one in found)) for key, words in WORDS.items()]
    context = {
        "cycle": cycle,
        "call": call_of(cycle),
        "form": form,
        "has_wording": ContractWording.objects.exists(),
        "counts": [one for one in counts if one[2]],
        "signed": sum(one.is_signed for one in found),
        "people": len(found),
        "list": _listed(request, cycle, found),
        "refusal": refusal,
        "writable": request.user.is_hr and not cycle.is_published,
        "nav": "reviews:board",
    }
    return render(request, "reviews/contracts/list.html", context, status=status)


def _listed(request: StaffRequest, cycle: Cycle, found: list[Standing]) -> Shown:
    form = StandingSearch(request.GET)
    files = reverse("reviews:contract_list_xlsx", args=[cycle.code])
    return CONTRACTS.of(request, narrowed(form, found), form=form, files=files)


@require_safe
@export
def contract_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    shown = _listed(request, cycle, standings_of(cycle))
    page = reverse("reviews:contract_list", args=[cycle.code])
    return as_workbook(request, shown, f"{cycle.code}-contracts.xlsx", page=page)


@require_safe
def contract(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show somebody's contract as it is now, and what she answered so far."""
    return _page(request, get_participant(request.user, code, staff_no))


@require_safe
def contract_at(request: StaffRequest, code: str, staff_no: str, number: int) -> HttpResponse:
    """Show a contract as it was answered."""
    place = get_participant(request.user, code, staff_no)
    found = contracts_of(place.cycle, place.manager)
    one = next((one for one in found if one.number == number), None)
    if one is None:
        raise Http404
    context = {
        **_about(request, place, found),
        "one": one,
        "rows": agreed(one.content),
        "wording": worded(one.wording, place, one.name),
        "number": number,
    }
    return render(request, "reviews/contracts/contract.html", context)


@require_POST
def contract_answer(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Sign, or refuse with a reason; what was typed stays where it is not taken."""
    place = get_participant(request.user, code, staff_no)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form, status=UNPROCESSABLE)
    said = {"cycle": place.cycle, "manager": place.manager, "seen": form.cleaned_data["seen"]}
    try:
        if "refuse" in request.POST:
            done = refuse(**said, reason=form.cleaned_data["reason"], actor=request.user)
        else:
            done = sign(**said, actor=request.user)
    except Refused as refused:
        status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
        return _page(request, place, form, status=status, refusal=str(refused))
    messages.success(request, _("Signed") if done.is_signed else _("Your refusal is recorded"))
    return redirect("reviews:contract", code, staff_no)


@require_POST
def contract_countersign(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Countersign, or refuse with a reason; then the next contract that waits is shown."""
    place = get_participant(request.user, code, staff_no)
    form = CounterForm(request.POST)
    if not form.is_valid():
        return _page(request, place, counter=form, status=UNPROCESSABLE)
    said = {"cycle": place.cycle, "manager": place.manager, "seen": form.cleaned_data["seen"]}
    try:
        if "refuse" in request.POST:
            reason = form.cleaned_data["reason"]
            done = decline_to_countersign(**said, reason=reason, actor=request.user)
        else:
            done = countersign(**said, actor=request.user)
    except Refused as refused:
        status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
        return _page(request, place, counter=form, status=status, refusal=str(refused))
    name = {"name": place.manager.name}
    words = _("Countersigned: %(name)s") if done.is_signed else _("Not countersigned: %(name)s")
    messages.success(request, words % name)
    waiting = [one for cycle, found in to_countersign(request.user) for one in found
               if cycle == place.cycle]  # fmt: skip
    return redirect("reviews:contract", code, waiting[0].manager.staff_no if waiting else staff_no)


def _page(
    request: StaffRequest,
    place: Participant,
    form: AnswerForm | None = None,
    *,
    counter: CounterForm | None = None,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    standing = standing_of(place.cycle, place.manager)
    found = contracts_of(place.cycle, place.manager)
    context = _about(request, place, found)
    if standing is not None:
        may_answer = context["is_own"] and not place.cycle.is_published and not place.ended_on
        answer = AnswerForm(
            initial={"seen": standing.digest, "reason": form["reason"].value() if form else ""}
        )
        context |= {
            "standing": standing,
            "rows": agreed(standing.content),
            "wording": worded(standing.call.wording, place, place.manager.name),
            "may_sign": may_answer and not standing.is_signed,
            "may_refuse": may_answer and standing.is_open,
            "form": answer,
        }
        context |= _to_counter(request, place, standing, counter)
    context["refusal"] = refusal
    return render(request, "reviews/contracts/contract.html", context, status=status)


def _to_counter(
    request: StaffRequest, place: Participant, standing: Standing, given: CounterForm | None
) -> dict[str, Any]:
    """Return what a reviewer needs to countersign; nothing where there is nothing to."""
    if standing.last is None or not standing.is_signed or standing.state == BOTH:
        return {}
    if place.cycle.is_published or place.ended_on:
        return {}
    if not may_review(request.user, place.cycle, place.manager):
        return {}
    reason = given["reason"].value() if given else ""
    return {
        "may_countersign": True,
        "may_decline": standing.state != DECLINED,
        "counter_words": wording_of(standing.last),
        "counter_form": CounterForm(initial={"seen": standing.digest, "reason": reason}),
    }


def _about(request: StaffRequest, place: Participant, found: list[Contract]) -> dict[str, Any]:
    is_own = request.user.is_manager and request.user.manager_id == place.manager_id
    return {
        "cycle": place.cycle,
        "manager": place.manager,
        "contracts": found,
        "is_own": is_own,
        "nav": "reviews:board" if request.user.sees_everyone else "perfcenter:home",
    }


def worded(wording: ContractWording, place: Participant, name: str) -> str:
    """Return the wording with the names that it leaves open."""
    found = wording.words
    known = {
        "name": name, "number": place.manager_id, "cycle": cycle_title(place.cycle),
        "bank": settings.BANK_NAME,
    }  # fmt: skip
    for key, value in known.items():
        found = found.replace(f"{{{key}}}", str(value))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def wordings(request: StaffRequest) -> HttpResponse:
    """Show the versions of the wording; HR writes the next one."""
    check_sees_everyone(request.user)
    newest = ContractWording.objects.first()
    initial = {
        "read": newest.version if newest else 0,
        "text_zh": newest.text_zh if newest else "", "text": newest.text if newest else "",
    }  # fmt: skip
    form, status, refusal = WordingForm(initial=initial), 200, ""
    if request.method == "POST":
        check_is_hr(request.user)
        form, status = WordingForm(request.POST), UNPROCESSABLE
        if form.is_valid():
            try:
                write_wording(
                    text_zh=form.cleaned_data["text_zh"], text=form.cleaned_data["text"],
                    read=form.cleaned_data["read"] or 0, actor=request.user,
                )  # fmt: skip
            except Refused as refused:
                refusal = str(refused)
            else:
                messages.success(request, _("Saved"))
                return redirect("reviews:contract_wordings")
    context = {
        "form": form,
        "refusal": refusal,
        "wordings": ContractWording.objects.select_related("written_by"),
        "newest": newest,
        "writable": request.user.is_hr,
        "nav": "reviews:cycle_list",
    }
    return render(request, "reviews/contracts/wordings.html", context, status=status)
