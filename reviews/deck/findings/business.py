"""Findings about the business done: what was sold and lent, and how that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, plain
from reviews.deck import amounts
from reviews.deck.findings.base import Finding, Stated, count, say
from scoring.inputs.year import ProductYear
from scoring.sheet.scales import change_in_percent

MILLION = 1_000_000
NOTABLE = Fraction(10, 100)


def whole(millionths: int) -> str:
    """A number of pieces; parts of one only where sales are shared."""
    exact = Fraction(millionths, MILLION)
    return plain(exact, 0 if exact.denominator == 1 else 2)


def of_products(
    products: Sequence[ProductYear], before: Sequence[ProductYear] | None, names: Mapping[str, str]
) -> list[Finding]:
    """What may be said, the most notable first."""
    earlier = {one.code: one for one in before or ()}
    found = [
        *_changed(products, earlier, names),
        *_lent(products, earlier),
        *_sold(products, names),
        *_total(products, earlier),
    ]
    return [finding for _w, finding in sorted(found, key=lambda pair: -pair[0])]


def _changed(
    products: Sequence[ProductYear], earlier: Mapping[str, ProductYear], names: Mapping[str, str]
) -> list[tuple[Fraction, Finding]]:
    """Income that grew or fell against the year before."""
    found = []
    total = sum(one.income for one in products) or 1
    for one in products:
        before = earlier.get(one.code)
        if before is None or before.income <= 0 or one.income <= 0:
            continue
        rate = Fraction(one.income, before.income) - 1
        if abs(rate) < NOTABLE:
            continue
        by = Stated(
            f"{as_text(abs(change_in_percent(Fraction(before.income), Fraction(one.income))))}%",
            abs(rate),
            _("from %(before)s to %(now)s")
            % {"before": amounts.written(before.income), "now": amounts.written(one.income)},
        )
        name = names.get(one.code, one.code)
        template = (
            _("%(product)s earned %(by)s more than the year before")
            if rate > 0
            else _("%(product)s earned %(by)s less than the year before")
        )
        weight = min(abs(rate), Fraction(1)) * Fraction(one.income, total)
        found.append((weight, say("product_changed", template, product=name, by=by)))
    return found


def _lent(
    products: Sequence[ProductYear], earlier: Mapping[str, ProductYear]
) -> list[tuple[Fraction, Finding]]:
    """Loans made, and against the year before."""
    lent, made = sum(p.lent for p in products), sum(p.loans_made for p in products)
    if lent <= 0:
        return []
    number = Stated(whole(made), Fraction(made, MILLION), _("loans made, by share"))
    amount = amounts.stated(lent, _("contract amounts of loans made, by share"))
    last = sum(p.lent for p in earlier.values())
    if last > 0 and abs(Fraction(lent, last) - 1) >= NOTABLE:
        change = Fraction(lent, last) - 1
        by = Stated(
            f"{as_text(abs(change_in_percent(Fraction(last), Fraction(lent))))}%",
            abs(change),
            _("from %(before)s to %(now)s")
            % {"before": amounts.written(last), "now": amounts.written(lent)},
        )
        template = (
            _("%(amount)s lent, %(by)s more than the year before")
            if change > 0
            else _("%(amount)s lent, %(by)s less than the year before")
        )
        return [
            (min(abs(change), Fraction(1)) / 3, say("lent_changed", template, amount=amount, by=by))
        ]
    template = _("%(number)s loans made over %(amount)s")
    return [(Fraction(1, 10), say("lent", template, number=number, amount=amount))]


def _total(
    products: Sequence[ProductYear], earlier: Mapping[str, ProductYear]
) -> list[tuple[Fraction, Finding]]:
    """The income of all sales, against the year before where that is known."""
    now, before = sum(p.income for p in products), sum(p.income for p in earlier.values())
    sold = [p for p in products if p.income or p.quantity or p.lent]
    if now <= 0 or len(sold) < 2:
        return []
    income = amounts.stated(now, _("income of the year's sales"))
    number = count(len(sold), _("products sold or lent"))
    if before > 0:
        rate = Fraction(now, before) - 1
        how = _("from %(before)s to %(now)s") % {
            "before": amounts.written(before),
            "now": amounts.written(now),
        }
        percent = change_in_percent(Fraction(before), Fraction(now))
        by = Stated(f"{as_text(abs(percent))}%", abs(rate), how)
        up = _("Sales earned %(income)s, %(by)s more than the year before")
        down = _("Sales earned %(income)s, %(by)s less than the year before")
        told = say("sales_changed", up if rate > 0 else down, income=income, by=by)
        return [(min(abs(rate), Fraction(1)) / 2, told)]
    template = _("%(number)s products sold or lent, sales earned %(income)s")
    told = say("sales_total", template, number=number, income=income)
    return [(Fraction(len(sold), 60), told)]


def _sold(
    products: Sequence[ProductYear], names: Mapping[str, str]
) -> list[tuple[Fraction, Finding]]:
    """What earned most of the sales' income."""
    total = sum(one.income for one in products)
    if total <= 0:
        return []
    best = max(products, key=lambda one: one.income)
    name = names.get(best.code, best.code)
    share = amounts.share(best.income, total)
    income = amounts.stated(best.income, _("income of the year's sales"))
    if share is None or best.income == total:
        template = _("%(product)s earned %(income)s")
        return [(Fraction(1, 20), say("product_income", template, product=name, income=income))]
    part = Fraction(best.income, total)
    stated = Stated(share, part, _("income ÷ income of all sales"))
    template = _("%(product)s brought %(share)s of the income from sales")
    if part < Fraction(1, 2):
        template = _("No product brought more of the income from sales than %(product)s, %(share)s")
    weight = abs(part - Fraction(1, 2)) / 2
    return [(weight, say("product_share", template, product=name, share=stated))]
