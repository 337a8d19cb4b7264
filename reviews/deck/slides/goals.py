"""Next year's goals: this year's actual, the goal, the change and how to get there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.data import DeckData, GoalLine
from reviews.deck.formats import MISSING, signed, unit_of
from reviews.deck.slides.page import Press, review_source
from reviews.deck.spacing import spaced
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, HEAD, MARGIN, PT, Run, Style
from reviews.deck.table import Column, Row, Table

HEAD_H, LEAST_H, PAD_H = 317_500, 431_800, 139_700
NUMBERS = 1_346_200
CELL, STRONG, SECOND = Style(13), Style(13, bold=True), Style(13, role="ink2")
MOST_LINES = 12


def draw(press: Press) -> None:
    data = press.data
    if not data.goal_lines:
        return
    pages = paged(data)
    finding = findings.next_year(data)
    for number, table in enumerate(pages, start=1):
        canvas = press.page(finding, review_source(data), part=(number, len(pages)))
        canvas.table(MARGIN, BODY_TOP, table, _("Next year's goals"))


def paged(data: DeckData) -> list[Table]:
    """Tables of one slide each; a row is as high as its action needs."""
    tables = [empty(data)]
    for line in data.goal_lines:
        row = row_of(tables[-1], line)
        if BODY_TOP + tables[-1].height + row.height > BODY_BOTTOM:
            tables.append(empty(data))
        tables[-1].rows.append(row)
    return tables


def empty(data: DeckData) -> Table:
    has_actions = any(line.action.strip() for line in data.goal_lines)
    name = 2_743_200 if has_actions else FULL - 3 * NUMBERS
    widths = [name, NUMBERS, NUMBERS, NUMBERS]
    columns = [Column(w, "l" if i == 0 else "r") for i, w in enumerate(widths)]
    if has_actions:
        columns += [Column(304_800), Column(FULL - sum(widths) - 304_800)]
    table = Table(tuple(columns))
    this_year, next_year = years(data)
    heads = (_("Measure"), this_year, next_year, _("Change"), "", _("Action"))[: len(columns)]
    table.rows.append(table.row(heads, HEAD, HEAD_H, ("rule", 0.75)))
    return table


def years(data: DeckData) -> tuple[str, str]:
    """Column heads by year, when the cycle is a calendar year."""
    first, last = data.sheet.first_month, data.sheet.last_month
    if first % 100 == 1 and last == first + 11:
        year = first // 100
        return _("%(year)s actual") % {"year": year}, _("%(year)s goal") % {"year": year + 1}
    return _("This cycle"), _("Next cycle")


def row_of(table: Table, line: GoalLine) -> Row:
    unit = unit_of(line.unit, [line.actual, line.target])
    name = _("%(measure)s (%(unit)s)") % {"measure": line.title, "unit": unit.word}
    cells: tuple[str | Run, ...] = (
        spaced(name if unit.word else line.title),
        Run(MISSING if line.actual is None else unit.figure(line.actual), SECOND),
        Run(MISSING if line.target is None else unit.figure(line.target), STRONG),
        change(line),
    )
    if len(table.columns) > 4:
        cells = (*cells, "", Run(" ".join(line.action.split()), Style(13, role="own")))
    lines = min(table.lines(cells, CELL), MOST_LINES)
    height = max(LEAST_H, lines * CELL.leading * PT + PAD_H)
    return table.row(cells, CELL, height, lines=MOST_LINES)


def change(line: GoalLine) -> str:
    if line.actual is None or line.target is None:
        return MISSING
    by = line.target - line.actual
    if line.unit == "yuan" and line.actual > 0:
        return f"{signed(by / line.actual * 100, 1)}%"
    return unit_of(line.unit, [line.actual, line.target]).change(by)
