"""Deposits and loans by month: the year's start, month ends, daily averages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import usual_unit
from reviews.deck import amounts, findings
from reviews.deck.charts.trend import Track, average_line, end_line, trend
from reviews.deck.data import Told
from reviews.deck.findings.balances import average_of
from reviews.deck.findings.balances import names as part_names
from reviews.deck.formats import comma
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.facts import legend_of_lines
from reviews.deck.slides.page import AnyPress, run_source
from reviews.deck.style import BODY_TOP, NOTE, Box, Run, columns, paragraph
from scoring.inputs.year import Year

FRAME = Box(columns(0, 8, 0, 0).x, BODY_TOP + 254_000, columns(0, 8, 0, 0).w, 4_114_800)
SIDE = columns(8, 4, BODY_TOP + 228_600, 0)
SIDE_H = 2_540_000
ROLES = {"deposits": "own", "loans": "stock"}


def applies(data: Told) -> bool:
    return data.year is not None and data.year.has_book


def draw(press: AnyPress) -> None:
    data, year = press.data, press.data.year
    if year is None:
        return
    canvas = press.page(findings.about_balances(year, press.said), run_source(data))
    parts = parts_of(year)
    unit = columns(0, 4, BODY_TOP, 228_600)
    canvas.text(unit, [paragraph(usual_unit().label, NOTE)], name="Unit")
    chart = trend(months_of(year), [t for p in parts for t in tracks(year, p)], FRAME.h)
    canvas.chart(FRAME, chart, name=_("Deposits and loans by month"), description=told(year))
    entries = [
        (ROLES[part], is_dashed, f"{part_names()[part]}{comma()}{word}")
        for part in parts
        for is_dashed, word in ((False, _("month end")), (True, _("daily average")))
    ]
    legend_of_lines(canvas, Box(FRAME.x, FRAME.bottom + 25_400, FRAME.w, 0), entries)
    table = grid(year, parts).table(SIDE.w, SIDE_H)
    canvas.table(SIDE.x, SIDE.y, table, _("The year's start, end and daily average"), told(year))
    press.tell(canvas, told(year))


def parts_of(year: Year) -> list[str]:
    return [
        part
        for part in ("deposits", "loans")
        if any(getattr(m, part) or getattr(m, f"{part}_average") for m in year.months)
        or (year.start is not None and getattr(year.start, part))
    ]


def months_of(year: Year) -> list[str]:
    """The year's start, where it is known, and the months; with their year where there are two."""
    start = [_("Start")] if year.start else []
    numbers = [m.month for m in year.months]
    if numbers[0] // 100 == numbers[-1] // 100:
        return [*start, *(str(number % 100) for number in numbers)]
    return [*start, *(f"{number // 100 % 100:02d}-{number % 100:02d}" for number in numbers)]


def tracks(year: Year, part: str) -> list[Track]:
    start = [getattr(year.start, part)] if year.start else []
    ends = (*start, *(getattr(m, part) for m in year.months))
    averages = (*[None] * len(start), *(getattr(m, f"{part}_average") for m in year.months))
    names, role = part_names(), ROLES[part]
    return [
        Track(f"{names[part]}{comma()}{_('month end')}", ends, end_line(role), is_labelled=True),
        Track(f"{names[part]}{comma()}{_('daily average')}", averages, average_line(role)),
    ]


def grid(year: Year, parts: list[str]) -> Grid:
    """A row a figure, a column deposits and loans."""
    rows: list[tuple[str | Run, ...]] = []
    if year.start is not None:
        rows.append((_("Year's start"), *(amounts.text(getattr(year.start, p)) for p in parts)))
    last = year.months[-1]
    rows.append((_("Year's end"), *(amounts.text(getattr(last, p)) for p in parts)))
    if year.start is not None:
        moves = (amounts.signed(getattr(year.start, p), getattr(last, p)) for p in parts)
        rows.append((_("Change"), *moves))
    rows.append((_("Daily average"), *(amounts.text(average_of(year, p)) for p in parts)))
    gaps = (amounts.signed(average_of(year, p), getattr(last, p)) for p in parts)
    rows.append((_("End against average"), *gaps))
    heads = (Column(usual_unit().label, "l", part=1), *(Column(part_names()[p]) for p in parts))
    strong = frozenset(i for i, row in enumerate(rows) if row[0] == _("Daily average"))
    return Grid(heads, tuple(rows), strong)


def told(year: Year) -> str:
    """The slide in words."""
    template = _("%(part)s: %(end)s at the end, %(average)s a day on average")
    return comma().join(
        template
        % {
            "part": part_names()[part],
            "end": amounts.written(getattr(year.months[-1], part)),
            "average": amounts.written(average_of(year, part)),
        }
        for part in parts_of(year)
    )
