"""Next year's goals: this year's actual, the goal, the change and how to get there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING
from reviews.deck import figures, findings
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.findings.goals import actual_scale
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.texts import (
    AFTER,
    Section,
    column,
    draw_section,
    fits,
    flow,
    height,
    style_for,
)
from reviews.deck.slides.texts import HEAD_H as TEXT_HEAD_H
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, HEAD, MARGIN, PT, Box, Run, Style
from reviews.deck.table import SlideColumn, SlideRow, SlideTable
from scoring.sheet.scales import goal_scale

HEAD_H, LEAST_H, PAD_H = 317_500, 431_800, 139_700
NEAR_H = 88_900  # an action stands near to the figures above it
NUMBERS, CLOSE_NUMBERS = 1_270_000, (1_181_100, 1_181_100, 1_054_100)
CELL, STRONG, SECOND = Style(13), Style(13, bold=True), Style(13, role="ink2")
ACTION = Style(13, role="own")
MOST_LINES = 12
GAP = 254_000
ROOM = FULL / PT


def draw(press: Press) -> None:
    """The text above the table it may speak of, on a slide of its own where it is long."""
    data = press.data
    if not data.goal_lines:
        return draw_text(press)
    finding = findings.next_year(data, press.said)
    pages = paged(data)
    above = room_above(data, pages[0])
    if data.goals.strip() and not above:
        draw_text(press)
    for number, table in enumerate(pages, start=1):
        canvas = press.page(finding, review_source(data), part=(number, len(pages)))
        top = BODY_TOP
        if above and number == 1:
            style = style_for([(data.goals, (ROOM, above))])
            box = Box(MARGIN, BODY_TOP, FULL, 0)
            pieces = flow(data.goals, [(ROOM, above)], style)[0]
            top = column(canvas, box, _("In words"), pieces, style) + GAP
        canvas.table(MARGIN, top, table, _("Next year's goals"))
    return None


def room_above(data: DeckData, table: SlideTable) -> float:
    """How many points high the goals' text may be above the table; 0 if it does not fit there."""
    room = (BODY_BOTTOM - BODY_TOP - table.height - GAP - TEXT_HEAD_H) / PT
    if not data.goals.strip() or room <= 0 or not fits(data.goals, (ROOM, room)):
        return 0
    return room


def draw_text(press: Press) -> None:
    """The goals' text on slides of its own."""
    data = press.data
    if data.goals.strip():
        finding = findings.next_year(data, press.said)
        draw_section(press, Section(_("Next year's goals"), data.goals, finding))


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


def compact(data: DeckData, wide: int) -> SlideTable:
    """The table for half a slide, each action below its figures."""
    name = wide - sum(CLOSE_NUMBERS)
    table = SlideTable((SlideColumn(name), *(SlideColumn(w, "r") for w in CLOSE_NUMBERS)))
    table.rows.append(head(table, data))
    for line in data.goal_lines:
        cells = cells_of(line)
        action = " ".join(line.action.split())
        lines = min(table.lines(cells, CELL), MOST_LINES)
        high = lines * CELL.leading * PT + (NEAR_H if action else PAD_H)
        rule = None if action else ("hair", 0.75)
        table.rows.append(table.row(cells, CELL, high, rule, lines=MOST_LINES))
        if action:
            high = height([action], wide / PT, ACTION) - AFTER
            table.rows.append(table.spanning(Run(action, ACTION), high * PT + NEAR_H))
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
