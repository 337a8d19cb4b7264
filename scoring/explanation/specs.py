"""How each metric reads the ledger: which amounts of a holding or a sale it adds up, under which
columns, and what it makes of the sums. One class a kind of metric.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.money import FEN, MILLION
from portfolio.models import Product
from portfolio.months import days_in, month_text
from portfolio.valuation import SalesRow
from scoring.explanation.holdings import ZERO, Holding, Holdings

BAD = ("substandard", "doubtful", "loss")
Amounts = tuple[Fraction, ...]
"""Sums in fen, one a column."""
Parts = tuple[Fraction | int, ...]
"""What is added up; whole amounts stay integers, which add up much faster."""


@dataclass(frozen=True)
class Column:
    """A column of the tree; `symbol` stands in its second line."""

    title: str
    symbol: str = ""
    is_cost: bool = False  # its figures are negative where it costs


@dataclass(frozen=True)
class Spec:
    """What the metrics share: amounts in fen, a value in yuan that is the sum of the columns."""

    holdings: Holdings
    source: Any  # of the measure

    levels: tuple[str, ...] = ("product",)
    sheet = "average"  # which columns an account's months show
    adds_up = True
    has_facts = True

    def columns(self) -> tuple[Column, ...]:
        return (Column(_("Counted")),)

    def of_holding(self, holding: Holding) -> Parts | None:
        """Return the amounts of a holding, or None where it does not count."""
        return None

    def of_sale(self, sale: SalesRow) -> Parts | None:
        return None

    def of_loss(self, loss: int) -> Parts | None:
        """Return the amounts of a loan loss in fen."""
        return None

    def result(self, totals: Amounts) -> Fraction | None:
        """Return the measure's value from the sums of its columns."""
        return sum(totals, ZERO) / FEN

    def _in_families(self, family: str) -> bool:
        return family in getattr(self.source, "families", ())


@dataclass(frozen=True)
class Balance(Spec):
    """Balances of families and products, each with its coefficient."""

    def factor(self, product: str, family: str) -> Fraction | None:
        """Return the coefficient of a product, None where it does not count."""
        if not self._in_families(family) and product not in self.source.products:
            return None
        return Fraction(self.source.coefficients.get(product, 1))


@dataclass(frozen=True)
class DailyAverage(Balance):
    """Sum of average balance x days over the days of the cycle."""

    def columns(self) -> tuple[Column, ...]:
        return (Column(_("Daily average")),)

    def of_holding(self, holding: Holding) -> Parts | None:
        factor = self.factor(holding.product, holding.family)
        if factor is None:
            return None
        weight = factor * days_in(holding.month) / self.holdings.days
        return (holding.own_average_balance * weight,)


@dataclass(frozen=True)
class EndBalance(Balance):
    """Balance at the end of the last month; a leaver's, of her last month in service."""

    sheet = "end"

    def columns(self) -> tuple[Column, ...]:
        closing = self.holdings.closing_month
        when = "" if closing == self.holdings.cycle.last_month else month_text(closing)
        return (Column(_("End balance"), when),)

    def of_holding(self, holding: Holding) -> Parts | None:
        factor = self.factor(holding.product, holding.family)
        if factor is None or holding.month != self.holdings.closing_month:
            return None
        return (holding.own_end_balance * factor,)


@dataclass(frozen=True)
class Fees(Spec):
    """Ledger fees of all accounts and sales income of the families."""

    levels: tuple[str, ...] = ("family", "product")
    sheet = "fees"

    def columns(self) -> tuple[Column, ...]:
        return (Column(_("Fees of accounts")), Column(_("Sales income")))

    def of_holding(self, holding: Holding) -> Parts | None:
        return (holding.own_fees, 0) if holding.own_fees else None

    def of_sale(self, sale: SalesRow) -> Parts | None:
        return (0, sale.income) if self._in_families(sale.family) else None


@dataclass(frozen=True)
class Sales(Spec):
    """Income, amount or pieces of the families' sales."""

    what: str = "income"

    @property
    def has_facts(self) -> bool:  # type: ignore[override]
        return self.what == "income"

    def columns(self) -> tuple[Column, ...]:
        titles = {
            "income": _("Sales income"),
            "amount": _("Amount"),
            "quantity": _("Pieces"),
        }
        return (Column(titles[self.what]),)

    def of_sale(self, sale: SalesRow) -> Parts | None:
        if not self._in_families(sale.family):
            return None
        return (getattr(sale, self.what) or 0,)

    def result(self, totals: Amounts) -> Fraction | None:
        return sum(totals, ZERO) / (MILLION if self.what == "quantity" else FEN)


@dataclass(frozen=True)
class BadLoans(Spec):
    """Substandard, doubtful and loss over all loans, at the end of the last month."""

    sheet = "end"
    adds_up = False

    def columns(self) -> tuple[Column, ...]:
        return (Column(_("Loans at the end")), Column(_("of these bad")))

    def of_holding(self, holding: Holding) -> Parts | None:
        at_the_end = holding.month == self.holdings.cycle.last_month
        if not at_the_end or holding.family != Product.Family.LOAN:
            return None
        balance = holding.own_end_balance
        return (balance, balance if holding.classification in BAD else 0)

    def result(self, totals: Amounts) -> Fraction | None:
        return Fraction(totals[1]) / totals[0] if totals[0] else None


@dataclass(frozen=True)
class Profit(Spec):
    """Responsibility income less cost and loan loss."""

    levels: tuple[str, ...] = ("family", "product")
    sheet = "profit"

    def columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Income"), "E"),
            Column(_("Funding cost"), "Cd", is_cost=True),
            Column(_("Loan loss"), is_cost=True),
        )

    def of_holding(self, holding: Holding) -> Parts | None:
        return (holding.own_income, -holding.own_funding_cost, 0)

    def of_sale(self, sale: SalesRow) -> Parts | None:
        return (sale.income, 0, 0)

    def of_loss(self, loss: int) -> Parts | None:
        return (0, 0, -loss)


@dataclass(frozen=True)
class Rorac(Spec):
    """Risk-adjusted profit; the last column is the decay of stock, which stands in k0."""

    levels: tuple[str, ...] = ("family", "product", "part")
    sheet = "rorac"

    def columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Income"), "E"),
            Column(_("Funding cost"), "Cd"),
            Column(_("Risk cost"), "Cr"),
            Column(_("Tax"), "T"),
            Column(_("Management cost"), "Cm"),
            Column(_("Fixed cost"), "Cf"),
            Column(_("Decay of stock"), "1−k₀"),
        )

    def of_holding(self, holding: Holding) -> Parts | None:
        costs = (-holding.own_funding_cost, -holding.own_risk_cost, -holding.own_tax)
        return (holding.own_income, *costs, 0, 0, 0)

    def of_sale(self, sale: SalesRow) -> Parts | None:
        return (sale.income, 0, 0, -sale.tax, 0, 0, 0)


SPECS: dict[str, Any] = {
    "rorac": Rorac,
    "responsibility_profit": Profit,
    "daily_average": DailyAverage,
    "end_balance": EndBalance,
    "fees": Fees,
    "npl_ratio": BadLoans,
    "sales_income": Sales,
    "sales_amount": lambda holdings, source: Sales(holdings, source, what="amount"),
    "sales_quantity": lambda holdings, source: Sales(holdings, source, what="quantity"),
}
