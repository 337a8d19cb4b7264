"""Accounts opened and loans made in a period."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.ledger import FEN, Family
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, counted, in_months_of
from scoring.graph.text import Text
from scoring.graph.types import ProductCode


class Made(Source):
    """Contracts of some products and clients; like the ledger's, their months count whole."""

    families: tuple[Family, ...] = Field(
        default=(), strict=False, description="families of products|产品大类"
    )
    products: tuple[ProductCode, ...] = Field(
        default=(), strict=False, description="codes of products|产品代码"
    )
    segments: tuple[str, ...] = Field(
        default=(), strict=False, description="segments of clients|客户分层"
    )
    clients: Literal["person", "company"] | None = Field(
        default=None, description="kind of client|客户类型"
    )
    prorated: ClassVar[bool] = True

    def kept(self, ground: Ground, rows: Iterable[Any]) -> list[Any]:
        """Return the rows that count."""
        return [row for row in rows if self._counts(ground, row)]

    def listed(self, scope: Scope, period: int, rows: Iterable[Any]) -> list[Any]:
        """Return one person's contracts of a period."""
        span = scope.periods[period]
        return [
            row for row in self.kept(scope.ground, rows) if row.person == 0 and span.holds(row.on)
        ]

    def _counts(self, ground: Ground, row: Any) -> bool:
        product = ground.products[row.product]
        if (self.families or self.products) and not (
            product.family in self.families or product.code in self.products
        ):
            return False
        if self.segments and ground.segments[row.segment] not in self.segments:
            return False
        return self.clients is None or row.is_company == int(self.clients == "company")


@sources
class LoansMade(Made):
    """Loans disbursed in the period: number or contract amount, by the shares of that month."""

    metric: Literal["loans_made"]
    count: Literal["contracts", "amount"] = Field(
        default="amount", description="number or contract amount|笔数或合同金额"
    )
    units: ClassVar[tuple[str, ...]] = ("yuan", "count")
    title: ClassVar[Text] = Text("贷款投放", "Loans made")

    def read(self, scope: Scope) -> Column:
        rows = self.kept(scope.ground, scope.ground.loans_made)
        if self.count == "contracts":
            return counted(scope, in_months_of(scope, ((r.person, r.on, r.share) for r in rows)))
        return counted(scope, in_months_of(scope, ((r.person, r.on, r.amount) for r in rows)), FEN)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        listed = self.listed(scope, period, scope.ground.loans_made)
        if self.count == "contracts":
            return _rows(scope, [(r, r.contract_no, r.share) for r in listed], MILLION, self.title)
        found = _rows(scope, [(r, r.contract_no, r.amount) for r in listed], FEN, self.title)
        return replace(found, unit="yuan", parts=(Part(Text("合同金额", "Contract amount")),))


@sources
class AccountsOpened(Made):
    """Deposit accounts opened in the period, by the shares of that month."""

    metric: Literal["accounts_opened"]
    units: ClassVar[tuple[str, ...]] = ("count",)
    title: ClassVar[Text] = Text("新开户数", "Accounts opened")

    def read(self, scope: Scope) -> Column:
        rows = self.kept(scope.ground, scope.ground.accounts_opened)
        return counted(
            scope, in_months_of(scope, ((r.person, r.on, r.share) for r in rows)), MILLION
        )

    def rows(self, scope: Scope, period: int) -> Rows | None:
        listed = self.listed(scope, period, scope.ground.accounts_opened)
        return _rows(scope, [(r, r.account_no, r.share) for r in listed], MILLION, self.title)


def _rows(scope: Scope, listed: list[tuple[Any, str, int]], den: int, title: Text) -> Rows:
    found = tuple(
        Row(
            (number,),
            cells=(
                row.on,
                account,
                scope.ground.products[row.product].name,
                Fraction(row.share, MILLION),
            ),
        )
        for row, account, number in listed
    )
    heads = (
        Head(Text("日期", "Day"), "day"),
        Head(Text("账户", "Account")),
        Head(Text("产品", "Product")),
        Head(Text("业绩分成", "Own share"), "ratio"),
    )
    return Rows((Part(Text("计数", "Counts")),), found, den, "count", heads=heads, title=title)
