"""HR's pages of a cycle's surveys: begin, set up, open, follow, close; and the clients' links."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base import csv_files
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.models import Survey
from reviews.steps.access import get_cycle
from reviews.surveys import write
from reviews.surveys.closing import close_survey
from reviews.surveys.forms import SetUpForm
from reviews.surveys.links import make_links
from reviews.surveys.listing import RESULTS, ResultSearch
from reviews.surveys.read import gaps_of, get_survey, mark_of, progress_of, waited_for
from reviews.surveys.results import outcomes_of
from reviews.surveys.templates import measure_title
from scoring.cycles.as_published import put_back

GAPS = 12
"""People with too few raters that are named; of the others it is said how many."""


@require_http_methods(["GET", "HEAD", "POST"])
def surveys(request: StaffRequest, code: str) -> HttpResponse:
    """Show which surveys the cycle has; HR begins one."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    if request.method == "POST":
        check_is_hr(request.user)
        kind = request.POST.get("kind", "")
        if kind not in Survey.Kind.values:
            raise Http404
        try:
            write.begin(cycle=cycle, kind=kind, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("reviews:surveys", cycle.code)
        return redirect("reviews:survey", cycle.code, kind)
    found = {one.kind: one for one in cycle.surveys.select_related("cycle__scheme")}
    kinds = [
        {"kind": kind, "survey": found.get(kind.value), "is_review": kind == Survey.Kind.REVIEW}
        for kind in Survey.Kind
    ]
    context = {"cycle": cycle, "kinds": kinds, "writable": _is_writable(request, cycle)}
    return render(request, "reviews/surveys/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Show a survey as far as it is; HR saves its set-up, opens it, closes it."""
    one = _get(request, code, kind)
    if request.method != "POST":
        return _page(request, one)
    check_is_hr(request.user)
    action = request.POST.get("action", "save")
    form = SetUpForm(request.POST, survey=one)
    if one.is_closed or action == "close":
        return _closed(request, one)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    if request.POST.get("read") != mark_of(one):
        said = _("The set-up has changed since you opened this page; look once more, then save")
        return _page(request, one, form, status=409, refusal=said)
    try:
        write.arrange(survey=one, arranged=form.arranged, actor=request.user)
        if action == "open":
            write.open_survey(survey=one, actor=request.user)
    except Refused as refusal:
        return _page(request, one, form, status=422, refusal=str(refusal))
    messages.success(request, _("The survey is open") if action == "open" else _("Saved"))
    return redirect("reviews:survey", one.cycle.code, one.kind)


@require_POST
@export
def links(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Send new links for the clients who have not answered: number and link, nothing else."""
    one = _get(request, code, kind)
    check_is_hr(request.user)
    try:
        made = make_links(survey=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:survey", one.cycle.code, one.kind)
    out = StringIO("\ufeff")
    out.seek(0, 2)
    rows = csv_files.Writer(out)
    rows.row((_("Client no."), _("Link")))
    for number, secret in made:
        address = request.build_absolute_uri(reverse("reviews:survey_client", args=[secret]))
        rows.row((number, address))
    name = f"{one.cycle.code}-{one.kind}-links.csv"
    return attachment(out.getvalue(), name, "text/csv; charset=utf-8")


@require_safe
@export
def results_xlsx(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Send everybody's results as the page lists them."""
    one = _get(request, code, kind)
    if not one.is_closed:
        raise Http404
    page = reverse("reviews:survey", args=[one.cycle.code, one.kind])
    name = f"{one.cycle.code}-{one.kind}-survey.xlsx"
    return as_workbook(request, _listed(request, one), name, page=page)


def _get(request: StaffRequest, code: str, kind: str) -> Survey:
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return get_survey(cycle, kind)


def _closed(request: StaffRequest, one: Survey) -> HttpResponse:
    """Ask once more, then close the survey."""
    if "confirmed" not in request.POST and one.is_open:
        return render(request, "reviews/surveys/close.html", {**_about(one), "asks": True})
    try:
        close_survey(survey=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The survey is closed"))
    return redirect("reviews:survey", one.cycle.code, one.kind)


def _page(
    request: StaffRequest,
    one: Survey,
    form: SetUpForm | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {**_about(one), "refusal": refusal}
    context["writable"] = _is_writable(request, one.cycle) and not one.is_closed
    if one.is_closed:
        context["list"] = _listed(request, one)
    else:
        gaps = gaps_of(one)
        context |= {
            "form": form or SetUpForm(survey=one),
            "mark": mark_of(one),
            "progress": progress_of(one),
            "waiting": waited_for(one) if one.is_open else [],
            "gaps": gaps[:GAPS],
            "more_gaps": max(0, len(gaps) - GAPS),
        }
    return render(request, "reviews/surveys/survey.html", context, status=status)


def _about(one: Survey) -> dict[str, Any]:
    return {
        "cycle": one.cycle,
        "survey": one,
        "measure": measure_title(one),
        "groups": list(one.groups.all()),
        "questions": list(one.questions.all()),
    }


def _listed(request: StaffRequest, one: Survey) -> Shown:
    people = Manager.objects.filter(pk__in=one.people.values("manager"))
    found = list(people.select_related("branch__parent").order_by("staff_no"))
    put_back(one.cycle, found)
    form = ResultSearch(request.GET)
    files = reverse("reviews:survey_results_xlsx", args=[one.cycle.code, one.kind])
    return RESULTS.of(request, form.narrowed(outcomes_of(one, found)), form=form, files=files)


def _is_writable(request: StaffRequest, cycle: Any) -> bool:
    return request.user.is_hr and not request.user.has_left and not cycle.is_published
