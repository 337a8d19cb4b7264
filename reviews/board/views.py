"""HR's page of a cycle: progress, a new score run, publication, decks, results as a workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.jobs.read import newest
from perfcenter.jobs.write import start
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.tags.components import STATES
from portfolio.models import Manager
from portfolio.valuation import ValuationError
from reviews.acknowledging.read import counts_of
from reviews.board.listing import Listing
from reviews.board.narrowing import Narrowing
from reviews.board.page import (
    grades_chart,
    grades_finding,
    headline,
    late_rows,
    left_out,
    step_items,
    words_of,
)
from reviews.board.people import late
from reviews.board.read import board
from reviews.board.score_job import ScoreCycle, scored
from reviews.board.unscored import unscored
from reviews.board.workbook import results_workbook
from reviews.deck.all_job import AllDecks, AllSheets
from reviews.models import Objection
from reviews.publishing.checks import Known, publication_checks
from reviews.publishing.read import waiting_request
from reviews.publishing.standing import cycles_with, void_because
from reviews.publishing.write import takes_two
from reviews.report.members import members_of
from reviews.steps.access import get_cycle
from reviews.todo import tasks_of
from scoring.models import Cycle
from scoring.runs import write
from scoring.runs.kept import day_of_run
from scoring.runs.reconciliation import standing_of
from scoring.runs.result_files import result_workbook
from scoring.runs.size import takes_long
from scoring.runs.unscored import unallocated_pools
from scoring.sheet.read import newest_run

LATE_ON_A_PAGE = 10
PEOPLE_ON_A_PAGE = 15
PASSED_ON_A_PAGE = 10
JOBS = [ScoreCycle.code, AllDecks.code, AllSheets.code]


def get_whole_cycle(request: StaffRequest, code: str) -> Cycle:
    """Return the cycle for who sees all of it; others are refused."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return cycle


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show how far the cycle is."""
    cycle = get_whole_cycle(request, code)
    run = newest_run(cycle)
    narrowing = Narrowing.of(request.GET)
    found = board(cycle, run, language(), branch=narrowing.branch)
    standing = standing_of(run) if run else None
    known = Known(run, standing, found.open, found.left)
    checks = [] if cycle.is_published else publication_checks(cycle, known)
    prepared = None if cycle.is_published else waiting_request(cycle)
    late_page = _page(late(cycle), LATE_ON_A_PAGE, request.GET.get("late"), found.whole.overdue)
    late_page.object_list = late_rows(members_of(cycle, late_page.object_list, None))
    listing = Listing([cycle], request.GET, request.user, language(), {cycle.pk: found.whole})
    listing.runs = {cycle.pk: run}
    context = {
        "cycle": cycle,
        "board": found,
        "headline": headline(cycle, found),
        "step_items": step_items(found),
        "rows": [(group, words_of(group), left_out(group)) for group in found.branches],
        "left_out": left_out(found.whole),
        "whole_words": words_of(found.whole),
        "legend": [(state, STATES[state][2]) for state, _count in found.whole.counts],
        "grades": grades_chart(found),
        "grades_said": grades_finding(found),
        "prepared": prepared,
        "prepared_void": void_because(prepared, cycles_with(cycle)) if prepared else "",
        "takes_two": takes_two(),
        "answers": counts_of(cycle) if cycle.is_published else None,
        "asked": Objection.objects.filter(cycle=cycle, state=Objection.State.OPEN).count(),
        "late": late_page,
        "passed": Paginator(found.passed, PASSED_ON_A_PAGE).get_page(request.GET.get("passed")),
        "listing": listing,
        "people": listing.page(PEOPLE_ON_A_PAGE),
        "places": found.places,
        "line_choices": Manager.Line.choices,
        "state": request.GET.get("state", ""),
        "sort": request.GET.get("sort", ""),
        "checks": checks,
        "publishable": all(check.holds for check in checks),
        "run": run,
        "run_as_of": day_of_run(run) if run else None,
        "jobs": newest(request.user, JOBS, cycle.code) if request.user.is_hr else [],
        "tasks": tasks_of(request.user),
        "standing": standing,
        "pools": unallocated_pools(run) if run else [],
        "outside": unscored(request, cycle, run),
    }
    return render(request, "reviews/board/board.html", context)


def _page(people: Any, each: int, number: str | None, total: int | None = None) -> Page[Any]:
    """Return a page of people; `total` where it is known, so that they are not counted again."""
    pages = Paginator(people, each)
    if total is not None:
        pages.count = total
    return pages.get_page(number)


@require_POST
def score_again(request: StaffRequest, code: str) -> HttpResponse:
    """Make the next score run of the cycle, where anything has changed since the newest."""
    cycle = get_whole_cycle(request, code)
    check_is_hr(request.user)
    if takes_long():
        start(kind=ScoreCycle.code, parameters={"cycle": cycle.code}, actor=request.user)
        return redirect("reviews:board", code)
    try:
        scoring = write.score_again(cycle=cycle, actor=request.user, wait=False)
    except (Refused, ValuationError) as refusal:
        messages.error(request, str(refusal))
    else:
        level = messages.SUCCESS if scoring.is_new else messages.INFO
        said = scored(scoring.run.number, is_new=scoring.is_new)
        messages.add_message(request, level, said)
    return redirect("reviews:board", code)


@require_POST
def all_decks(request: StaffRequest, code: str) -> HttpResponse:
    """Let a worker make the decks of everybody in the cycle, with those of branches if asked."""
    cycle = get_whole_cycle(request, code)
    parameters: dict[str, Any] = {"cycle": cycle.code}
    if "groups" in request.POST and cycle.is_published:
        parameters["groups"] = True
    start(kind=AllDecks.code, parameters=parameters, actor=request.user)
    return redirect("reviews:board", code)


@require_POST
def all_sheets(request: StaffRequest, code: str) -> HttpResponse:
    """Let a worker make the score sheets of everybody in the cycle."""
    cycle = get_whole_cycle(request, code)
    start(kind=AllSheets.code, parameters={"cycle": cycle.code}, actor=request.user)
    return redirect("reviews:board", code)


@require_safe
@export
def results_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send whom the list shows, with state, composite and grade, as a workbook."""
    cycle = get_whole_cycle(request, code)
    listing = Listing([cycle], request.GET, request.user, language())
    content = results_workbook(cycle, listing)
    return attachment(content, f"{cycle.code}-results.xlsx")


@require_safe
@export
def unscored_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the list of books in nobody's score as a workbook."""
    cycle = get_whole_cycle(request, code)
    page = reverse("reviews:board", args=[cycle.code])
    shown = unscored(request, cycle, newest_run(cycle))
    return as_workbook(request, shown, f"{cycle.code}-unscored.xlsx", page=page)


@require_safe
@export
def result_files_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the result files of the newest run as one workbook; 404 where there is no run."""
    cycle = get_whole_cycle(request, code)
    run = newest_run(cycle)
    if run is None:
        raise Http404
    return attachment(result_workbook(run), f"{cycle.code}-result-files.xlsx")
