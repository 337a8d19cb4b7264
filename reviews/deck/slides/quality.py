"""Asset quality: the five classes, what turned bad and what was cured, overdue, recovered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, percent, usual_unit
from reviews.deck import amounts, findings
from reviews.deck.charts.trend import Track, layers
from reviews.deck.charts.values import Chart, Look
from reviews.deck.data import Told
from reviews.deck.findings.quality import bad_share
from reviews.deck.formats import comma
from reviews.deck.grid import ROOM, Column, Grid
from reviews.deck.slides.balances import months_of
from reviews.deck.slides.facts import SlideFact, draw_facts, legend
from reviews.deck.slides.page import AnyPress, run_source
from reviews.deck.style import BODY_TOP, MARGIN, NOTE, Box, Fill, Run, columns, paragraph
from scoring.inputs.year import MonthBalances, Year

TABLE = columns(0, 7, BODY_TOP, 0)
SIDE = columns(8, 4, BODY_TOP, 0)
TABLE_H, CHART_H = 2_032_000, 1_905_000
FILLS = (("warn", None), ("bad", "paper"), ("bad", None), ("ink", None))


def class_names() -> tuple[str, ...]:
    return (_("Normal"), _("Special mention"), _("Substandard"), _("Doubtful"), _("Loss"))


def applies(data: Told) -> bool:
    return data.year is not None and data.year.has_loans


def draw(press: AnyPress) -> None:
    data, year = press.data, press.data.year
    if year is None:
        return
    canvas = press.page(findings.about_quality(year, press.said), run_source(data))
    has_chart = any(sum(m.classes[1:]) for m in year.months)
    table = grid(year).table(TABLE.w, TABLE_H if has_chart else ROOM)
    canvas.table(TABLE.x, TABLE.y, table, _("Loans by class"), told(year))
    found = facts(year)
    draw_facts(canvas, Box(SIDE.x, SIDE.y, SIDE.w, 0), found)
    if has_chart:
        top = TABLE.y + table.height + 152_400
        unit = Box(MARGIN, top, TABLE.w, 228_600)
        text = _("Not normal, by month, %(unit)s") % {"unit": usual_unit().label}
        canvas.text(unit, [paragraph(text, NOTE)], name="Unit")
        frame = Box(MARGIN, top + 203_200, TABLE.w, CHART_H)
        canvas.chart(
            frame, by_month(year), name=_("Loans that are not normal"), description=told(year)
        )
        entries = [
            (role, ground, name)
            for (role, ground), name in zip(FILLS, class_names()[1:], strict=True)
        ]
        legend(canvas, Box(MARGIN, frame.bottom, TABLE.w, 0), entries)
    press.tell(canvas, told(year), *(f"{fact.figure} {fact.text}" for fact in found))


def by_month(year: Year) -> Chart:
    points = [*([year.start] if year.start else []), *year.months]
    tracks = [
        Track(name, tuple(m.classes[i] for m in points), Look(Fill(role, ground)))
        for i, ((role, ground), name) in enumerate(
            zip(FILLS, class_names()[1:], strict=True), start=1
        )
    ]
    return layers(months_of(year), tracks, CHART_H)


def grid(year: Year) -> Grid:
    """A row a class, then all loans, then what is overdue of them."""
    last, start = year.months[-1], year.start
    rows: list[tuple[str | Run, ...]] = [
        _row(name, start.classes[i] if start else None, last.classes[i], last.loans)
        for i, name in enumerate(class_names())
    ]
    rows.append(_row(_("All loans"), start.loans if start else None, last.loans, last.loans))
    heads = [Column(_("Class"), "l", part=1)]
    heads += [Column(_("Year's start"))] if start else []
    heads += [Column(_("Year's end"))]
    heads += [Column(_("Change"))] if start else []
    heads += [Column(_("Share"))]
    return Grid(tuple(heads), tuple(rows), frozenset({len(rows) - 1}))


def _row(name: str, before: int | None, now: int, whole: int) -> tuple[str, ...]:
    share = amounts.share(now, whole) or (percent(0) if whole else "—")
    if before is None:
        return name, amounts.text(now), share
    return name, amounts.text(before), amounts.text(now), amounts.signed(before, now), share


def facts(year: Year) -> list[SlideFact]:
    """How much is bad, how that came, what is overdue, what came back; three at most."""
    before, turned, now = year.bad
    last = year.months[-1]
    found = []
    share = bad_share(now, last.loans)
    if share is not None:
        role = "bad" if now else "ink"
        found.append(SlideFact(percent(share), _("of loans are bad at the end"), role))
    if before or turned or now:
        found.append(SlideFact(amounts.written(now), movement(year)))
    if year.recovered:
        found.append(SlideFact(amounts.written(year.recovered), _("recovered of bad loans")))
    overdue = SlideFact(amounts.written(last.overdue), _("is overdue at the end"))
    return [*found, overdue][:3]


def movement(year: Year) -> str:
    """How the bad loans of before became those of now."""
    before, turned, now = year.bad
    left = amounts.shown(before) + amounts.shown(turned) - amounts.shown(now)
    words = {"before": amounts.text(before), "turned": amounts.text(turned)}
    if left > 0:
        template = _("bad: %(before)s before + %(turned)s turned − %(cured)s cured or paid")
        return template % {**words, "cured": as_text(left)}
    if left < 0:
        template = _("bad: %(before)s before + %(turned)s turned + %(more)s more of the old")
        return template % {**words, "more": as_text(-left)}
    return _("bad: %(before)s before + %(turned)s turned") % words


def told(year: Year) -> str:
    last: MonthBalances = year.months[-1]
    parts = [f"{name} {amounts.text(last.classes[i])}" for i, name in enumerate(class_names())]
    template = _("Loans by class at the end, %(unit)s: %(classes)s")
    return template % {"unit": usual_unit().label, "classes": comma().join(parts)}
