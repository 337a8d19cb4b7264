"""Tables as Excel workbooks: values, not formulas."""

from __future__ import annotations

import io
from fractions import Fraction

import xlsxwriter
from django.utils.translation import gettext as _

from perfcenter.models import User
from reviews.models import AnnualReport
from reviews.selectors.reports import NOT_STARTED, Member, participants
from scoring.models import Cycle, Result
from scoring.scheme.stored import definition
from scoring.selectors.sheet import newest_run

WIDTHS = (12, 16, 24, 12, 16, 12, 12, 8, 12)


def results_workbook(cycle: Cycle, user: User, language: str) -> bytes:
    """Return everybody's state, composite, rank and grade, by staff number."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(cycle.code[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    points = book.add_format({"num_format": "0.00"})
    heads = [
        _("Staff no."),
        _("Name"),
        _("Branch"),
        _("Line"),
        _("Supervisor"),
        _("State"),
        _("Composite score"),
        _("Rank"),
        _("Grade"),
    ]
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    results = _results(cycle)
    titles = {band.code: band.title_for(language) for band in definition(cycle.scheme).bands}
    members = participants(cycle, user)
    for row, member in enumerate(members, start=1):
        _write_member(sheet, row, member, results.get(member.manager.staff_no), titles, points)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(members), len(heads) - 1)
    book.close()
    return buffer.getvalue()


def _results(cycle: Cycle) -> dict[str, Result]:
    run = newest_run(cycle)
    return {r.manager_id: r for r in Result.objects.filter(run=run)} if run else {}


def _write_member(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    member: Member,
    result: Result | None,
    titles: dict[str, str],
    points: xlsxwriter.format.Format,
) -> None:
    manager = member.manager
    texts = [
        manager.staff_no,
        manager.name,
        manager.branch.name,
        str(manager.get_line_display()),
        manager.supervisor.name if manager.supervisor else "",
        state_name(member.state),
    ]
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text)
    if result is not None and isinstance(result.composite, Fraction):
        sheet.write_number(row, 6, float(result.composite), points)
        sheet.write_number(row, 7, result.rank or 0)
        sheet.write_string(row, 8, titles.get(result.grade, ""))


def state_name(state: str) -> str:
    """Return the state's name, "not started" among them."""
    return _("Not started") if state == NOT_STARTED else str(AnnualReport.State(state).label)
