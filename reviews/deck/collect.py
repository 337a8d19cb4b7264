"""From the database to a deck: the newest run's sheet and what the manager wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.utils import timezone, translation

from perfcenter.base.batches import batches
from perfcenter.models import User
from portfolio.models import Manager
from reviews.deck.build import build_deck
from reviews.deck.data import DeckData, DeckGoal
from reviews.models import AnnualReport
from reviews.report.content import ReportContent, content_shown
from reviews.report.read import handed_in_version
from scoring.models import Cycle, RoracCell, ScoreRun
from scoring.scheme.stored import definition
from scoring.sheet.model import Sheet
from scoring.sheet.read import newest_run, score_sheets
from scoring.sheet.stored import previous_cycle
from scoring.sheet.waterfall import waterfall


def deck_of(cycle: Cycle, manager: Manager, language: str, *, viewer: User | None) -> bytes | None:
    """Return the manager's deck; None when there is no run or she is not in it."""
    return next((deck for _, deck in decks_of(cycle, [manager], language, viewer=viewer)), None)


def decks_of(
    cycle: Cycle, managers: Iterable[Manager], language: str, *, viewer: User | None
) -> Iterator[tuple[Manager, bytes]]:
    """Yield the decks of the managers who are in the cycle's newest run, one by one."""
    for manager, make in deck_makers(cycle, managers, language, viewer=viewer):
        yield manager, make()


def deck_makers(
    cycle: Cycle, managers: Iterable[Manager], language: str, *, viewer: User | None
) -> Iterator[tuple[Manager, Callable[[], bytes]]]:
    """Yield who is in the cycle's newest run, and what makes her deck.

    A draft goes from hand to hand: it tells neither grades nor anything of peers, whoever asks.
    """
    run = newest_run(cycle)
    if run is None:
        return
    for handful in batches(managers):
        yield from _makers(run, handful, language, viewer)


def _makers(
    run: ScoreRun, managers: list[Manager], language: str, viewer: User | None
) -> Iterator[tuple[Manager, Callable[[], bytes]]]:
    cycle, by_number = run.cycle, {manager.staff_no: manager for manager in managers}
    with translation.override(language):
        sheets = score_sheets(
            run, by_number.values(), viewer=viewer if cycle.is_published else None
        )
        reports = _handed_in(cycle, by_number)
        before = _books_before(cycle, by_number)
    for sheet in sheets:
        report, cells = reports.get(sheet.staff_no), before[sheet.staff_no]
        yield by_number[sheet.staff_no], partial(_deck, cycle, sheet, report, cells, language)


def _deck(
    cycle: Cycle, sheet: Sheet, report: AnnualReport | None, cells: list[RoracCell], language: str
) -> bytes:
    with translation.override(language):
        data = _data(cycle, sheet, report, language)
        return build_deck(replace(data, previous_waterfall=waterfall(cells)))


def _handed_in(cycle: Cycle, staff: Iterable[str]) -> dict[str, AnnualReport]:
    """Return the reports that were handed in; a draft is its writer's own affair."""
    found = AnnualReport.objects.filter(
        cycle=cycle, manager__in=list(staff), submitted_at__isnull=False
    ).prefetch_related("goal_lines")
    return {report.manager_id: report for report in found}


def _books_before(cycle: Cycle, staff: Iterable[str]) -> dict[str, list[RoracCell]]:
    """Return what the last published cycle before this one holds of their books."""
    before = previous_cycle(cycle)
    cells: dict[str, list[RoracCell]] = defaultdict(list)
    if before is not None:
        held = RoracCell.objects.filter(run=before.published_run_id, manager__in=list(staff))
        for cell in held.order_by("product_id", "part"):
            cells[cell.manager_id].append(cell)
    return cells


def _data(cycle: Cycle, sheet: Sheet, report: AnnualReport | None, language: str) -> DeckData:
    made_on = timezone.localdate(cycle.published_at) if cycle.published_at else timezone.localdate()
    data = DeckData(
        sheet=sheet,
        bank_name=settings.BANK_NAME,
        language=language,
        is_draft=not cycle.is_published,
        made_on=made_on,
    )
    if report is None:
        return data
    said = content_shown(report)
    return replace(
        data,
        achievements=said.achievements,
        problems=said.problems,
        improvements=said.improvements,
        goals=said.goals,
        goal_lines=tuple(_goals(cycle, sheet, said, language)),
        report_version=handed_in_version(report),
    )


def _goals(cycle: Cycle, sheet: Sheet, said: ReportContent, language: str) -> Iterator[DeckGoal]:
    scheme = definition(cycle.scheme)
    lines = {line.code: line for line in sheet.measures}
    for line in said.goal_lines:
        measure, scored = scheme.measure(line.measure_code), lines.get(line.measure_code)
        yield DeckGoal(
            title=measure.title_for(language),
            unit=measure.unit,
            actual=scored.value if scored else None,
            target=line.target,
            action=line.action,
            lower_is_better=measure.lower_is_better,
            line=scored,
        )
