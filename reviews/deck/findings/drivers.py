"""Findings about what drives RORAC: its largest cost, its change, its return, what stock brings."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import percent
from reviews.deck.findings.base import Finding, Stated, by_code, say
from reviews.deck.findings.rorac import figures, share_of, step, total_of
from scoring.sheet.model import Sheet
from scoring.sheet.scales import change_in_percent, scale_of
from scoring.sheet.steps import agreeing_share

COSTS = ("funding_cost", "management_cost", "fixed_cost", "risk_cost", "tax")
NOTABLE = Fraction(10, 100)
Weighed = tuple[Fraction, Finding]


def of_book(sheet: Sheet) -> list[Finding]:
    """What may be said of a book with a profit, the most notable first."""
    income, total = step(sheet, "income"), step(sheet, "rorac")
    if income is None or total is None or income.total <= 0 or total.total <= 0:
        return []
    found = [_changed(sheet), _largest(sheet), _return(sheet), _stock(sheet)]
    weighed = [one for one in found if one is not None]
    return [finding for _w, finding in sorted(weighed, key=lambda pair: -pair[0])]


def _changed(sheet: Sheet) -> Weighed | None:
    """RORAC against the year before, where it moved notably."""
    measure, total = by_code(sheet, "RORAC"), step(sheet, "rorac")
    if measure is None or total is None or measure.unit != "yuan":
        return None
    before, now = measure.previous_value, measure.value
    if not before or before <= 0 or now is None or now <= 0:
        return None
    change = now / before - 1
    if abs(change) < NOTABLE:
        return None
    scale = scale_of(measure)
    how = _("from %(before)s to %(now)s") % {
        "before": scale.written(before),
        "now": scale.written(now),
    }
    by = Stated(f"{abs(change_in_percent(before, now))}%", abs(change), how)
    rorac = total_of(sheet, "rorac", _("k₀ × stock + increment"))
    up, down = (
        _("RORAC of %(rorac)s, %(by)s more than the year before"),
        _("RORAC of %(rorac)s, %(by)s less than the year before"),
    )
    told = say("rorac_changed", up if change > 0 else down, about=("RORAC",), rorac=rorac, by=by)
    return min(abs(change), Fraction(1)) * 2, told


def _largest(sheet: Sheet) -> Weighed | None:
    """The cost that takes most of the income."""
    income = step(sheet, "income")
    costs = [s for s in sheet.waterfall if s.code in COSTS and s.total < 0]
    if not costs or income is None:
        return None
    worst = min(costs, key=lambda s: s.total)
    shown = figures(sheet)
    share = agreeing_share(-worst.total / income.total, -shown[worst.code], shown["income"])
    if share is None:
        return None
    part = -worst.total / income.total
    cost = Stated(share, part, _("cost ÷ E"))
    rorac = total_of(sheet, "rorac", _("k₀ × stock + increment"))
    template = _("%(cost)s takes %(share)s of the income, RORAC is %(rorac)s")
    told = say(
        "largest_cost", template, about=("RORAC",), cost=worst.title, share=cost, rorac=rorac
    )
    return abs(part - Fraction(45, 100)) * 2, told


def _return(sheet: Sheet) -> Weighed | None:
    if sheet.rorac_ratio is None or sheet.rorac_ratio <= 0:
        return None
    how = _("RORAC ÷ economic capital")
    ratio = Stated(percent(sheet.rorac_ratio), sheet.rorac_ratio, how)
    rorac = total_of(sheet, "rorac", _("k₀ × stock + increment"))
    template = _("RORAC of %(rorac)s is %(ratio)s of economic capital")
    told = say("return", template, about=("RORAC",), rorac=rorac, ratio=ratio)
    return abs(sheet.rorac_ratio - Fraction(1, 4)) / 3, told


def _stock(sheet: Sheet) -> Weighed | None:
    """How much of RORAC the stock brings, where it is most of it."""
    total = step(sheet, "rorac")
    if total is None or total.increment < 0 or total.stock * 2 <= total.total:
        return None
    share = share_of(sheet, "rorac", "stock", "rorac")
    if share is None:
        return None
    part = total.stock / total.total
    stock = Stated(share, part, _("stock ÷ RORAC"))
    rorac = total_of(sheet, "rorac", _("k₀ × stock + increment"))
    template = _("%(share)s of the RORAC of %(rorac)s comes from stock")
    told = say("stock_brings", template, about=("RORAC",), share=stock, rorac=rorac)
    return (part - Fraction(1, 2)) * Fraction(4, 5), told
