"""A product's sales under their leaf of the tree: what the metric counts is the last column."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import MISSING
from perfcenter.base.money import FEN, MILLION
from portfolio.months import month_text
from portfolio.valuation import SalesRow
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.specs import Column, Spec


def sales_detail(spec: Spec, product: str) -> Detail:
    """Return the product's sales that count, month by month."""
    sales = [s for s in spec.holdings.sales if s.product == product and spec.of_sale(s) is not None]
    columns = _sale_columns(spec, sales)
    return Detail(
        title=_("Sales of %(product)s") % {"product": spec.holdings.products[product].name},
        note=_("always increment"),
        heads=(Column(_("Month")), *(column.head for column in columns)),
        texts=(0,),
        rows=tuple(
            DetailRow((month_text(sale.month), *(column.written(sale) for column in columns)))
            for sale in sales
        ),
        total=(_("Total"), *(column.total(sales) for column in columns)),
    )


@dataclass(frozen=True)
class _SaleColumn:
    head: Column
    of: Callable[[SalesRow], int | None]
    per: int

    def written(self, sale: SalesRow) -> str:
        value = self.of(sale)
        return MISSING if value is None else self._text(value)

    def total(self, sales: list[SalesRow]) -> str:
        return self._text(sum(self.of(sale) or 0 for sale in sales))

    def _text(self, value: int) -> str:
        number = Fraction(value, self.per)
        return formats.whole(number) if self.per == MILLION else formats.plain(number)


def _sale_columns(spec: Spec, sales: list[SalesRow]) -> list[_SaleColumn]:
    """Return the columns that say something, what the metric counts as the last."""
    quantity = _SaleColumn(Column(_("Pieces")), lambda s: s.quantity, MILLION)
    amount = _SaleColumn(Column(_("Amount"), _("CNY")), lambda s: s.amount, FEN)
    income = _SaleColumn(Column(_("Income"), _("CNY")), lambda s: s.income, FEN)
    tax = _SaleColumn(Column(_("Tax"), _("CNY")), lambda s: -s.tax, FEN)
    left = _SaleColumn(Column(_("Own result"), _("CNY")), lambda s: s.income - s.tax, FEN)
    counted = {"amount": [amount], "quantity": [quantity]}.get(getattr(spec, "what", ""), [income])
    if spec.sheet == "rorac":
        counted = [income, tax, left]
    first = [
        column
        for column in (quantity, amount)
        if column not in counted and any(column.of(sale) is not None for sale in sales)
    ]
    return first + counted
