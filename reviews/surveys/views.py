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
from reviews.models import RaterProposal, Survey
from reviews.steps.access import get_cycle
from reviews.surveys import write
from reviews.surveys.closing import close_survey
from reviews.surveys.forms import SetUpForm, UntilForm
from reviews.surveys.links import make_links
from reviews.surveys.listing import RESULTS, ResultSearch
from reviews.surveys.nominating import ask_for_raters
from reviews.surveys.read import earlier, gaps_of, get_survey, mark_of, progress_of
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
        models = {str(one.pk): one for one in earlier(cycle, kind)}
        like = models.get(request.POST.get("like", ""))
        try:
            write.begin(cycle=cycle, kind=kind, like=like, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("reviews:surveys", cycle.code)
        return redirect("reviews:survey", cycle.code, kind)
    found = {one.kind: one for one in cycle.surveys.select_related("cycle__scheme")}
    kinds = [
        {
            "kind": kind,
            "survey": found.get(kind.value),
            "is_review": kind == Survey.Kind.REVIEW,
            "earlier": [] if kind.value in found else earlier(cycle, kind.value),
        }
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
    if one.is_closed or action == "close":
        return _closed(request, one)
    if action in OTHERS:
        return OTHERS[action](request, one)
    form = SetUpForm(request.POST, survey=one)
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
    """Send a new link for each client who is asked: number, link, whom it is about, until when."""
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
    rows.row((_("Client no."), _("Link"), _("Manager"), _("Last day for answers")))
    for link in made:
        address = request.build_absolute_uri(reverse("reviews:survey_client", args=[link.secret]))
        rows.row((link.client, address, link.manager, one.closes_on.isoformat()))
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


def _dropped(request: StaffRequest, one: Survey) -> HttpResponse:
    """Ask once more, then give a survey up that has not opened."""
    if "confirmed" not in request.POST and one.is_being_set_up:
        return render(request, "reviews/surveys/drop.html", {"cycle": one.cycle, "survey": one})
    try:
        write.drop_survey(survey=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:survey", one.cycle.code, one.kind)
    messages.success(request, _("The survey is dropped"))
    return redirect("reviews:surveys", one.cycle.code)


def _reminded(request: StaffRequest, one: Survey) -> HttpResponse:
    try:
        is_new = write.remind_everybody(survey=one, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Everybody who is asked is reminded")
        messages.success(request, said if is_new else _("They were reminded today already"))
    return redirect("reviews:survey", one.cycle.code, one.kind)


def _proposing(request: StaffRequest, one: Survey) -> HttpResponse:
    """Let people propose their raters until a day."""
    form = UntilForm(request.POST, survey=one)
    if not form.is_valid():
        return _page(request, one, proposing=form, status=422)
    until = form.cleaned_data["propose_until"]
    try:
        ask_for_raters(survey=one, until=until, actor=request.user)
    except Refused as refusal:
        return _page(request, one, proposing=form, status=422, refusal=str(refusal))
    messages.success(request, _("Everybody is told"))
    return redirect("reviews:survey", one.cycle.code, one.kind)


OTHERS = {"drop": _dropped, "remind": _reminded, "propose": _proposing}
"""What HR does besides setting up, by the name of its button."""


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
    proposing: UntilForm | None = None,
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
            "proposing": proposing or UntilForm(survey=one),
            "undecided": one.proposals.filter(state=RaterProposal.State.WAITING).count(),
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
    listing = RESULTS[Survey.Kind(one.kind)]
    return listing.of(request, form.narrowed(outcomes_of(one, found)), form=form, files=files)


def _is_writable(request: StaffRequest, cycle: Any) -> bool:
    return request.user.is_hr and not request.user.has_left and not cycle.is_published
