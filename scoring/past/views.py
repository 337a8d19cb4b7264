"""The score runs of a cycle, and the results of each as they were: for HR and auditors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.scope import get_participant
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Result, ScoreRun
from scoring.past.listing import RESULTS, RUNS, ResultSearch
from scoring.past.read import named, result_lines, results_of, run_lines, runs_of
from scoring.runs.result_files import result_workbook
from scoring.sheet.read import score_sheet


def get_whole_cycle(request: StaffRequest, code: str) -> Cycle:
    """Return the cycle for who sees all of it; others are refused."""
    cycles = Cycle.objects.visible_to(request.user).select_related("scheme", "published_run")
    cycle: Cycle = get_object_or_404(cycles, code=code)
    check_sees_everyone(request.user)
    return cycle


def get_run(request: StaffRequest, code: str, number: int) -> ScoreRun:
    cycle = get_whole_cycle(request, code)
    return get_object_or_404(runs_of(cycle), number=number)


@require_safe
def run_list(request: StaffRequest, code: str) -> HttpResponse:
    """List the runs, the newest first."""
    cycle = get_whole_cycle(request, code)
    context = {"cycle": cycle, "title": cycle_title(cycle), "list": _runs(request, cycle)}
    return render(request, "scoring/past/run_list.html", context)


@require_safe
@export
def run_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    cycle = get_whole_cycle(request, code)
    page = reverse("scoring:run_list", args=[code])
    return as_workbook(request, _runs(request, cycle), f"{code}-runs.xlsx", page=page)


@require_safe
def run(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Show what a run said of everybody."""
    found = get_run(request, code, number)
    context = {**_about(found), "list": _results(request, found)}
    return render(request, "scoring/past/run.html", context)


@require_safe
@export
def run_xlsx(request: StaffRequest, code: str, number: int) -> HttpResponse:
    found = get_run(request, code, number)
    page = reverse("scoring:run", args=[code, number])
    name = f"{code}-run-{number}-results.xlsx"
    return as_workbook(request, _results(request, found), name, page=page)


@require_safe
@export
def run_files_xlsx(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Send the result files of the run as one workbook: every number that it kept."""
    content = result_workbook(get_run(request, code, number))
    return attachment(content, f"{code}-run-{number}-result-files.xlsx")


@require_safe
def run_sheet(request: StaffRequest, code: str, number: int, staff_no: str) -> HttpResponse:
    """Show what a run said of somebody, line by line."""
    found = get_run(request, code, number)
    participant = get_participant(request.user, code, staff_no)
    try:
        sheet = score_sheet(found, participant.manager, viewer=request.user)
    except Result.DoesNotExist as error:
        raise Http404 from error
    context = {**_about(found), "sheet": sheet, "manager": participant.manager}
    return render(request, "scoring/past/run_sheet.html", context)


def _about(run: ScoreRun) -> dict[str, Any]:
    (line,) = run_lines(run.cycle, [run])
    title = cycle_title(run.cycle)
    return {"cycle": run.cycle, "title": title, "run": run, "line": line}


def _runs(request: StaffRequest, cycle: Cycle) -> Shown:
    def dress(runs: Sequence[ScoreRun]) -> Sequence[Any]:
        return run_lines(cycle, runs)

    files = reverse("scoring:run_list_xlsx", args=[cycle.code])
    return RUNS.of(request, runs_of(cycle), files=files, dress=dress)


def _results(request: StaffRequest, run: ScoreRun) -> Shown:
    form = ResultSearch(request.GET)
    form.is_valid()
    found = named(results_of(run), form.cleaned_data.get("q", ""))
    if line := form.cleaned_data.get("line"):
        found = found.filter(line=line)

    def dress(results: Sequence[Result]) -> Sequence[Any]:
        for result in results:
            result.run = run
        return result_lines(run, results)

    files = reverse("scoring:run_xlsx", args=[run.cycle.code, run.number])
    return RESULTS.of(request, found, form=form, files=files, dress=dress)
