"""Achievements as key points, or as cases where the writer named client, work and result."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.data import DeckData
from reviews.deck.grid import TEXT_SIZES, Column, Grid
from reviews.deck.points import Point, points_of
from reviews.deck.slides import review_facts
from reviews.deck.slides.facts import draw_facts
from reviews.deck.slides.page import Press, review_source
from reviews.deck.slides.pointed import draw_points
from reviews.deck.style import BODY_TOP, FULL, MARGIN, Box, columns

PARTS = ("client", "done", "result")


def applies(data: DeckData) -> bool:
    return bool(data.achievements.strip())


def draw(press: Press) -> None:
    data = press.data
    finding = findings.achievements(data.sheet, press.said)
    canvas = press.page(finding, review_source(data))
    points = points_of(data.achievements)
    cases = [p for p in points.found if len(set(PARTS) & p.parts.keys()) > 1]
    facts = review_facts.best(finding, data.sheet)
    if cases and len(cases) == len(points.found):
        table = as_cases(cases).table(FULL, sizes=TEXT_SIZES, lines=6)
        canvas.table(MARGIN, BODY_TOP, table, _("Cases"))
    else:
        left = columns(0, 8, BODY_TOP, 0)
        draw_points(canvas, left, data.head("achievements"), points)
        side = columns(8, 4, BODY_TOP + 279_400, 0)
        draw_facts(canvas, Box(side.x + 228_600, side.y, side.w - 228_600, 0), facts)
    press.tell(canvas, *(point.text for point in points.found))


def as_cases(cases: list[Point]) -> Grid:
    """Client, what was done, what came of it."""
    names = {"client": _("Client"), "done": _("How it was done"), "result": _("Result")}
    shares = {"client": 2, "done": 4, "result": 3}
    columns_ = tuple(Column(names[part], "l", part=shares[part]) for part in PARTS)
    rows = tuple(
        tuple(p.parts.get(part) or (p.lead if part == "client" else "") for part in PARTS)
        for p in cases
    )
    return Grid(columns_, rows)
