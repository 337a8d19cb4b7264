"""Next year's goals: this year's actual, the goal, the change and how to get there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.formats import MISSING, signed, trimmed
from reviews.deck import findings
from reviews.deck.data import DeckData, GoalLine
from reviews.deck.formats import together
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.texts import HEAD_H as HEAD_H_TEXT
from reviews.deck.slides.texts import LINES, Section, column, draw_section, flow, height
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, HEAD, MARGIN, PT, Box, Run, Style
from reviews.deck.table import Column, Row, Table

HEAD_H, LEAST_H, PAD_H = 317_500, 431_800, 139_700
NUMBERS = 1_143_000
CELL, STRONG, SECOND = Style(13), Style(13, bold=True), Style(13, role="ink2")
MOST_LINES = 12
GAP = 304_800


def draw(press: Press) -> None:
    data = press.data
    if not data.goal_lines:
        return
    pages = paged(data)
    finding = findings.next_year(data, press.said)
    for number, table in enumerate(pages, start=1):
        canvas = press.page(finding, review_source(data), part=(number, len(pages)))
        canvas.table(MARGIN, BODY_TOP, table, _("Next year's goals"))
        if number == len(pages) and text_fits(data, table):
            below = Box(MARGIN, BODY_TOP + table.height + GAP, FULL, 0)
            column(canvas, below, _("In words"), flow(data.goals, [(FULL / PT, LINES)])[0])


def text_fits(data: DeckData, table: Table) -> bool:
    """Whether the goals' text has room under the table, so that it needs no slide of its own."""
    if not data.goals.strip():
        return False
    placed = flow(data.goals, [(FULL / PT, LINES)])
    bottom = BODY_TOP + table.height + GAP + HEAD_H_TEXT + height(placed[0], FULL / PT)
    return len(placed) == 1 and bottom <= BODY_BOTTOM


def draw_text(press: Press) -> None:
    """The goals' text on slides of its own, unless it stood under the table."""
    data = press.data
    pages = paged(data) if data.goal_lines else []
    if data.goals.strip() and not (pages and text_fits(data, pages[-1])):
        finding = findings.next_year(data, press.said)
        draw_section(press, Section(_("Next year's goals"), data.goals, finding, lambda _s: []))


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
    name = 2_209_800 if has_actions else FULL - 3 * NUMBERS
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
    (actual, target), unit = together(line.unit, line.actual, line.target)
    name = _("%(measure)s (%(unit)s)") % {"measure": line.title, "unit": unit}
    cells: tuple[str | Run, ...] = (
        name if unit else line.title,
        Run(actual, SECOND),
        Run(target, STRONG),
        change(line),
    )
    if len(table.columns) > 4:
        cells = (*cells, "", Run(" ".join(line.action.split()), Style(13, role="own")))
    lines = min(table.lines(cells, CELL), MOST_LINES)
    height = max(LEAST_H, lines * CELL.leading * PT + PAD_H)
    return table.row(cells, CELL, height, lines=MOST_LINES)


def change(line: GoalLine) -> str:
    """Per cent of amounts, percentage points of rates, else the plain difference."""
    if line.actual is None or line.target is None:
        return MISSING
    by = line.target - line.actual
    if line.unit == "yuan":
        return f"{signed(by / line.actual * 100, 1)}%" if line.actual > 0 else MISSING
    if line.unit == "ratio":
        return signed(by * 100)
    text = trimmed(by)
    return f"+{text}" if by > 0 else text
