"""The comparison of two runs as a workbook: every number exact, in the measure's own unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import Table, Value, figure, workbook
from scoring.comparing.compare import CardWalk
from scoring.comparing.groups import Group, title_of
from scoring.comparing.numbers import Walk
from scoring.models import ScoreRun
from scoring.sheet.model import Sheet

Titles = dict[str, tuple[str, str]]
"""Title and unit of a measure by its code."""


def why_workbook(
    card: CardWalk, before: ScoreRun, after: ScoreRun, sheet: Sheet, places: int
) -> bytes:
    """Return the composite's parts, those of every measure that moved, and the two runs."""
    titles = {line.code: (line.title, line.unit) for line in sheet.lines}
    heads = (_("Group"), _("Part"), _("Composite score"))
    rows = list(_rows(card.composite, before, places))
    return workbook(
        [
            Table(_("Composite score"), heads, rows),
            _measures(card, titles, places),
            _runs(card, before, after, sheet),
        ]
    )


def _rows(walk: Walk, before: ScoreRun, places: int) -> Iterator[tuple[Value, ...]]:
    """Yield the first run, each group, and the sum of the parts."""
    yield _run_name(before), None, figure(walk.first, places)
    for group, part, after in zip(Group, walk.parts, walk.states[1:], strict=True):
        yield title_of(group), figure(part, places), figure(after, places)
    yield _("Together"), figure(walk.difference, places), figure(walk.last, places)


def _measures(card: CardWalk, titles: Titles, places: int) -> Table:
    heads = (
        _("Code"), _("Measure"), _("Unit"), _("Group"),
        _("Value, part"), _("Value"), _("Score, part"), _("Score"),
        _("Contribution, part"), _("Contribution"),
    )  # fmt: skip
    return Table(_("Measures"), heads, list(_measure_rows(card, titles, places)))


def _measure_rows(card: CardWalk, titles: Titles, places: int) -> Iterator[tuple[Value, ...]]:
    for one in card.measures:
        if not one.moves:
            continue
        title, unit = titles.get(one.code, (one.code, ""))
        named = (one.code, title, unit)
        walks = (one.value, one.score, one.points)
        for at, group in enumerate(Group):
            cells: list[Value] = []
            for walk in walks:
                cells += [figure(walk.parts[at], places), figure(walk.states[at + 1], places)]
            yield (*named, title_of(group), *cells)
        total: list[Value] = []
        for walk in walks:
            total += [figure(walk.difference, places), figure(walk.last, places)]
        yield (*named, _("Together"), *total)


def _runs(card: CardWalk, before: ScoreRun, after: ScoreRun, sheet: Sheet) -> Table:
    heads = (_("Fact"), _run_name(before), _run_name(after))
    both = (before, after)
    rows: list[tuple[Value, ...]] = [
        (_("Name"), sheet.name, sheet.name),
        (_("Staff no."), sheet.staff_no, sheet.staff_no),
        (_("Cycle"), sheet.cycle_title, sheet.cycle_title),
        (_("Composite score"), figure(card.composite.first), figure(card.composite.last)),
        (
            _("Computed"),
            *(f"{timezone.localtime(run.made_at):%Y-%m-%d %H:%M:%S}" for run in both),
        ),
        (_("Inputs digest"), *(run.inputs_digest for run in both)),
        (_("Results digest"), *(run.results_digest for run in both)),
    ]
    return Table(_("Score runs"), heads, rows)


def _run_name(run: ScoreRun) -> str:
    return _("Score run #%(number)s") % {"number": run.number}
