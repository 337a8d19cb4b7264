"""The branches below, side by side: people, scores, RORAC, balances, bad loans."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, percent, plain, usual_unit, with_sign
from perfcenter.base.numbers.rounding import rounded
from reviews.deck import amounts
from reviews.deck.canvas import Canvas
from reviews.deck.charts.counts import Counts, count_columns
from reviews.deck.charts.values import Look
from reviews.deck.findings.groups import ranked_parts
from reviews.deck.findings.quality import bad_share
from reviews.deck.grid import ROOM, Column, Grid
from reviews.deck.groups import findings
from reviews.deck.groups.data import PLACES, GroupData, Part
from reviews.deck.slides.facts import legend
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FULL,
    MARGIN,
    Box,
    Fill,
    Run,
    Stroke,
    Style,
    columns,
    paragraph,
)
from scoring.sheet.scales import change_in_percent

MOST_ROWS, MOST_DRAWN = 12, 6
BESIDE = 2_330_000  # high, where charts stand below the table
NOW, BEFORE = Look(Fill("own")), Look(Fill("paper"), Stroke("peer", 1.25))
HEAD = Style(14, bold=True)


def applies(data: GroupData) -> bool:
    return len(data.parts) > 1


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    template = _("%(source)s. Amounts in %(unit)s; balances at the end of the last month")
    source = template % {"source": run_source(data), "unit": usual_unit().label}
    canvas = press.page(findings.parts(data, press.said), source)
    shown = in_order(data)[:MOST_ROWS]
    is_drawn = len(shown) <= MOST_DRAWN
    table = grid(data, shown).table(FULL, BESIDE if is_drawn else ROOM, lines=1)
    told = "; ".join(f"{part.name} {_score(part)}" for part in shown)
    canvas.table(MARGIN, BODY_TOP, table, _("The branches below"), told)
    if is_drawn:
        draw_charts(canvas, BODY_TOP + table.height + 228_600, shown, told)
    press.tell(canvas, _("Mean scores: %(list)s") % {"list": told})


def draw_charts(canvas: Canvas, top: int, shown: Sequence[Part], told: str) -> None:
    """Mean scores and RORAC of few branches, beside the year before where it is known."""
    unit = usual_unit()
    names = [part.name for part in shown]
    means = [None if part.mean is None else rounded(part.mean, PLACES) for part in shown]
    rorac = [amounts.shown(part.rorac) for part in shown]
    past = [None if p.rorac_before is None else amounts.shown(p.rorac_before) for p in shown]
    tracks = [Counts(_("this year"), rorac, NOW, "own")]
    if any(one is not None for one in past):
        tracks.append(Counts(_("last year"), past, BEFORE, "peer"))
    charts = (
        (_("Mean score"), [Counts(_("Mean score"), means, NOW, "own")], PLACES),
        (_("RORAC, %(unit)s") % {"unit": unit.label}, tracks, unit.places),
    )
    for index, (name, series, places) in enumerate(charts):
        box = columns(6 * index, 6, top, 266_700)
        canvas.text(box, [paragraph(name, HEAD)], name="Head")
        high = BODY_BOTTOM - box.bottom - (254_000 if len(series) > 1 else 0)
        frame = Box(box.x, box.bottom, box.w, high)
        chart = count_columns(names, series, high, places=places)
        canvas.chart(frame, chart, name=name, description=told)
        if len(series) > 1:
            entries = [("own", None, _("this year")), ("peer", "paper", _("last year"))]
            legend(canvas, Box(box.x, frame.bottom + 25_400, box.w, 0), entries)


def in_order(data: GroupData) -> list[Part]:
    """The best mean first, those without one last."""
    ranked = ranked_parts(data)
    return [*ranked, *(part for part in data.parts if part not in ranked)]


def grid(data: GroupData, shown: Sequence[Part]) -> Grid:
    """A row a branch, and all of them together."""
    has_books = any(part.deposits is not None for part in data.parts)
    rows = [_row(part, has_books=has_books) for part in shown]
    rest = len(data.parts) - len(shown)
    name = _("Together")
    if rest:
        name = _("Together, with %(count)s more") % {"count": rest}
    rows.append(_row(together(data, name), has_books=has_books))
    heads = [
        Column(_("Branch"), "l", part=1),
        Column(_("People")),
        Column(_("Mean\nscore")),
        Column("RORAC"),
        Column(_("Change")),
    ]
    if has_books:
        heads += [Column(_("Deposits")), Column(_("Loans")), Column(_("Bad\nloans"))]
    return Grid(tuple(heads), tuple(rows), frozenset({len(rows) - 1}))


def together(data: GroupData, name: str) -> Part:
    sums = {
        part: sum(getattr(one, part) or 0 for one in data.parts)
        for part in ("deposits", "loans", "bad")
    }
    rorac = sum((part.rorac for part in data.parts), start=data.rorac * 0)
    return Part("", name, data.people, rorac, data.rorac_before, **sums)


def _row(part: Part, *, has_books: bool) -> tuple[str | Run, ...]:
    cells = (
        part.name,
        str(len(part.people)),
        _score(part),
        amounts.text(part.rorac),
        _change(part),
    )
    if not has_books:
        return cells
    share = bad_share(part.bad or 0, part.loans or 0)
    bad = MISSING if share is None else percent(share)
    return (*cells, amounts.text(part.deposits or 0), amounts.text(part.loans or 0), bad)


def _score(part: Part) -> str:
    return MISSING if part.mean is None else plain(part.mean, PLACES)


def _change(part: Part) -> str:
    before = part.rorac_before
    if before is None or before <= 0 or part.rorac <= 0:
        return MISSING
    return f"{with_sign(change_in_percent(before, part.rorac))}%"
