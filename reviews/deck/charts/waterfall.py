"""The RORAC waterfall as a stacked column chart: invisible base, stock, increment, deductions.

Stock and increment of each step are typed; base, pieces, connectors and labels follow by formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import AmountUnit, as_text
from perfcenter.base.money import FEN
from perfcenter.base.numbers.rounding import exact, rounded
from perfcenter.ui.workbooks import yuan
from reviews.deck.charts.book import Draft, number, shown
from reviews.deck.charts.steps import INCOME, PIECES, TOTAL, Bar, bars, helpers
from reviews.deck.charts.values import (
    CategoryAxis,
    Chart,
    Formula,
    Labels,
    Look,
    Number,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.style import PT, Fill, Stroke, Style
from reviews.deck.wrapping import width
from scoring.sheet.model import Step

PLOT = (0.075, 0.06, 0.925, 0.78)
GAP = 70
FRAME_W = 7_785_100  # the labels' room depends on it
CONNECTOR = Look(stroke=Stroke("ink2", 0.75, "sysDot"))
HIDDEN = Look()


@dataclass(frozen=True)
class Money:
    """What the chart counts in: yuan a unit, and the places of its labels."""

    unit: AmountUnit

    def cell(self, name: str) -> str:
        return name if self.unit.yuan == 1 else f"{name}/{self.unit.yuan}"

    def value(self, fen: Fraction) -> float:
        return fen.numerator / (fen.denominator * FEN * self.unit.yuan)


def waterfall(steps: Sequence[Step], figures: Sequence[Decimal], unit: AmountUnit) -> Chart:
    """Draw the steps in `unit`, labelled with the totals as the page shows them."""
    laid, money = bars(steps), Money(unit)
    draft = Draft()
    draft.add("name", "", [_named(step) for step in steps])
    _typed(draft, steps)
    _levels(draft, steps, laid)
    columns = _pieces(draft, steps, laid, money)
    lines = [*_connectors(draft, laid, money), *_labels(draft, laid, figures, money)]
    widest = max(width(word, 1) for step in steps for word in step.title.split())
    names = Style(_size(widest / 0.9, len(steps), (12, 11), 10))
    return Chart(
        PLOT,
        (
            Plot("columns", tuple(columns), stacked=True, gap=GAP),
            Plot("lines", tuple(lines)),
        ),
        CategoryAxis(names, Stroke("ink", 1)),
        ValueAxis(Style(12, role="ink3"), _axis_number(laid, money)),
        draft.done(),
    )


def _named(step: Step) -> str:
    return f"{step.title}\n{step.symbol}".strip() if step.symbol != step.title else step.title


def _typed(draft: Draft, steps: Sequence[Step]) -> None:
    """The columns to edit: stock and increment in yuan; the last row adds up those above it."""
    *above, last = steps
    for name, head in (("stock", _("Stock, CNY")), ("increment", _("Increment, CNY"))):
        cells = [number(yuan(getattr(step, name))) for step in above]
        value = Fraction(getattr(last, name))
        figure = number(yuan(value)) or Number(0.0)
        if last.code == TOTAL and sum(getattr(step, name) for step in above) == value:
            draft.add(name, head, [*cells, Formula(f"SUM([{name}*])", figure.value, figure.format)])
        else:
            draft.add(name, head, [*cells, figure])


def _levels(draft: Draft, steps: Sequence[Step], laid: Sequence[Bar]) -> None:
    """Total, where each step begins, where it ends, and the stretch of each of its parts."""
    totals = [float(step.total / FEN) for step in steps]
    draft.computed("total", _("Total, CNY"), "[stock]+[increment]", totals, "#,##0.00")
    stands = [step.code in (INCOME, TOTAL) for step in steps]
    for name, head, formulas, values in helpers(steps, laid, stands):
        draft.computed(name, head, formulas, values)


def _pieces(draft: Draft, steps: Sequence[Step], laid: Sequence[Bar], money: Money) -> list[Series]:
    """The invisible base, then the pieces of income and total, then those of the deductions."""
    values = [money.value(one.base) if one.pieces else 0.0 for one in laid]
    draft.computed("base", _("Base"), money.cell("([base_yuan])"), values)
    found = [Series(draft.place("base"), HIDDEN)]
    looks = [
        (True, "stock", _("Stock"), Fill("stock")),
        (True, "increment", _("Increment"), Fill("inc", "inct")),
        (True, "beyond", _("Stock, beyond zero"), Fill("stock")),
        (False, "stock", _("Deduction, stock"), Fill("ded")),
        (False, "increment", _("Deduction, increment"), Fill("ded", "dedt")),
        (False, "beyond", _("Deduction, stock, beyond zero"), Fill("ded")),
    ]
    for stands, slot, head, fill in looks:
        for side in (1, -1):
            lengths = [
                money.value(one.pieces.get((side, slot), Fraction(0)) * side)
                if (step.code in (INCOME, TOTAL)) == stands
                else None
                for step, one in zip(steps, laid, strict=True)
            ]
            name = f"{'own' if stands else 'ded'}_{slot}_{'up' if side > 0 else 'down'}"
            title = head if side > 0 else _("%(series)s, below zero") % {"series": head}
            formula = money.cell(f"({PIECES[side, slot]})")
            found.append(Series(draft.computed(name, title, formula, lengths), Look(fill)))
    return found


def _connectors(draft: Draft, laid: Sequence[Bar], money: Money) -> list[Series]:
    """One thin line from each level to the next column; into the total it ends at its level."""
    found = []
    for index in range(len(laid) - 1):
        level = money.value(laid[index].level)
        places = (index, index + 1)
        values = [level if row in places else None for row in range(len(laid))]
        formulas = [
            money.cell("[level]" if row == index else "[level-]") for row in range(len(laid))
        ]
        head = _("Level %(number)s") % {"number": index + 1}
        place = draft.computed(f"level{index + 1}", head, formulas, values)
        found.append(Series(place, CONNECTOR))
    return found


def _labels(
    draft: Draft, laid: Sequence[Bar], figures: Sequence[Decimal], money: Money
) -> list[Series]:
    """Two unseen lines with the labels: above a bar, or under it when it ends below zero.

    Figures add up as the page shows them, so a column holds by how much rounding moved each.
    """
    places = money.unit.places
    moved = [
        Number(float(f - rounded(exact(b.level if row in (0, len(laid) - 1) else b.change)
                                 / (FEN * money.unit.yuan), places)))
        for row, (f, b) in enumerate(zip(figures, laid, strict=True))
    ]  # fmt: skip
    draft.add("moved", _("Rounding"), moved)
    texts = [as_text(figure) for figure in figures]
    text = shown(f"ROUND({money.cell('[total]')},{places})+[moved]", places)
    widest = max(width(one, 1, bold=True) for one in texts)
    style = Style(_size(widest, len(texts), (12, 11), 10), bold=True)
    found = []
    for name, head, edge, position in (
        ("over", _("Labels"), "MAX([ihi],[shi])", "t"),
        ("under", _("Labels, below zero"), "MIN([ilo],[slo])", "b"),
    ):
        is_over = name == "over"
        values = [money.value(b.top if is_over else b.bottom) for b in laid]
        at = draft.computed(name, head, money.cell(edge), values)
        said = [t if (b.level >= 0) == is_over else "" for t, b in zip(texts, laid, strict=True)]
        formula = f'IF([level]<0,"",{text})' if is_over else f'IF([level]<0,{text},"")'
        read = draft.computed(f"{name}_text", _("Text"), formula, said)
        found.append(Series(at, HIDDEN, Labels(read, "t" if position == "t" else "b", style)))
    return found


def _size(ems: float, count: int, sizes: Sequence[int], least: int) -> int:
    """The largest size at which the widest text keeps to its column."""
    room = FRAME_W / PT * PLOT[2] / count
    return next((size for size in sizes if ems * size <= room), least)


def _axis_number(laid: Sequence[Bar], money: Money) -> str:
    """The axis' numbers: places only where the steps between its lines have some."""
    span = max(money.value(b.top) for b in laid) - min(
        money.value(min(b.bottom, Fraction(0))) for b in laid
    )
    digits = "#,##0" if span >= 5 else "#,##0.00"
    return f'{digits};"−"{digits}'
