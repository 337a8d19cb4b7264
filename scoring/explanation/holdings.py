"""A manager's part of accounts and sales: now, row by row, or as the monthly facts keep it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from perfcenter.base.money import MILLION
from portfolio.models import Manager, Product
from portfolio.months import closing_month, days_in, first_day, months_between
from portfolio.valuation import (
    AccountMonth,
    BookRows,
    LoanLoss,
    SalesRow,
    book_rows,
)
from scoring.models import Cycle, ScoreRun
from scoring.runs.kept import months_of
from scoring.scheme.model import SchemeDefinition


class Holding(Protocol):
    """A month of an account (or of several of one product, part and class), as held; fen."""

    @property
    def family(self) -> str: ...
    @property
    def product(self) -> str: ...
    @property
    def part(self) -> int: ...
    @property
    def month(self) -> int: ...
    @property
    def classification(self) -> str: ...
    @property
    def own_end_balance(self) -> int: ...
    @property
    def own_average_balance(self) -> int: ...
    @property
    def own_fees(self) -> int: ...
    @property
    def own_income(self) -> int: ...
    @property
    def own_funding_cost(self) -> int: ...
    @property
    def own_risk_cost(self) -> int: ...
    @property
    def own_tax(self) -> int: ...


@dataclass(frozen=True)
class Holdings:
    """All that a manager holds in the months of a cycle, read once, when it is first asked for."""

    run: ScoreRun
    manager: Manager
    scheme: SchemeDefinition
    with_losses: bool = False

    @property
    def cycle(self) -> Cycle:
        return self.run.cycle

    @property
    def base(self) -> date:
        return first_day(self.cycle.first_month)

    @property
    def span(self) -> tuple[int, int]:
        return self.cycle.first_month, self.cycle.last_month

    @property
    def days(self) -> int:
        """The days of the cycle's months."""
        return sum(days_in(month) for month in months_between(*self.span))

    @cached_property
    def left_on(self) -> date | None:
        """The manager's last day in the bank or in the cycle; None where she goes on."""
        return self.cycle.participants.select_related("manager").get(manager=self.manager).last_on

    @property
    def closing_month(self) -> int:
        """The last month of the cycle in which the manager was in service."""
        return closing_month(self.left_on, self.cycle.last_month)

    @cached_property
    def products(self) -> dict[str, Product]:
        return Product.objects.in_bulk()

    @property
    def months(self) -> list[AccountMonth]:
        return self._book.months

    @property
    def sales(self) -> list[SalesRow]:
        return self._book.sales

    @cached_property
    def losses(self) -> dict[str, LoanLoss]:
        """The loans with a loss at the cycle's end, by contract."""
        return {row.account_no: row for row in self._book.losses}

    @cached_property
    def _book(self) -> BookRows:
        rates = {
            name: int(getattr(self.scheme.loan_loss, name) * MILLION)
            for name in ("substandard", "doubtful", "loss")
        }
        return book_rows(
            self.base,
            months_of(self.run),
            manager=self.manager.staff_no,
            loss_rates=rates if self.with_losses else None,
        )


def by_account(months: list[AccountMonth]) -> Iterator[tuple[str, list[AccountMonth]]]:
    """Yield each account with its months, by number."""
    found: dict[str, list[AccountMonth]] = {}
    for row in months:
        found.setdefault(row.account_no, []).append(row)
    yield from sorted(found.items())


ZERO = Fraction(0)
