"""HR's page of a cycle: progress, a new score run, publication, decks, results as a workbook."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.tags.components import STATES
from portfolio.valuation import ValuationError
from reviews.board.page import (
    grades_chart,
    grades_finding,
    headline,
    late_rows,
    step_items,
    words_of,
)
from reviews.board.people import people, tabs
from reviews.board.read import STEPS, board
from reviews.board.workbook import results_workbook
from reviews.board.write import publication_checks, publish
from reviews.steps.access import get_cycle
from reviews.todo import tasks_of
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle
from scoring.runs.reconciliation import standing_of_all
from scoring.runs.unscored import unallocated_pools, unscored_books
from scoring.runs.write import score
from scoring.sheet.read import newest_run

LATE_ON_A_PAGE = 10
PEOPLE_ON_A_PAGE = 15
OUTSIDE_ON_A_PAGE = 10


def get_whole_cycle(request: StaffRequest, code: str) -> Cycle:
    """Return the cycle for who sees all of it; others are refused."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return cycle


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show how far the cycle is."""
    cycle = get_whole_cycle(request, code)
    found, run = board(cycle, request.user, language()), newest_run(cycle)
    standing = standing_of_all(run) if run else None
    checks, listed = publication_checks(cycle, standing), people(found.members, request.GET)
    context = {
        "cycle": cycle,
        "board": found,
        "headline": headline(cycle, found),
        "step_items": step_items(found),
        "rows": [(progress, words_of(progress)) for progress in found.branches],
        "whole_words": words_of(found.whole),
        "legend": [(state, STATES[state][2]) for state in STEPS],
        "grades": grades_chart(found),
        "grades_said": grades_finding(found),
        "late": Paginator(late_rows(found.late), LATE_ON_A_PAGE).get_page(request.GET.get("late")),
        "tabs": tabs(found),
        "people": Paginator(listed, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page")),
        "search": request.GET.get("q", "").strip(),
        "state": request.GET.get("state", ""),
        "sort": request.GET.get("sort", ""),
        "checks": checks,
        "publishable": all(check.holds for check in checks),
        "run": run,
        "tasks": tasks_of(request.user),
        "standing": standing,
        "pools": unallocated_pools(run) if run else [],
        "outside": Paginator(unscored_books(run) if run else [], OUTSIDE_ON_A_PAGE).get_page(
            request.GET.get("outside")
        ),
    }
    return render(request, "reviews/board/board.html", context)


@require_POST
def score_again(request: StaffRequest, code: str) -> HttpResponse:
    """Make the next score run of the cycle."""
    cycle = get_whole_cycle(request, code)
    check_is_hr(request.user)
    try:
        run = score(cycle=cycle, actor=request.user)
    except (Refused, ValuationError) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Score run #%(number)s is made") % {"number": run.number})
    return redirect("reviews:board", code)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_cycle(request: StaffRequest, code: str) -> HttpResponse:
    """Ask once more, then publish."""
    cycle = get_whole_cycle(request, code)
    check_is_hr(request.user)
    if request.method != "POST":
        checks = publication_checks(cycle)
        context = {
            "cycle": cycle,
            "checks": checks,
            "failing": _("; ").join(check.text for check in checks if not check.holds),
            "run": cycle.runs.first(),
        }
        return render(request, "reviews/board/publish.html", context)
    try:
        publish(cycle=cycle, run_number=_number(request.POST.get("run")), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Published: %(cycle)s") % {"cycle": cycle_title(cycle)})
    return redirect("reviews:board", code)


def _number(text: str | None) -> int:
    """The run that the page named; 0, which no run has, where it named none."""
    return int(text) if text and text.isascii() and text.isdecimal() else 0


@require_safe
def results_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send everybody's state, composite and grade as a workbook."""
    cycle = get_whole_cycle(request, code)
    content = results_workbook(cycle, request.user, language())
    return attachment(content, f"{cycle.code}-results.xlsx")
