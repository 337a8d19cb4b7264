"""Findings about the book: what the income leaves, what eats it, a loss, no book at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext as _

from perfcenter.formats import AmountUnit, as_text
from perfcenter.sheet_charts import shown_steps, waterfall_unit
from reviews.deck.findings.base import Finding, Stated, say, share
from reviews.deck.formats import with_unit
from scoring.sheet import Sheet, Step

COSTS = ("funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax")


def step(sheet: Sheet, code: str) -> Step | None:
    return next((s for s in sheet.waterfall if s.code == code), None)


@lru_cache(maxsize=8)
def _rows(steps: tuple[Step, ...], unit: AmountUnit) -> dict[str, dict[str, Decimal]]:
    return {
        line.code: {"stock": stock, "increment": increment, "total": total}
        for line, stock, increment, total in shown_steps(steps, unit)
    }


def rows(sheet: Sheet) -> dict[str, dict[str, Decimal]]:
    """Stock, increment and total of each step as the page and the chart show them, adding up."""
    return _rows(sheet.waterfall, waterfall_unit(sheet))


def figures(sheet: Sheet) -> dict[str, Decimal]:
    """The totals by code."""
    return {code: row["total"] for code, row in rows(sheet).items()}


def labelled(sheet: Sheet, figure: Decimal) -> str:
    return with_unit(as_text(figure), waterfall_unit(sheet).label)


def total_of(sheet: Sheet, code: str, how: str) -> Stated:
    """A step's total as the waterfall labels it."""
    found = next(s for s in sheet.waterfall if s.code == code)
    return Stated(labelled(sheet, figures(sheet)[code]), found.total, how)


def part_of(sheet: Sheet, code: str, part: str, how: str) -> Stated:
    """A step's stock or increment as the page's table shows it."""
    found = next(s for s in sheet.waterfall if s.code == code)
    return Stated(labelled(sheet, rows(sheet)[code][part]), getattr(found, part), how)


def no_book(sheet: Sheet) -> Finding | None:
    """Nobody's ledger row counted for her in the cycle."""
    if sheet.waterfall:
        return None
    return say("no_book", _("No accounts in the cycle, so there is no RORAC"))


def loss(sheet: Sheet) -> Finding | None:
    """The income did not cover what was deducted."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or total.total >= 0:
        return None
    return say(
        "loss",
        _("Income of %(income)s did not cover costs: RORAC is %(rorac)s"),
        about=("RORAC",),
        income=total_of(sheet, "income", _("income, E")),
        rorac=total_of(sheet, "rorac", _("k₀ × stock + increment")),
    )


def left_over(sheet: Sheet) -> Finding | None:
    """What the income leaves, and the increment's share where it has most of it."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or total.total <= 0 or total.increment * 2 < total.total:
        return None
    if total.stock <= 0:  # a loss is another finding; all of it is none
        return None
    return say(
        "increment_leads",
        _("%(income)s of income left %(rorac)s, %(share)s of it from the increment"),
        about=("RORAC",),
        income=total_of(sheet, "income", _("income, E")),
        rorac=total_of(sheet, "rorac", _("k₀ × stock + increment")),
        share=share(total.increment, total.total, _("increment ÷ RORAC")),
    )


def stock_lost(sheet: Sheet) -> Finding | None:
    """A profit that the increment made against a loss on stock."""
    total = step(sheet, "rorac")
    if total is None or total.total <= 0 or total.stock >= 0:
        return None
    return say(
        "stock_lost",
        _("RORAC of %(rorac)s is all from the increment; stock is at %(stock)s"),
        about=("RORAC",),
        rorac=total_of(sheet, "rorac", _("k₀ × stock + increment")),
        stock=part_of(sheet, "rorac", "stock", _("k₀ × stock")),
    )


def eaten(sheet: Sheet) -> Finding | None:
    """Costs and tax take more than half of the income."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or income.total <= 0 or total.total <= 0:
        return None
    costs = -sum((s.total for s in sheet.waterfall if s.code in COSTS), Fraction(0))
    if costs * 2 <= income.total:
        return None
    return say(
        "costs_eat",
        _("Costs and tax took %(share)s of %(income)s of income and left %(rorac)s"),
        about=("RORAC",),
        share=share(costs, income.total, _("(Cd + Cm + Cf + Cr + T) ÷ E")),
        income=total_of(sheet, "income", _("income, E")),
        rorac=total_of(sheet, "rorac", _("k₀ × stock + increment")),
    )


def kept(sheet: Sheet) -> Finding | None:
    """What the income leaves, as an amount and a share of it."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None:
        return None
    words = {
        "income": total_of(sheet, "income", _("income, E")),
        "rorac": total_of(sheet, "rorac", _("k₀ × stock + increment")),
    }
    if income.total <= 0:
        return say("kept", _("Income of %(income)s, RORAC %(rorac)s"), about=("RORAC",), **words)
    return say(
        "kept",
        _("%(income)s of income left %(rorac)s, %(share)s of it"),
        about=("RORAC",),
        share=share(total.total, income.total, _("RORAC ÷ E")),
        **words,
    )
