"""A cycle's results as a workbook: values, not formulas."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.ui.workbooks import Table, Value, figure, workbook, yuan
from reviews.board.people import places_beside_ranks
from reviews.models import AnnualReport
from reviews.report.members import Member, members_of, people_of
from reviews.steps.due import NOT_STARTED
from scoring.models import Cycle, Result, ScoreRun
from scoring.runs.unscored import OutsideBook, unallocated_pools, unscored_books
from scoring.scheme.stored import definition
from scoring.sheet.read import newest_run


def results_workbook(cycle: Cycle, language: str, *, viewer: User) -> bytes:
    """Return everybody's state, composite, rank and grade; then what is in nobody's score."""
    run = newest_run(cycle)
    tables = [_results(cycle, run, language, viewer)]
    return workbook(tables if run is None else [*tables, *_outside(run)])


def _results(cycle: Cycle, run: ScoreRun | None, language: str, viewer: User) -> Table:
    heads = (
        _("Staff no."), _("Name"), _("Branch"), _("Line"), _("Supervisor"), _("State"),
        _("Composite score"), _("Rank"), _("Grade"),
    )  # fmt: skip
    members = members_of(cycle, people_of(cycle).order_by("staff_no"), run, viewer=viewer)
    found = {r.manager_id: r for r in Result.objects.filter(run=run)} if run else {}
    titles = {band.code: band.title_for(language) for band in definition(cycle.scheme).grades}
    places = places_beside_ranks(members, {staff: result.rank for staff, result in found.items()})
    rows = (_row(m, found.get(m.manager.staff_no), titles, places) for m in members)
    return Table(cycle.code, heads, rows)


def _row(
    member: Member, result: Result | None, titles: dict[str, str], places: dict[str, int]
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
    return (*who, composite, result.rank, titles.get(result.grade, ""))


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
