"""Business in pieces and products: what was sold and lent, and what that was the year before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, usual_unit, with_sign
from reviews.deck import amounts, findings
from reviews.deck.data import Told
from reviews.deck.findings.business import whole
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.page import AnyPress, run_source
from reviews.deck.style import BODY_TOP, FULL, MARGIN, NOTE, Box, paragraph
from scoring.inputs.year import ProductYear
from scoring.sheet.scales import change_in_percent

MOST_ROWS = 12
ORDER = ("loan", "deposit", "fee", "settlement", "other")


def applies(data: Told) -> bool:
    return data.year is not None and bool(done(data.year.products))


def done(products: Sequence[ProductYear]) -> list[ProductYear]:
    """What was sold or lent, by family, most first."""
    found = [p for p in products if p.quantity or p.amount or p.income or p.lent]
    return sorted(found, key=_place)


def _place(one: ProductYear) -> tuple[int, int, int, str]:
    family = ORDER.index(one.family) if one.family in ORDER else len(ORDER)
    return family, -one.lent, -one.income, one.code


def draw(press: AnyPress) -> None:
    data, year = press.data, press.data.year
    if year is None:
        return
    products = done(year.products)
    before = None if data.before is None else data.before.products
    finding = findings.about_business(products, before, dict(data.products), press.said)
    canvas = press.page(finding, run_source(data))
    table = grid(data, products).table(FULL)
    said = [f"{name_of(data, p)} {whole(pieces(p))}" for p in products[:MOST_ROWS]]
    told = _("Business in pieces: %(list)s") % {"list": "; ".join(said)}
    canvas.table(MARGIN, BODY_TOP, table, _("Business by product"), told)
    note = Box(MARGIN, BODY_TOP + table.height + 76_200, FULL, 228_600)
    text = _("Loans by the shares of the month in which they were made; amounts in %(unit)s")
    canvas.text(note, [paragraph(text % {"unit": usual_unit().label}, NOTE)], name="Note")
    press.tell(canvas, told)


def pieces(one: ProductYear) -> int:
    return one.loans_made if one.family == "loan" and one.loans_made else one.quantity


def amount(one: ProductYear) -> int:
    return one.lent + one.amount


def name_of(data: Told, one: ProductYear) -> str:
    return dict(data.products).get(one.code, one.code)


def grid(data: Told, products: list[ProductYear]) -> Grid:
    """A row a product, what does not fit as one row together."""
    earlier = {p.code: p for p in data.before.products} if data.before else None
    shown, rest = products[:MOST_ROWS], products[MOST_ROWS:]
    rows = [row(name_of(data, one), one, (earlier or {}).get(one.code), earlier) for one in shown]
    if rest:
        both = together(rest)
        past = together([earlier[p.code] for p in rest if p.code in earlier]) if earlier else None
        name = _("%(count)s more products") % {"count": len(rest)}
        rows.append(row(name, both, past, earlier))
    heads = [
        Column(_("Product"), "l", part=1),
        Column(_("Pieces")),
        Column(_("Amount")),
        Column(_("Income")),
    ]
    if earlier is not None:
        heads += [
            Column(_("Pieces\nlast year")),
            Column(_("Income\nlast year")),
            Column(_("Change")),
        ]
    return Grid(tuple(heads), tuple(rows))


def row(name: str, one: ProductYear, past: ProductYear | None, earlier: object) -> tuple[str, ...]:
    cells = (
        name,
        whole(pieces(one)),
        amounts.text(amount(one)) if amount(one) else MISSING,
        amounts.text(one.income) if one.income else MISSING,
    )
    if earlier is None:
        return cells
    if past is None:
        return (*cells, MISSING, MISSING, _("new"))
    income = amounts.text(past.income) if past.income else MISSING
    return (*cells, whole(pieces(past)), income, change(one, past))


def change(one: ProductYear, past: ProductYear) -> str:
    """Of income, else of the amount, else of pieces; none where there was nothing."""
    for measure in (lambda p: p.income, amount, pieces):
        now, before = measure(one), measure(past)
        if before > 0 and now > 0:
            return f"{with_sign(change_in_percent(Fraction(before), Fraction(now)))}%"
    return MISSING


def together(products: Sequence[ProductYear]) -> ProductYear:
    names = ("quantity", "amount", "income", "loans_made", "lent")
    sums = {name: sum(getattr(p, name) for p in products) for name in names}
    return ProductYear("", "", **sums)
