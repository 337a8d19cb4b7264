"""Acknowledging one's published result; for HR who has, and a reminder to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from reviews.acknowledging.forms import AnswerForm, AnswersSearch
from reviews.acknowledging.listing import ANSWERS, answers_found
from reviews.acknowledging.read import counts_of, standing_of
from reviews.acknowledging.write import (
    Answered,
    Changed,
    acknowledge,
    refuse_to_sign,
    remind_to_acknowledge,
    wording_of,
)
from reviews.steps.access import get_cycle, get_own_participation
from reviews.steps.afterwards import acknowledged_by, appealed_by, may_still_appeal
from reviews.steps.sealed import sealed_words
from scoring.cycles.as_published import put_back
from scoring.models import Cycle, Participant


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: StaffRequest, code: str) -> HttpResponse:
    """Show one's published result and the sentence to sign; keep the answer for good."""
    participant = get_own_participation(request.user, code)
    if request.method != "POST":
        return _page(request, participant)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, participant, form, status=422)
    said: dict[str, Any] = {
        "cycle": participant.cycle,
        "manager": participant.manager,
        "digest": form.cleaned_data["read_digest"],
        "actor": request.user,
    }
    try:
        if request.POST.get("action") == "refuse":
            refuse_to_sign(reason=form.cleaned_data["reason"], **said)
            messages.success(request, _("Kept that you do not sign"))
        else:
            acknowledge(**said)
            messages.success(request, _("Acknowledged"))
    except (Answered, Changed) as refused:
        return _page(request, participant, form, status=409, refusal=str(refused))
    except Refused as refused:
        return _page(request, participant, form, status=422, refusal=str(refused))
    return redirect("reviews:acknowledge", code)


@require_safe
def answer_list(request: StaffRequest, code: str) -> HttpResponse:
    """List who has acknowledged her result, refused, or owes it."""
    cycle = _whole(request, code)
    context = {
        "cycle": cycle,
        "list": _answers(request, cycle),
        "counts": counts_of(cycle),
        "due": acknowledged_by(cycle),
        "nav": "reviews:board",
    }
    return render(request, "reviews/acknowledging/answer_list.html", context)


@require_safe
@export
def answer_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the list as a workbook."""
    cycle = _whole(request, code)
    page, name = reverse("reviews:answer_list", args=[code]), f"{code}-acknowledgments.xlsx"
    return as_workbook(request, _answers(request, cycle), name, page=page)


@require_POST
def remind(request: StaffRequest, code: str) -> HttpResponse:
    """Remind everybody who owes it."""
    cycle = _whole(request, code)
    check_is_hr(request.user)
    count = remind_to_acknowledge(cycle=cycle, actor=request.user)
    said = ngettext("Reminded %(count)s person", "Reminded %(count)s people", count)
    if count:
        messages.success(request, said % {"count": whole(count)})
    else:
        messages.info(request, _("Nobody is left to be reminded today"))
    return redirect("reviews:answer_list", code)


def _whole(request: StaffRequest, code: str) -> Cycle:
    """Return a published cycle for who sees all of it."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    if not cycle.is_published:
        raise Http404
    return cycle


def _answers(request: StaffRequest, cycle: Cycle) -> Shown:
    form = AnswersSearch(request.GET)
    form.is_valid()

    def dress(rows: Sequence[Any]) -> Sequence[Any]:
        put_back(cycle, rows)
        return rows

    files = reverse("reviews:answer_list_xlsx", args=[cycle.code])
    found = answers_found(cycle, form.cleaned_data)
    return ANSWERS.of(request, found, form=form, files=files, dress=dress)


def _page(
    request: StaffRequest,
    participant: Participant,
    form: AnswerForm | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    cycle, manager = participant.cycle, participant.manager
    standing = standing_of(cycle, manager)
    if standing is None:
        raise Http404
    shown = AnswerForm(
        {"reason": request.POST.get("reason", ""), "read_digest": standing.digest}
        if form is not None
        else None,
        initial={"read_digest": standing.digest},
    )
    answered, sealed = standing.answer, sealed_words(cycle)
    context = {
        "cycle": cycle,
        "manager": manager,
        "standing": standing,
        "answer": answered,
        "wording": answered.wording if answered else wording_of(cycle, standing),
        "form": shown,
        "refusal": refusal,
        "unsaved": form is not None,
        "unkept": words_for({"reason": shown.fields["reason"]}, request.POST)
        if answered or sealed
        else [],
        "due": acknowledged_by(cycle),
        "last_day": appealed_by(cycle),
        "sealed": sealed,
        "may_appeal": may_still_appeal(cycle) and not sealed,
    }
    return render(request, "reviews/acknowledging/answer.html", context, status=status)
