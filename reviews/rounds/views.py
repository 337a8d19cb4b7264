"""A round's board: its cycles together, one list of people, one publication."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfcenter.base.formats import language
from perfcenter.jobs.read import newest
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.tags.components import STATES
from portfolio.models import Manager
from reviews.board.listing import Listing
from reviews.board.page import left_out, progress_headline, steps_of, words_of
from reviews.board.workbook import list_workbook
from reviews.deck.all_job import AllDecks, AllSheets
from reviews.publishing.page import PublicationPage
from reviews.rounds.read import get_round, late_in_round, round_board

LATE_SHOWN = 10
PEOPLE_ON_A_PAGE = 15
JOBS = [AllDecks.code, AllSheets.code]


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show how far the cycles of a round are."""
    found = get_round(request.user, code)
    board = round_board(found, language(), branch=request.GET.get("branch", "").strip())
    wholes = {cycle.pk: one.whole for cycle, one in board.boards}
    listing = Listing(board.cycles, request.GET, request.user, language(), wholes)
    listing.runs = board.runs
    places = {place.code: place for _cycle, one in board.boards for place in one.places}
    open_ones = [cycle for cycle in board.cycles if not cycle.is_published]
    context = {
        "round": found,
        "board": board,
        "headline": progress_headline(
            found.heading, board.whole, board.behind, is_published=board.is_published
        ),
        "step_items": steps_of(board.whole),
        "lines": [(cycle, one.whole, words_of(one.whole)) for cycle, one in board.boards],
        "rows": [(group, words_of(group), left_out(group)) for group in board.branches],
        "whole_words": words_of(board.whole),
        "legend": [(state, STATES[state][2]) for state, _count in board.whole.counts],
        "late": late_in_round(board.cycles, LATE_SHOWN),
        "publication": PublicationPage(open_ones[0], request.user) if open_ones else None,
        "listing": listing,
        "people": listing.page(PEOPLE_ON_A_PAGE),
        "places": sorted(places.values(), key=lambda place: place.code),
        "line_choices": Manager.Line.choices,
        "state": request.GET.get("state", ""),
        "sort": request.GET.get("sort", ""),
        "jobs": newest(request.user, JOBS, found.code) if request.user.is_hr else [],
        "nav": "reviews:board",
    }
    return render(request, "reviews/rounds/round.html", context)


@require_safe
@export
def people_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the list as it is narrowed and sorted, all pages of it."""
    found = get_round(request.user, code)
    cycles = list(found.cycles.select_related("scheme").order_by("code"))
    listing = Listing(cycles, request.GET, request.user, language())
    return attachment(list_workbook(found.code, listing, _("Cycle")), f"{found.code}-people.xlsx")
