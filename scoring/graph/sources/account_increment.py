"""Stock and increment over a base, account by account."""

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.ground import Ledger
from scoring.graph.ledger import FEN
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Row, Rows
from scoring.graph.sources.increment import OverBase
from scoring.graph.text import Text

INCREMENT = Text(
    "逐户取大于零的（日均余额 − 基期余额）× 系数，再合计",
    "of each account max(0, daily average − base) × coefficient, added up",
)
STOCK = Text(
    "逐户取日均余额与基期余额中较小者（不小于零）× 系数，再合计",
    "of each account the lesser of daily average and base, at least 0, × coefficient, added up",
)


@sources
class AccountIncrement(OverBase):
    """Of each account: stock = max(0, min(d, b)), increment = max(0, d - b); then the coefficient.

    d is the account's daily average of the period, b the base averaged over the months held (each
    with its days) and at least 0. The coefficient is that of the period's last month.
    """

    metric: Literal["account_increment"]
    take: Literal["increment", "stock"] = Field(
        default="increment", description="which of the two|增量或存量"
    )
    title: ClassVar[Text] = Text("逐户增量", "Increment by account")
    targets: ClassVar[str] = "mean"
    prorated: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        rows = scope.ground.accounts
        if rows is None or not len(rows):
            return Column.of(np.zeros(scope.shape, dtype=np.int64))
        columns = [self._period(scope, rows, period) for period in range(len(scope.periods))]
        num = np.concatenate([num for num, _den in columns], axis=1)
        den = np.array([[den for _num, den in columns]], dtype=object)
        return Column(ints.narrow(num), ints.narrow(den), Column.of(num).state)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        table = scope.ground.ledger
        accounts = {} if table.account is None else {int(a): i for i, a in enumerate(table.account)}
        taken = self.by_account(scope, table, period)
        part = Part(
            Text("增量", "Increment") if self.take == "increment" else Text("存量", "Stock")
        )
        found = []
        for account, amount in zip(taken.account, taken.amount, strict=True):
            if account < 0:  # a sale has no balance
                continue
            row = accounts[int(account)]
            product, of = int(table.product[row]), int(table.part[row])
            found.append(Row((int(amount),), "account", product, of, int(account)))
        note = INCREMENT if self.take == "increment" else STOCK
        sheet = "base" if self.base == "end" else "base_average"
        return Rows((part,), tuple(found), taken.den, levels=("product",), sheet=sheet, note=note)

    def _period(self, scope: Scope, rows: Ledger, period: int) -> tuple[Any, int]:
        taken = self.by_account(scope, rows, period)
        people = len(scope.ground.people)
        sums = ints.sums_by(taken.amount, taken.person, people)
        return ints.wide(sums)[:, None], taken.den

    def by_account(self, scope: Scope, rows: Ledger, period: int) -> "Taken":
        """Return what each account of each holder gives in a period, over one denominator."""
        calendar = scope.ground.calendar
        months = [calendar.months.index(month) for month in scope.periods[period].months]
        chosen = self.where(scope.ground, rows) & (rows.person >= 0) & np.isin(rows.month, months)
        accounts = np.zeros(len(rows), dtype=np.int64) if rows.account is None else rows.account
        place = np.flatnonzero(chosen)
        pairs = np.stack([rows.person[place], accounts[place]], axis=1)
        unique, first, number = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
        count = len(unique)
        days = calendar.month_days[rows.month[place]]
        total_days = int(scope.month_days[0, period])
        balance = ints.sums_by(
            ints.multiply(rows.column("average_balance")[place], days), number.ravel(), count
        )
        based = ints.multiply(rows.column(self.base_column)[place], days)
        base_days = ints.sums_by(based, number.ravel(), count)
        held = ints.sums_by(days, number.ravel(), count)
        # d = balance / total_days, b = base_days / held: both over total_days x held.
        scale = np.lcm.reduce(np.unique(held).astype(object), initial=1) if count else 1
        d = ints.multiply(balance, np.asarray(scale))
        b = (
            np.maximum(ints.wide(base_days) * (scale // held.astype(object)) * total_days, 0)
            if count
            else base_days
        )
        if self.take == "increment":
            amount = np.maximum(ints.wide(d) - ints.wide(b), 0)
        else:
            amount = np.maximum(np.minimum(ints.wide(d), ints.wide(b)), 0)
        factor, unit = self._last_factors(scope, rows, place[first], months[-1])
        return Taken(
            unique[:, 0], unique[:, 1],
            ints.multiply(ints.narrow(np.asarray(amount, dtype=object)), factor),
            total_days * int(scale) * unit * FEN,
        )  # fmt: skip

    def _last_factors(self, scope: Scope, rows: Ledger, place: Any, month: int) -> tuple[Any, int]:
        at_last = Ledger(
            **{
                name: getattr(rows, name)[place]
                for name in ("person", "product", "part", "classification", "segment", "is_company",
                             "overdue")
            },
            month=np.full(len(place), month, dtype=np.int64),
            amounts={},
        )  # fmt: skip
        return self.factors(scope.ground, at_last)


class Taken:
    """What accounts give: person, account and amount over one denominator, a row an account."""

    def __init__(self, person: Any, account: Any, amount: Any, den: int) -> None:
        self.person, self.account, self.amount, self.den = person, account, amount, den
