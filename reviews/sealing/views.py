"""HR's page of a cycle's seal, and the evidence bundle of one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.base.refusals import Refused
from perfcenter.jobs.write import start
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import Words, words_for
from reviews.models import Reopening, Seal
from reviews.sealing import write
from reviews.sealing.bundle import NotInSeal, bundle_of
from reviews.sealing.forms import AnswerForm, ReasonForm
from reviews.sealing.job import SealCycle
from reviews.sealing.listing import PEOPLE, Line, PeopleSearch
from reviews.sealing.page import SealPage
from reviews.steps.access import get_cycle
from scoring.models import AsPublished, Cycle

ZIP = "application/zip"
UNPROCESSABLE = 422


def get_sealed(request: StaffRequest, code: str, number: int) -> Seal:
    """Return a seal of a cycle for who sees the whole bank; others are refused."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return get_object_or_404(cycle.seals.select_related("cycle"), number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show the seals, what stands against one, who asks to open it; carry out the button."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    action = request.POST.get("action", "seal")
    asking = ReasonForm(request.POST if action == "ask" else None)
    answering = AnswerForm(request.POST if action == "decline" else None)
    refusal, unkept = "", Words()
    if request.method == "POST":
        check_is_hr(request.user)
        bound = next((form for form in (asking, answering) if form.is_bound), None)
        if bound is None or bound.is_valid():
            try:
                _carry_out(request, cycle, action, bound.cleaned_data if bound else {})
            except Refused as error:
                refusal = str(error)
                unkept = words_for(bound.base_fields, request.POST) if bound else Words()
            else:
                return redirect("reviews:seal", code)
    page = SealPage(cycle, request.user)
    context = {
        "cycle": cycle,
        "page": page,
        "asking": asking,
        "answering": answering,
        "list": _people(request, page.seals[0]) if page.seals else None,
        "refusal": refusal,
        "unkept": unkept,
        "nav": "reviews:cycle_list",
    }
    status = UNPROCESSABLE if asking.errors or answering.errors else 409 if refusal else 200
    return render(request, "reviews/sealing/seal.html", context, status=status)


def _carry_out(request: StaffRequest, cycle: Cycle, action: str, said: dict[str, Any]) -> None:
    """Do what the button says, and say what was done."""
    user = request.user
    if action == "seal":
        page = SealPage(cycle, user)
        if page.reasons:
            raise Refused(_("Not sealed: %(reasons)s") % {"reasons": _("; ").join(page.reasons)})
        early = "early" in request.POST
        if page.early and not early:
            raise Refused(_("Not sealed: %(reasons)s") % {"reasons": page.early})
        said = {"cycle": cycle.code, "early": early}
        job = start(kind=SealCycle.code, parameters=said, actor=user)
        if job.asked_by is not None and job.asked_by != user:
            first = {"name": job.asked_by.name}
            messages.info(request, _("%(name)s is sealing it already") % first)
        return
    if action == "ask":
        write.ask_to_open(cycle=cycle, reason=said["reason"], actor=user)
        messages.success(request, _("Asked; it stays sealed until a second person agrees"))
        return
    asked = Reopening.objects.filter(seal__cycle=cycle, pk=_number(request.POST.get("asked")))
    found = asked.select_related("seal__cycle").first()
    if found is None:
        raise Refused(_("Nobody has asked to open it again"))
    if action == "open":
        write.open_again(asked=found, actor=user)
        messages.success(request, _("Opened again; the seal and what it proves stay"))
    elif action == "decline":
        write.decline_to_open(asked=found, answer=said["answer"], actor=user)
        messages.success(request, _("Declined; it stays sealed"))
    else:
        write.withdraw_asking(asked=found, actor=user)
        messages.success(request, _("Withdrawn; it stays sealed"))


@require_safe
@export
def people_xlsx(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Send whose records a seal holds, with their digests."""
    seal = get_sealed(request, code, number)
    page = reverse("reviews:seal", args=[code])
    return as_workbook(request, _people(request, seal), f"{code}-seal-{number}.xlsx", page=page)


@require_safe
@export
def evidence(request: StaffRequest, code: str, number: int, staff_no: str) -> HttpResponse:
    """Send somebody's record with the proof that it is as it was sealed."""
    seal = get_sealed(request, code, number)
    check_is_hr(request.user)
    try:
        content = bundle_of(seal, staff_no)
    except NotInSeal as error:
        raise Http404 from error
    name = AsPublished.objects.get(cycle=seal.cycle, manager_id=staff_no).name
    called = file_name(name, of_number(staff_no), code, f"seal-{number}", extension="zip")
    return attachment(content, called, ZIP)


def _people(request: StaffRequest, seal: Seal) -> Shown:
    form = PeopleSearch(request.GET)
    form.is_valid()
    found = AsPublished.objects.filter(cycle=seal.cycle)
    if sought := form.cleaned_data.get("q", ""):
        found = found.filter(name__icontains=sought) | found.filter(manager_id__icontains=sought)
    digests = dict(write.read_json(seal.manifest)["people"])

    def dress(rows: Sequence[AsPublished]) -> Sequence[Any]:
        return [Line(seal, row, digests[row.manager_id]) for row in rows]

    files = reverse("reviews:seal_xlsx", args=[seal.cycle.code, seal.number])
    return PEOPLE.of(request, found, form=form, files=files, dress=dress)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
