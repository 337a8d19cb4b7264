"""A cycle's results as a workbook: values, not formulas."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import Table, Value, figure, workbook, yuan
from reviews.board.listing import Listing
from reviews.board.people import places_beside_ranks
from reviews.models import AnnualReport
from reviews.report.members import Member, members_of
from reviews.steps.due import NOT_STARTED
from scoring.models import Cycle, Result, ScoreRun
from scoring.runs.final import Calibrated, calibrated_in
from scoring.runs.in_force import results_in_force
from scoring.runs.unscored import OutsideBook, unallocated_pools, unscored_books
from scoring.scheme.stored import definition


def results_workbook(cycle: Cycle, listing: Listing) -> bytes:
    """Return whom the list shows, all pages of it, then what is in nobody's score.

    State, composite, rank and grade stand there before the publication too: HR checks them.
    """
    run = listing.runs[cycle.pk]
    tables = [Table(cycle.code, _heads(listing), _rows(listing))]
    return workbook(tables if run is None else [*tables, *_outside(run)])


def list_workbook(code: str, listing: Listing, cycle_head: str) -> bytes:
    """Return whom the list of a round shows, each with her cycle."""
    rows = ((title, *row) for title, row in _rows_with_cycle(listing))
    return workbook([Table(code, (cycle_head, *_heads(listing)), rows)])


def _heads(listing: Listing) -> tuple[str, ...]:
    """Name the columns; what the run said stands in one more, where a calibration moved it."""
    heads = (
        _("Staff no."), _("Name"), _("Branch"), _("Line"), _("Supervisor"), _("State"),
        _("Composite score"), _("Rank"), _("Grade"), _("Before the amendment"),
        _("Amended because"),
    )  # fmt: skip
    moved = any(run and calibrated_in(run) for run in listing.runs.values())
    return (*heads, _("Grade before calibration")) if moved else heads


def _rows(listing: Listing) -> Iterator[tuple[Value, ...]]:
    return (row for _title, row in _rows_with_cycle(listing))


def _rows_with_cycle(listing: Listing) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for cycle in listing.cycles:
        run = listing.runs[cycle.pk]
        people = listing.of(cycle)
        members = members_of(cycle, people, run, viewer=listing.viewer)
        results = Result.objects.filter(run=run) if run else Result.objects.none()
        found = {result.manager_id: result for result in results_in_force(results)}
        grades = definition(cycle.scheme).grades
        titles = {band.code: band.title_for(listing.language) for band in grades}
        ranks = {staff: result.rank for staff, result in found.items()}
        calibrated = calibrated_in(run) if run else {}
        places = places_beside_ranks(members, ranks)
        for member in members:
            result = found.get(member.manager.staff_no)
            yield cycle.code, _row(member, result, titles, places, calibrated)


def _row(
    member: Member,
    result: Result | None,
    titles: dict[str, str],
    places: dict[str, int],
    calibrated: Calibrated,
) -> tuple[Value, ...]:
    manager = member.manager
    who = (
        manager.staff_no,
        manager.name,
        manager.branch.name,
        str(manager.get_line_display()),
        member.reviewer,
        state_name(member.state),
    )
    if result is None or result.composite is None:
        return who
    composite = figure(result.composite, places[manager.staff_no])
    counts = (*who, composite, result.rank, titles.get(result.grade, ""))
    moved = calibrated.get(manager.staff_no)
    if member.amendment is None and moved is None:
        return counts
    why = member.amendment.reason if member.amendment else None
    before = (titles.get(moved.was, ""),) if moved else ()
    return (*counts, member.published or None, why, *before)


def _outside(run: ScoreRun) -> Iterator[Table]:
    """Yield the pools not allocated and the books not scored, where there are any, in yuan."""
    pools, books = unallocated_pools(run), unscored_books(run)
    if pools:
        heads = [_("Cost pool"), _("Kind"), _("Driver"), _("Branch"), _("Amount")]
        rows = [(p.name, p.kind, p.driver, p.branch, yuan(p.amount)) for p in pools]
        yield Table(_("Not allocated"), heads, rows)
    if books:
        heads = [_("Staff no."), _("Name"), _("Product"), _("Income"), _("Funding cost")]
        heads += [_("Risk cost"), _("Tax"), _("Before cost pools")]
        yield Table(_("Not scored"), heads, map(_book_row, books))


def _book_row(book: OutsideBook) -> tuple[Value, ...]:
    whose = (book.manager.staff_no, book.manager.name) if book.manager else ("", _("nobody"))
    amounts = (book.income, book.funding_cost, book.risk_cost, book.tax, book.result)
    return (*whose, book.product.name, *map(yuan, amounts))


def state_name(state: str) -> str:
    """Return the state's name, "not started" among them."""
    return _("Not started") if state == NOT_STARTED else str(AnnualReport.State(state).label)
