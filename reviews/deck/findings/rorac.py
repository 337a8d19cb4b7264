"""Findings about the book: what the income leaves, what eats it, a loss, no book at all."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import AmountUnit, as_text, with_unit
from reviews.deck.findings.base import Booked, Finding, Stated, say
from scoring.sheet.model import Step
from scoring.sheet.steps import agreeing_share, shown_steps, waterfall_unit


def step(sheet: Booked, code: str) -> Step | None:
    return next((s for s in sheet.waterfall if s.code == code), None)


@lru_cache(maxsize=8)
def _rows(steps: tuple[Step, ...], unit: AmountUnit) -> dict[str, dict[str, Decimal]]:
    return {
        line.code: {"stock": stock, "increment": increment, "total": total}
        for line, stock, increment, total in shown_steps(steps, unit)
    }


def rows(sheet: Booked) -> dict[str, dict[str, Decimal]]:
    """Stock, increment and total of each step as the page and the chart show them, adding up."""
    return _rows(sheet.waterfall, waterfall_unit())


def figures(sheet: Booked) -> dict[str, Decimal]:
    """The totals by code."""
    return {code: row["total"] for code, row in rows(sheet).items()}


def labelled(figure: Decimal) -> str:
    return with_unit(as_text(figure), waterfall_unit().label)


def total_of(sheet: Booked, code: str, how: str) -> Stated:
    """A step's total as the waterfall labels it."""
    found = next(s for s in sheet.waterfall if s.code == code)
    return Stated(labelled(figures(sheet)[code]), found.total, how)


def part_of(sheet: Booked, code: str, part: str, how: str) -> Stated:
    """A step's stock or increment as the page's table shows it."""
    found = next(s for s in sheet.waterfall if s.code == code)
    return Stated(labelled(rows(sheet)[code][part]), getattr(found, part), how)


def no_book(sheet: Booked) -> Finding | None:
    """Nobody's ledger row counted for her in the cycle."""
    if sheet.waterfall:
        return None
    return say("no_book", _("No accounts in the cycle, so there is no RORAC"))


def loss(sheet: Booked) -> Finding | None:
    """The income did not cover what was deducted."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or total.total >= 0:
        return None
    template = _("Income of %(income)s did not cover costs: RORAC is %(rorac)s")
    return say("loss", template, **_both(sheet))


def left_over(sheet: Booked) -> Finding | None:
    """What the income leaves, and the increment's share where it has most of it."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or total.total <= 0 or total.increment * 2 < total.total:
        return None
    if total.stock <= 0:  # a loss is another finding; all of it is none
        return None
    share = share_of(sheet, "rorac", "increment", "rorac")
    if share is None:
        return None
    return say(
        "increment_leads",
        _("%(income)s of income left %(rorac)s, %(share)s of it from the increment"),
        share=Stated(share, total.increment / total.total, _("increment ÷ RORAC")),
        **_both(sheet),
    )


def stock_lost(sheet: Booked) -> Finding | None:
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


def eaten(sheet: Booked) -> Finding | None:
    """Costs, tax and the decay of stock take more than half of the income."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or income.total <= 0 or total.total <= 0:
        return None
    taken = income.total - total.total
    if taken * 2 <= income.total:
        return None
    shown = figures(sheet)
    share = agreeing_share(taken / income.total, shown["income"] - shown["rorac"], shown["income"])
    if share is None:
        return None
    decay = step(sheet, "decay")
    with_decay = _(
        "%(share)s of %(income)s of income went into costs, tax and decay of stock, "
        "%(rorac)s is left"
    )
    without = _("%(share)s of %(income)s of income went into costs and tax, %(rorac)s is left")
    return say(
        "costs_eat",
        with_decay if decay is not None and decay.total else without,
        share=Stated(share, taken / income.total, _("(E − RORAC) ÷ E")),
        **_both(sheet),
    )


def kept(sheet: Booked) -> Finding | None:
    """What the income leaves, as an amount and a share of it."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None:
        return None
    share = share_of(sheet, "rorac", "total", "income") if income.total > 0 else None
    if share is None:
        return say("kept", _("Income of %(income)s, RORAC %(rorac)s"), **_both(sheet))
    return say(
        "kept",
        _("%(income)s of income left %(rorac)s, %(share)s of it"),
        share=Stated(share, total.total / income.total, _("RORAC ÷ E")),
        **_both(sheet),
    )


def share_of(sheet: Booked, code: str, part: str, whole: str) -> str | None:
    """A part of a step as a share of another step, as finely as the figures shown bear out."""
    over = getattr(next(s for s in sheet.waterfall if s.code == code), part)
    under = next(s for s in sheet.waterfall if s.code == whole).total
    shown = rows(sheet)
    return agreeing_share(over / under, shown[code][part], shown[whole]["total"])


def _both(sheet: Booked) -> dict[str, Any]:
    return {
        "about": ("RORAC",),
        "income": total_of(sheet, "income", _("income, E")),
        "rorac": total_of(sheet, "rorac", _("k₀ × stock + increment")),
    }
