"""Next year's goals: this year's actual, the goal, the change and how to get there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING
from reviews.deck import figures
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.findings import Finding
from reviews.deck.findings.goals import actual_scale
from reviews.deck.slides.page import Press, review_source
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, HEAD, MARGIN, PT, Run, Style
from reviews.deck.table import SlideColumn, SlideRow, SlideTable
from scoring.sheet.scales import goal_scale

HEAD_H, LEAST_H, PAD_H = 317_500, 431_800, 139_700
NUMBERS = 1_270_000
CELL, STRONG, SECOND = Style(13), Style(13, bold=True), Style(13, role="ink2")
ACTION = Style(13, role="own")
MOST_LINES = 12


def draw_all(press: Press) -> None:
    """All lines in full, on as many slides as they take."""
    data = press.data
    finding = Finding("goals", _("Next year's goals in full"))
    pages = paged(data)
    for number, table in enumerate(pages, start=1):
        canvas = press.page(finding, review_source(data), part=(number, len(pages)))
        canvas.table(MARGIN, BODY_TOP, table, _("Next year's goals"))


def paged(data: DeckData) -> list[SlideTable]:
    """Tables of one slide each; a row is as high as its action needs."""
    tables = [empty(data)]
    for line in data.goal_lines:
        row = row_of(tables[-1], line)
        if BODY_TOP + tables[-1].height + row.height > BODY_BOTTOM:
            tables.append(empty(data))
        tables[-1].rows.append(row)
    return tables


def empty(data: DeckData) -> SlideTable:
    has_actions = any(line.action.strip() for line in data.goal_lines)
    name = 2_209_800 if has_actions else FULL - 3 * NUMBERS
    widths = [name, NUMBERS, NUMBERS, NUMBERS]
    columns = [SlideColumn(w, "l" if i == 0 else "r") for i, w in enumerate(widths)]
    if has_actions:
        columns += [SlideColumn(304_800), SlideColumn(FULL - sum(widths) - 304_800)]
    table = SlideTable(tuple(columns))
    table.rows.append(head(table, data))
    return table


def head(table: SlideTable, data: DeckData) -> SlideRow:
    this_year, next_year = years(data)
    heads = (_("Measure"), this_year, next_year, _("Change"), "", _("How to reach it"))
    return table.row(heads[: len(table.columns)], HEAD, HEAD_H, ("rule", 0.75))


def years(data: DeckData) -> tuple[str, str]:
    """Column heads by year, when the cycle is a calendar year."""
    first, last = data.sheet.first_month, data.sheet.last_month
    if first % 100 == 1 and last == first + 11:
        year = first // 100
        return _("%(year)s actual") % {"year": year}, _("%(year)s goal") % {"year": year + 1}
    return _("This cycle"), _("Next cycle")


def row_of(table: SlideTable, line: DeckGoal) -> SlideRow:
    cells = cells_of(line)
    if len(table.columns) > len(cells):
        cells = (*cells, "", Run(" ".join(line.action.split()), ACTION))
    lines = min(table.lines(cells, CELL), MOST_LINES)
    high = max(LEAST_H, lines * CELL.leading * PT + PAD_H)
    return table.row(cells, CELL, high, lines=MOST_LINES)


def cells_of(line: DeckGoal) -> tuple[str | Run, ...]:
    """Name with unit, actual, goal and change, in a unit that shows the change to be right."""
    scale = actual_scale(line)
    name = _("%(measure)s (%(unit)s)") % {"measure": line.title, "unit": scale.unit}
    return (
        name if scale.unit else line.title,
        Run(scale.text(line.actual), SECOND),
        Run(goal_scale(scale, line.target).text(line.target), STRONG),
        change(line),
    )


def change(line: DeckGoal) -> str:
    """Per cent of amounts, percentage points of rates, else the plain difference."""
    if line.actual is None or line.target is None:
        return MISSING
    if line.unit == "yuan" and line.actual <= 0:
        return MISSING
    scale = goal_scale(actual_scale(line), line.target)
    return figures.change(scale, line.unit, line.target, line.actual)
