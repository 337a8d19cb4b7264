"""How a value of the ledger is put together from the columns of its tree."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import AmountUnit
from perfcenter.base.money import FEN
from perfcenter.base.numbers.totals import spread_rows
from portfolio.models import Part
from scoring.explanation.formulas import Formula, Piece, joined, result, sign, term
from scoring.explanation.leaves import STOCK, added, cell_amounts
from scoring.explanation.precision import Goal, fitted
from scoring.explanation.specs import DailyAverage, Rorac, Spec
from scoring.explanation.tree import Tree
from scoring.models import RoracCell
from scoring.sheet.model import MeasureLine
from scoring.sheet.scales import scale_of


def value_formulas(
    spec: Spec, tree: Tree, line: MeasureLine, cells: Sequence[RoracCell]
) -> list[Formula]:
    """Return the lines under the score: the value out of its parts, in the unit of the tree."""
    if isinstance(spec, Rorac):
        return _rorac(tree, cells)
    write = Writer(tree.unit)
    if isinstance(spec, DailyAverage):
        return [_average(spec, tree, line)]
    if not tree.adds_up:
        return [] if line.value is None else [_ratio(tree, line)]
    if len(tree.totals) == 1:
        return []
    whole = result(write.units(sum(tree.shown_totals)), line.title)
    return [Formula(line.title, (whole, sign("="), *_signed(spec, tree, write)), "", "value")]


class Writer:
    """Writes figures that are whole units of the last place."""

    def __init__(self, unit: AmountUnit) -> None:
        self.unit = unit

    def units(self, units: int) -> str:
        return formats.as_text(Decimal(units).scaleb(-self.unit.places))


def _rorac(tree: Tree, cells: Sequence[RoracCell]) -> list[Formula]:
    """Stock with its decay and increment, then each before it, adding up to the tree's last row."""
    write = Writer(tree.unit)
    per_fen = Fraction(10**tree.unit.places, tree.unit.yuan * FEN)
    nothing = (Fraction(0),) * len(tree.totals)
    exact = [
        added([nothing, *(cell_amounts(c) for c in cells if c.part == part)])
        for part in (STOCK, Part.INCREMENT)
    ]
    scaled = [[amount * per_fen for amount in row] for row in exact]
    stock, increment = spread_rows(tree.shown_totals, scaled)
    both = (
        result(write.units(sum(tree.shown_totals)), _("actual RORAC")),
        sign("="),
        term(write.units(sum(stock)), _("stock × k₀ of each product"), "#stock"),
        sign("+"),
        term(write.units(sum(increment)), _("increment"), "#increment"),
    )
    lines = [Formula("RORAC", both, "", "value")]
    if any(exact[0]):
        lines.append(_before_decay(_("Stock, before decay"), _("stock"), stock, write, "stock"))
    if any(exact[1]):
        lines.append(_before_decay(_("Increment"), _("increment"), increment, write, "increment"))
    return lines


def _before_decay(name: str, caption: str, units: list[int], write: Writer, anchor: str) -> Formula:
    """E − (Cd + Cm + Cf + Cr) − T; the columns of the tree hold costs as negative figures."""
    income, funding, risk, tax, management, fixed = units[:6]
    costs = [
        term(write.units(-funding), _("funding Cd")),
        term(write.units(-management), _("management Cm")),
        term(write.units(-fixed), _("fixed Cf")),
        term(write.units(-risk), _("risk Cr")),
    ]
    pieces = (
        result(write.units(sum(units[:6])), caption),
        sign("="),
        term(write.units(income), _("income E")),
        sign("− ("),
        *joined(costs, "+"),
        sign(") −"),
        term(write.units(-tax), _("tax T")),
    )
    return Formula(name, pieces, "", anchor)


def _ratio(tree: Tree, line: MeasureLine) -> Formula:
    """Bad loans over all loans, in a unit in which their quotient is the rate shown."""
    whole, bad = (total / FEN for total in tree.totals)
    scale = scale_of(line)
    goal = Goal(scale.counted(line.value or 0), scale.places)
    texts = fitted("yuan", [bad, whole], lambda a, b: scale.counted(a / b), goal)
    pieces = (
        result(scale.written(line.value), line.title),
        sign("="),
        term(texts[0], _("bad loans")),
        sign("÷"),
        term(texts[1], _("all loans")),
    )
    return Formula(line.title, pieces, "", "value")


def _average(spec: DailyAverage, tree: Tree, line: MeasureLine) -> Formula:
    days = spec.holdings.days
    weighted = tree.totals[0] / FEN * days
    pieces = (
        result(tree.unit.shown(tree.totals[0] / FEN), line.title),
        sign("="),
        term(tree.unit.shown(weighted), _("sum of average balance × days")),
        sign("÷"),
        term(str(days), _("days of the cycle")),
    )
    return Formula(line.title, pieces, "", "value")


def _signed(spec: Spec, tree: Tree, write: Writer) -> list[Piece]:
    """Return the columns as terms; a cost is taken off, and so is what is negative."""
    pieces: list[Piece] = []
    for column, units in zip(spec.columns(), tree.shown_totals, strict=True):
        taken_off = units < 0 or (column.is_cost and units == 0)
        if pieces or units < 0:
            pieces.append(sign(formats.MINUS if taken_off else "+"))
        pieces.append(term(write.units(abs(units)), column.title))
    return pieces
