"""What moved RORAC from the year before: step by step, and by product."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, usual_unit, with_sign
from perfcenter.base.numbers.rounding import apportion, exact
from reviews.deck import amounts
from reviews.deck.charts.bridge import Move, bridge
from reviews.deck.findings.groups import changes
from reviews.deck.formats import comma
from reviews.deck.grid import Column, Grid
from reviews.deck.groups import findings
from reviews.deck.groups.data import GroupData, ProductSum
from reviews.deck.groups.slides.glance import source
from reviews.deck.slides.facts import legend
from reviews.deck.slides.page import PressOf
from reviews.deck.style import BODY_TOP, NOTE, Box, columns, paragraph

FRAME = Box(columns(0, 8, 0, 0).x, BODY_TOP + 254_000, columns(0, 8, 0, 0).w, 4_114_800)
SIDE = columns(8, 4, BODY_TOP + 203_200, 0)
MOST_ROWS, MOST_MOVES = 9, 5


def applies(data: GroupData) -> bool:
    return bool(data.waterfall and data.waterfall_before)


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    canvas = press.page(findings.drivers(data, press.said), source(data))
    unit = usual_unit()
    canvas.text(columns(0, 4, BODY_TOP, 228_600), [paragraph(unit.label, NOTE)], name="Unit")
    found = moves(data)
    told = comma().join(f"{move.name} {move.text}".replace("\n", " ") for move in found)
    canvas.chart(
        FRAME,
        bridge(found, unit),
        name=_("What moved RORAC"),
        description=_("In %(unit)s: %(list)s") % {"unit": unit.label, "list": told},
    )
    entries = [
        ("own", None, "RORAC"),
        ("good", None, _("for the better")),
        ("bad", None, _("for the worse")),
    ]
    legend(canvas, Box(FRAME.x, FRAME.bottom + 25_400, FRAME.w, 0), entries)
    head = Box(SIDE.x, BODY_TOP, SIDE.w, 228_600)
    canvas.text(head, [paragraph(_("RORAC by product"), NOTE)], name="Head")
    table = grid(data).table(SIDE.w, 4_318_000, lines=1)
    canvas.table(SIDE.x, SIDE.y, table, _("RORAC by product"), told)
    press.tell(canvas, told)


def moves(data: GroupData) -> list[Move]:
    """Last year's RORAC, each step's change, this year's; the labels add up."""
    before = data.rorac_before or Fraction(0)
    begins, ends = amounts.shown(before), amounts.shown(data.rorac)
    unit = usual_unit()
    found = largest([(step.title, by) for step, by in changes(data) if by])
    scaled = [by / (100 * unit.yuan) for _title, by in found]
    figures = apportion(exact(ends - begins), scaled, unit.places)
    steps = [
        Move(title, by, stands=False, figure=figure)
        for (title, by), figure in zip(found, figures, strict=True)
    ]
    last, this = _("Last\nyear"), _("This\nyear")
    return [
        Move(last, before, stands=True, figure=begins),
        *steps,
        Move(this, data.rorac, stands=True, figure=ends),
    ]


def largest(found: list[tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """The steps that moved most, in the order of the waterfall, the others as one."""
    if len(found) <= MOST_MOVES:
        return found
    kept = sorted(found, key=lambda move: -abs(move[1]))[: MOST_MOVES - 1]
    rest = sum((by for title, by in found if (title, by) not in kept), Fraction(0))
    return [*(move for move in found if move in kept), (_("Other"), rest)]


def grid(data: GroupData) -> Grid:
    """What each product brought then and now; those that moved most, the rest as one row."""
    shown = sorted(data.book, key=lambda one: (-abs(one.now - one.before), one.code))
    kept, rest = shown[:MOST_ROWS], shown[MOST_ROWS:]
    rows = [_row(name_of(data, one), one) for one in kept]
    if rest:
        name = _("%(count)s more products") % {"count": len(rest)}
        rows.append(_row(name, _sum(rest)))
    rows.append(_row(_("Together"), _sum(list(data.book))))
    heads = (
        Column(_("Product"), "l", part=1),
        Column(_("this year")),
        Column(_("Change")),
    )
    return Grid(heads, tuple(rows), frozenset({len(rows) - 1}))


def name_of(data: GroupData, one: ProductSum) -> str:
    return dict(data.products).get(one.code, one.code) or _("Cost without a product")


def _sum(found: list[ProductSum]) -> ProductSum:
    zero = Fraction(0)
    return ProductSum("", sum((p.now for p in found), zero), sum((p.before for p in found), zero))


def _row(name: str, one: ProductSum) -> tuple[str, ...]:
    by: Decimal = amounts.change(one.before, one.now)
    return name, amounts.text(one.now) if one.now else MISSING, with_sign(by)
