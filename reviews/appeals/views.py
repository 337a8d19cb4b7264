"""Queries and appeals: the list, asking about a line, appealing, and the page of an amendment."""

from __future__ import annotations

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
from perfcenter.ui.unkept import words_for
from reviews.appeals.copied import lines_of
from reviews.appeals.forms import AppealForm, AskForm, ObjectionSearch
from reviews.appeals.listing import OBJECTIONS, about
from reviews.appeals.page import amendment_page
from reviews.appeals.read import get_amendment, objections_found, own_objections
from reviews.appeals.write import appeal, ask
from reviews.models import Objection
from reviews.steps.access import check_is_own, get_own_participation, may_download
from reviews.steps.afterwards import appealed_by, may_still_appeal, may_still_ask
from reviews.steps.sealed import sealed_words
from scoring.cycles.scope import get_participant
from scoring.explanation import Opening
from scoring.scheme.stored import definition


@require_safe
def objection_list(request: StaffRequest) -> HttpResponse:
    """List what the user has asked or decides on; everything for who sees everyone."""
    return render(request, "reviews/appeals/objection_list.html", {"list": _objections(request)})


@require_safe
@export
def objection_list_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the list as a workbook."""
    page = reverse("reviews:objection_list")
    return as_workbook(request, _objections(request), "queries.xlsx", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_about(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Show the lines behind one's own number; send a query of one of them."""
    participant = get_participant(request.user, code, staff_no)
    cycle, manager = participant.cycle, participant.manager
    if measure not in {one.code for one in definition(cycle.scheme).all_measures()}:
        raise Http404
    check_is_own(request.user, manager)
    opening = Opening.of(request.GET)
    explained, lines = lines_of(request.user, participant, measure, opening)
    if explained is None:
        raise Http404
    here = [line.key for line in lines if line.path and line.path == opening.path]
    initial = {"line": here[0] if here else lines[0].key}
    sealed = sealed_words(cycle)
    is_open = may_still_ask(cycle) and not sealed
    form = AskForm(request.POST or None, initial=initial, lines=lines)
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = {name: form.cleaned_data[name] for name in ("kind", "expected", "text")}
            try:
                found = ask(
                    cycle=cycle,
                    manager=manager,
                    measure_code=measure,
                    copied=form.copied,
                    actor=request.user,
                    **said,
                )
            except Refused as refused:
                refusal = str(refused)
            else:
                messages.success(request, _("Sent; it waits for a decision"))
                return redirect("reviews:objection", found.pk)
    context = {
        "cycle": cycle,
        "manager": manager,
        "line": explained.line,
        "form": form,
        "lines": lines,
        "refusal": refusal,
        "is_open": is_open,
        "sealed": sealed,
        "last_day": appealed_by(cycle),
        "unkept": [] if is_open else words_for(form.fields, request.POST),
        "before": [(one, about(one)) for one in own_objections(cycle, staff_no)[:5]],
    }
    return render(request, "reviews/appeals/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_against(request: StaffRequest, code: str) -> HttpResponse:
    """Show until when one can appeal; send the appeal."""
    participant = get_own_participation(request.user, code)
    cycle, manager = participant.cycle, participant.manager
    own = list(own_objections(cycle, manager.staff_no).select_related("cycle__scheme"))
    appeals = [one for one in own if one.is_appeal and one.state != Objection.State.WITHDRAWN]
    queries = [
        (str(one.pk), f"{about(one)} · {one.get_state_display()}")
        for one in own
        if not one.is_appeal
    ]
    form = AppealForm(request.POST or None, queries=queries)
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            taken = [int(key) for key in form.cleaned_data["queries"]]
            try:
                found = appeal(
                    cycle=cycle,
                    manager=manager,
                    text=form.cleaned_data["text"],
                    queries=taken,
                    actor=request.user,
                )
            except Refused as refused:
                refusal, status = str(refused), 409 if appeals else 422
            else:
                messages.success(request, _("Appealed; somebody else decides on it"))
                return redirect("reviews:objection", found.pk)
    sealed = sealed_words(cycle)
    is_open = may_still_appeal(cycle) and not appeals and not sealed
    context = {
        "cycle": cycle,
        "manager": manager,
        "form": form,
        "refusal": refusal,
        "is_open": is_open,
        "sealed": sealed,
        "last_day": appealed_by(cycle),
        "appeals": appeals,
        "has_queries": bool(queries),
        "unkept": [] if is_open else words_for({"text": form.fields["text"]}, request.POST),
    }
    return render(request, "reviews/appeals/appeal.html", context, status=status)


@require_safe
def amendment(request: StaffRequest, code: str, staff_no: str, number: int) -> HttpResponse:
    """Show an amended result beside the published one, and why it is amended."""
    found = get_amendment(request.user, code, staff_no, number)
    asked = Objection.objects.visible_to(request.user).filter(amendment=found).first()
    context = {
        "cycle": found.cycle,
        "manager": found.manager,
        "run": found.run,
        "amendment": found,
        "asked": asked,
        "may_download": may_download(request.user, found.cycle, found.manager),
        **amendment_page(found, request.user),
    }
    return render(request, "reviews/appeals/amendment.html", context)


def _objections(request: StaffRequest) -> Shown:
    if request.user.is_administrator:
        raise Http404
    form = ObjectionSearch(request.GET, user=request.user)
    form.is_valid()
    found = objections_found(request.user, form.cleaned_data).select_related("cycle__scheme")
    return OBJECTIONS.of(request, found, form=form, files=reverse("reviews:objection_list_xlsx"))
