"""The score sheets of many people as workbooks, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.utils import translation

from perfcenter.base.batches import batches
from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle, ScoreRun
from scoring.sheet.model import Sheet
from scoring.sheet.read import newest_run, score_sheets
from scoring.sheet.workbook import sheet_workbook


def sheet_makers(
    cycle: Cycle, managers: Iterable[Manager], language: str, *, viewer: User | None
) -> Iterator[tuple[Manager, Callable[[], bytes]]]:
    """Yield who is in the cycle's newest run, and what makes the workbook of her sheet."""
    run = newest_run(cycle)
    if run is None:
        return
    for handful in batches(managers):
        by_number = {manager.staff_no: manager for manager in handful}
        with translation.override(language):
            sheets = score_sheets(run, by_number.values(), viewer=viewer)
        for sheet in sheets:
            yield by_number[sheet.staff_no], partial(_workbook, sheet, run, language)


def _workbook(sheet: Sheet, run: ScoreRun, language: str) -> bytes:
    with translation.override(language):
        return sheet_workbook(sheet, run)
