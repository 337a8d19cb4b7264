"""The RORAC waterfall from a run's cells, exactly."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext_lazy

from portfolio.models import Part
from scoring.models import RoracCell
from scoring.sheet.model import Step

# code: (symbol, title), in the order of the waterfall
STEPS = {
    "income": ("E", gettext_lazy("Income")),
    "funding_cost": ("Cd", gettext_lazy("Funding cost")),
    "management_cost": ("Cm", gettext_lazy("Management cost")),
    "fixed_cost": ("Cf", gettext_lazy("Fixed cost")),
    "risk_cost": ("Cr", gettext_lazy("Risk cost")),
    "tax": ("T", gettext_lazy("Tax")),
    "decay": ("1−k₀", gettext_lazy("Decay of stock")),
    "rorac": ("RORAC", "RORAC"),
}
COSTS = ("funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax")


def waterfall(cells: Iterable[RoracCell]) -> tuple[Step, ...]:
    """Return income, deductions, the decay of stock and what is left; nothing without a book."""
    parts: dict[int, list[RoracCell]] = {Part.STOCK: [], Part.INCREMENT: []}
    for cell in cells:
        parts[cell.part].append(cell)
    stock, increment = parts[Part.STOCK], parts[Part.INCREMENT]
    if not stock and not increment:
        return ()
    steps = [_step("income", _sum(stock, "income"), _sum(increment, "income"))]
    steps += [_step(code, -_sum(stock, code), -_sum(increment, code)) for code in COSTS]
    steps.append(_step("decay", sum((decay(cell) for cell in stock), Fraction(0)), Fraction(0)))
    left = [sum((getattr(step, part) for step in steps), Fraction(0)) for part in PARTS]
    return (*steps, _step("rorac", *left))


PARTS = ("stock", "increment")


def decay(cell: RoracCell) -> Fraction:
    """Return what the decay takes off a stock cell (or gives back to a loss), exactly."""
    return Fraction((cell.k0 - 1) * cell.rorac)


def counted(cell: RoracCell) -> Fraction:
    """Return what a cell counts for: k0 x RORAC of stock, RORAC of increment."""
    return cell.k0 * cell.rorac if cell.part == Part.STOCK else Fraction(cell.rorac)


def _sum(cells: Iterable[RoracCell], name: str) -> Fraction:
    return Fraction(sum(getattr(cell, name) for cell in cells))


def _step(code: str, stock: Fraction, increment: Fraction) -> Step:
    symbol, title = STEPS[code]
    return Step(code, symbol, str(title), stock, increment)
