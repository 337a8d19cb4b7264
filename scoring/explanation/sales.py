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
from scoring.explanation.behind import Behind, Column
from scoring.explanation.details import Detail, DetailRow
from scoring.graph.rows import Row


def sales_detail(behind: Behind, product: str) -> Detail:
    """Return the product's sales that count, month by month."""
    counted = {
        behind.ground.calendar.months[row.month]
        for row in behind.rows.rows
        if row.kind == "sales" and behind.code_of(row) == product
    }
    sales = [s for s in behind.ground.book.sales if s.product == product and s.month in counted]
    rows = [
        row for row in behind.rows.rows if row.kind == "sales" and behind.code_of(row) == product
    ]
    weighed = any(row.factor is not None for row in rows)
    more = (Column(_("Coefficient")), Column(_("Counts"))) if weighed else ()
    counts = sum((behind.amounts(row)[0] for row in rows), Fraction(0))
    total = ["", formats.whole(counts)] if weighed else []
    columns = _sale_columns(behind, sales)
    return Detail(
        title=_("Sales of %(product)s") % {"product": behind.name_of(product)},
        note=_("always increment"),
        heads=(Column(_("Month")), *(column.head for column in columns), *more),
        texts=(0,),
        rows=tuple(
            DetailRow(
                (
                    month_text(sale.month),
                    *(column.written(sale) for column in columns),
                    *_weighed(behind, row, weighed=weighed),
                )
            )
            for sale, row in zip(sales, rows, strict=True)
        ),
        total=(_("Total"), *(column.total(sales) for column in columns), *total),
    )


def _weighed(behind: Behind, row: Row, *, weighed: bool) -> list[str]:
    """Return the coefficient, and what the row counts with it."""
    if not weighed:
        return []
    return [formats.whole(row.factor or 0), formats.whole(behind.amounts(row)[0])]


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


def _sale_columns(behind: Behind, sales: list[SalesRow]) -> list[_SaleColumn]:
    """Return the columns that say something, what the metric counts as the last."""
    quantity = _SaleColumn(Column(_("Pieces")), lambda s: s.quantity, MILLION)
    amount = _SaleColumn(Column(_("Amount"), _("CNY")), lambda s: s.amount, FEN)
    income = _SaleColumn(Column(_("Income"), _("CNY")), lambda s: s.income, FEN)
    tax = _SaleColumn(Column(_("Tax"), _("CNY")), lambda s: -s.tax, FEN)
    left = _SaleColumn(Column(_("Own result"), _("CNY")), lambda s: s.income - s.tax, FEN)
    counted = {"amount": [amount], "quantity": [quantity]}.get(behind.rows.sheet, [income])
    if behind.rows.sheet == "rorac":
        counted = [income, tax, left]
    first = [
        column
        for column in (quantity, amount)
        if column not in counted and any(column.of(sale) is not None for sale in sales)
    ]
    return first + counted
