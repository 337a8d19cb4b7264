"""Next year's goals: actual, goal, change, how to get there, and what is due by which quarter."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.grid import ROOM, Column, Grid
from reviews.deck.points import milestones_of, points_of
from reviews.deck.slides import goals
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.pointed import draw_points
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, MARGIN, Run, columns
from reviews.deck.table import SlideTable

MOST_ROWS = 10
GAP = 228_600
LEAST_TEXT = 1_270_000


def applies(data: DeckData) -> bool:
    return bool(data.goals.strip() or shown(data))


def shown(data: DeckData) -> list[DeckGoal]:
    """The lines that say anything."""
    return [g for g in data.goal_lines if g.target is not None or g.action.strip()]


def draw(press: Press) -> None:
    data = press.data
    canvas = press.page(findings.next_year(data, press.said), review_source(data))
    lines, points = shown(data), points_of(data.goals)
    top = BODY_TOP
    if lines:
        for table in _tables(data):
            if BODY_TOP + table.height <= BODY_BOTTOM:
                break
        canvas.table(MARGIN, BODY_TOP, table, _("Next year's goals"))
        top += table.height + GAP
    if points.found and (not lines or BODY_BOTTOM - top >= LEAST_TEXT):
        draw_points(canvas, columns(0, 12, top, 0), _("In words"), points)
    press.tell(canvas, *(point.text for point in points.found))


def is_whole(data: DeckData) -> bool:
    """Whether the slide shows all of the lines and of what they say."""
    lines = shown(data)
    return len(lines) <= MOST_ROWS and all(len(line.action) <= 40 for line in lines)


def _tables(data: DeckData) -> Iterator[SlideTable]:
    """The table with fewer and fewer rows, until one fits."""
    lines = shown(data)
    high = ROOM - LEAST_TEXT - GAP if data.goals.strip() else ROOM
    for count in range(min(len(lines), MOST_ROWS), 0, -1):
        for text_lines in (3, 2, 1):
            yield grid(data, lines[:count]).table(FULL, high, lines=text_lines)


def grid(data: DeckData, lines: list[DeckGoal]) -> Grid:
    milestones = [milestones_of(line.action) for line in lines]
    quarters = sorted({quarter for found in milestones for quarter in found})
    this_year, after = goals.years(data)
    heads = [
        Column(_("Measure"), "l", part=3),
        Column(this_year),
        Column(after),
        Column(_("Change")),
    ]
    if quarters:
        heads += [Column(_("Q%(number)s") % {"number": q}, "l", part=2) for q in quarters]
    elif any(line.action.strip() for line in lines):
        heads.append(Column(_("How to reach it"), "l", part=5))
    rows = []
    for line, found in zip(lines, milestones, strict=True):
        cells = list(goals.cells_of(line))
        if quarters:
            cells += [found.get(quarter, "") for quarter in quarters]
        elif len(heads) > len(cells):
            cells.append(Run(" ".join(line.action.split()), goals.ACTION))
        rows.append(tuple(cells))
    return Grid(tuple(heads), tuple(rows))
