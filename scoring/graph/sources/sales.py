"""Business without an account: what was sold."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.ledger import FEN, Family
from scoring.graph.node import Scope
from scoring.graph.records import SaleRow
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Row, Rows
from scoring.graph.source import Source, counted, in_months
from scoring.graph.text import Text
from scoring.graph.types import Exact, ProductCode


class Sold(Source):
    """Sales of some products, each with its coefficient."""

    families: tuple[Family, ...] = Field(
        default=(), strict=False, description="families of products|产品大类"
    )
    products: tuple[ProductCode, ...] = Field(
        default=(), strict=False, description="codes of products|产品代码"
    )
    coefficients: dict[ProductCode, Exact] | Literal["product"] = Field(
        default={}, description='per product, or "product": its own|产品系数'
    )
    column: ClassVar[str]
    file: ClassVar[str] = "sales"
    per: ClassVar[int] = FEN
    prorated: ClassVar[bool] = True

    def kept(self, ground: Ground) -> list[SaleRow]:
        """Return the sales that count."""
        return [
            row
            for row in ground.sales
            if not (self.families or self.products)
            or ground.products[row.product].family in self.families
            or ground.products[row.product].code in self.products
        ]

    def of_product(self, scope: Scope, place: int) -> Column | None:
        rows = [row for row in self.kept(scope.ground) if row.product == place]
        numbers = ((row.person, row.month, getattr(row, self.column)) for row in rows)
        return counted(scope, in_months(scope, numbers), self.per)

    def coefficient(self, ground: Ground, place: int, month: int) -> int:
        product = ground.products[place]
        if self.coefficients == "product":
            return product.coefficients[month]
        return int(self.coefficients.get(product.code, 1) * MILLION)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        ground, months = scope.ground, scope.ground.calendar.months
        found = []
        for row in self.kept(ground):
            if row.person == 0 and months[row.month] in scope.periods[period].months:
                factor = self.coefficient(ground, row.product, row.month)
                amount = getattr(row, self.column) * factor
                cells = (months[row.month], row.quantity, row.amount, row.income, factor)
                shown = Fraction(factor, MILLION) if self.coefficients else None
                found.append(Row((amount,), "sales", row.product, 1, -1, row.month, shown, cells))
        return Rows(
            (Part(self.title),), tuple(found), self.per * MILLION, self.units[0],
            levels=("product",), sheet=self.column,
        )  # fmt: skip

    def read(self, scope: Scope) -> Column:
        ground = scope.ground
        rows = (
            (
                row.person,
                row.month,
                getattr(row, self.column) * self.coefficient(ground, row.product, row.month),
            )
            for row in self.kept(ground)
        )
        return counted(scope, in_months(scope, rows), self.per * MILLION)


@sources
class SalesIncome(Sold):
    """Income of sales."""

    metric: Literal["sales_income"]
    title: ClassVar[Text] = Text("销售收入", "Sales income")
    column: ClassVar[str] = "income"


@sources
class SalesAmount(Sold):
    """Amount of sales."""

    metric: Literal["sales_amount"]
    title: ClassVar[Text] = Text("销售金额", "Sales amount")
    column: ClassVar[str] = "amount"


@sources
class SalesQuantity(Sold):
    """Pieces sold; cancelled sales come negative."""

    metric: Literal["sales_quantity"]
    title: ClassVar[Text] = Text("销售数量", "Sales quantity")
    units: ClassVar[tuple[str, ...]] = ("count",)
    column: ClassVar[str] = "quantity"
    per: ClassVar[int] = MILLION
