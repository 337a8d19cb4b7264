"""Sources that are linear in the rows of the ledger: what they count, and over which months.

The same statement reads monthly facts (for all people at once) and account-months (for one cell's
explanation): value = sum over rows of (amounts x coefficient) x the month's weight / divisor.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from scoring.graph import ints
from scoring.graph.column import Bools, Column
from scoring.graph.ground import CLASSES, MILLION, Ground, Ledger
from scoring.graph.ints import Ints
from scoring.graph.node import Scope
from scoring.graph.rows import Part, Row, Rows
from scoring.graph.source import Source
from scoring.graph.types import Exact, ProductCode
from scoring.graph.ways import Way, every_month

FEN = 100
Family = Literal["deposit", "loan", "fee", "settlement", "other"]
Class = Literal["normal", "special_mention", "substandard", "doubtful", "loss"]
BY_CLASS = {"normal": Fraction(1)} | dict.fromkeys(CLASSES[1:], Fraction(-3))


class Filtered(Source):
    """Which rows count, and each with which coefficient."""

    families: tuple[Family, ...] = Field(
        default=(), strict=False, description="families of products|产品大类"
    )
    products: tuple[ProductCode, ...] = Field(
        default=(), strict=False, description="codes of products|产品代码"
    )
    classes: tuple[Class, ...] = Field(
        default=(), strict=False, description="five-tier classes|五级分类"
    )
    part: Literal["stock", "increment"] | None = Field(
        default=None, description="accounts opened before or in the cycle|存量或增量账户"
    )
    segments: tuple[str, ...] = Field(
        default=(), strict=False, description="segments of clients|客户分层"
    )
    clients: Literal["person", "company"] | None = Field(
        default=None, description="kind of client|客户类型"
    )
    overdue: bool | None = Field(
        default=None, description="only loans past their last day, or only the others|是否逾期"
    )
    coefficients: dict[ProductCode, Exact] | Literal["product"] = Field(
        default={}, description='per product, or "product": its own|产品系数'
    )
    class_coefficients: dict[Class, Exact] | Literal["standard"] = Field(
        default={}, description='per class; "standard": normal 1, all others -3|分类系数'
    )

    file: ClassVar[str] = "ledger"

    def watches(self) -> str:
        """Bad or overdue loans alone are watched for their risk."""
        only_bad = bool(self.classes) and "normal" not in self.classes
        return "risk" if only_bad or self.overdue else self.concern

    def linear(self) -> Linear:
        """Return the statement over the rows of the ledger."""
        raise NotImplementedError

    def parts(self) -> Sequence[tuple[Part, Linear]]:
        """Return the columns of the rows behind a cell, each with its statement."""
        return ((Part(self.title), self.linear()),)

    def way(self, scope: Scope, period: int) -> Way:
        """Return which months count, and how much."""
        return every_month(scope, period)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        return of_ledger(scope, self.parts(), self.way(scope, period), unit=self.units[0])

    def where(self, ground: Ground, rows: Ledger) -> Bools:
        """Return which rows count."""
        chosen = np.ones(len(rows), dtype=np.bool_)
        if self.families or self.products:
            named = np.isin(ground.families, self.families)
            named |= np.isin([product.code for product in ground.products], self.products)
            chosen &= named[rows.product] if len(rows) else chosen
        if self.classes:
            places = [CLASSES.index(name) for name in self.classes]
            chosen &= np.isin(rows.classification, places)
        if self.part is not None:
            chosen &= rows.part == (1 if self.part == "increment" else 0)
        if self.segments:
            places = [place for place, name in enumerate(ground.segments) if name in self.segments]
            chosen &= np.isin(rows.segment, places)
        if self.clients is not None:
            chosen &= rows.is_company == (1 if self.clients == "company" else 0)
        if self.overdue is not None:
            chosen &= rows.overdue == int(self.overdue)
        return chosen

    def of_product(self, scope: Scope, place: int) -> Column | None:
        product = scope.ground.products[place]
        if (self.families or self.products) and not (
            product.family in self.families or product.code in self.products
        ):
            return None
        alone = {"families": (), "products": (product.code,), "coefficients": {}}
        return self.model_copy(update=alone).read(scope)

    def coefficient(self, ground: Ground, place: int, month: int) -> int:
        if self.coefficients == "product":
            return int(ground.coefficients[place, month])
        return int(self.coefficients.get(ground.products[place].code, Fraction(1)) * MILLION)

    @property
    def is_weighted(self) -> bool:
        """Whether there are coefficients."""
        return bool(self.coefficients or self.class_coefficients)

    def factors(self, ground: Ground, rows: Ledger) -> tuple[Ints, int]:
        """Return each row's coefficient as an integer, and what it is counted in."""
        factor: Ints = np.ones(len(rows), dtype=np.int64)
        unit = 1
        if self.coefficients == "product":
            factor = ground.coefficients[rows.product, rows.month]
            unit = MILLION
        elif self.coefficients:
            own = np.full(len(ground.products), MILLION, dtype=np.int64)
            for code, number in self.coefficients.items():
                if code in ground.product_place:
                    own[ground.product_place[code]] = int(number * MILLION)
            factor, unit = own[rows.product], MILLION
        by_class = BY_CLASS if self.class_coefficients == "standard" else self.class_coefficients
        if by_class:
            own = np.array(
                [int(by_class.get(name, Fraction(1)) * MILLION) for name in CLASSES],  # type: ignore[call-overload]
                dtype=np.int64,
            )
            factor = ints.multiply(factor, own[rows.classification])
            unit *= MILLION
        return factor, unit


@dataclass(frozen=True)
class Linear:
    """A statement over rows. `amounts` are columns of the ledger with whole factors."""

    filter: Filtered
    amounts: tuple[tuple[str, int], ...]
    per: int = FEN  # what the amounts are counted in: fen of a yuan, millionths of an account

    def by_month(self, scope: Scope, rows: Ledger | None = None) -> tuple[Ints, int]:
        """Return each person's sums by month, shape (people, months), and their denominator."""
        ground = scope.ground
        table = ground.ledger if rows is None else rows
        chosen = self._chosen(ground, table)
        weighted = self._counted(table, chosen)
        factor, unit = self.filter.factors(ground, table) if self.filter.is_weighted else (None, 1)
        if factor is not None:
            weighted = ints.multiply(weighted, factor[chosen])
        months, people = len(ground.calendar.months), len(ground.people)
        place = table.person[chosen] * months + table.month[chosen]
        sums = ints.sums_by(weighted, place, people * months).reshape(people, months)
        return sums, self.per * unit

    def held(self, scope: Scope) -> Bools:
        """Whether somebody has rows in a month, shape (people, months)."""
        ground = scope.ground
        table = ground.ledger
        chosen = self._chosen(ground, table)
        found = np.zeros((len(ground.people), len(ground.calendar.months)), dtype=np.bool_)
        found[table.person[chosen], table.month[chosen]] = True
        return found

    def _chosen(self, ground: Ground, table: Ledger) -> NDArray[np.int64]:
        """Return the rows of participants that count."""
        kinds, kind = table.kinds
        counts = self.filter.where(ground, kinds)
        return table.own[counts[kind[table.own]]] if len(table) else table.own

    def _counted(self, table: Ledger, chosen: NDArray[np.int64]) -> Ints:
        numbers: Ints = np.zeros(len(chosen), dtype=np.int64)
        for name, factor in self.amounts:
            column = table.column(name)[chosen]
            numbers = ints.add(numbers, column if factor == 1 else column * factor)
        return numbers

    def row_numbers(self, rows: Ledger) -> Ints:
        """Return what each row counts, before coefficients."""
        numbers: Ints = np.zeros(len(rows), dtype=np.int64)
        for name, factor in self.amounts:
            column = rows.column(name)
            numbers = ints.add(numbers, column if factor == 1 else column * factor)
        return numbers


def of_ledger(
    scope: Scope,
    parts: Sequence[tuple[Part, Linear]],
    way: Way,
    *,
    unit: str = "yuan",
    levels: tuple[str, ...] = ("product",),
) -> Rows:
    """Return the account-months and sales of one person that count, with what each gives."""
    ground, table = scope.ground, scope.ground.ledger
    found: dict[int, list[int]] = {}
    factors: dict[int, Fraction] = {}
    units = [linear.per * linear.filter.factors(ground, table)[1] for _part, linear in parts]
    common = math.lcm(*units)
    for place, (_part, linear) in enumerate(parts):
        chosen = linear.filter.where(ground, table) & (table.person >= 0)
        chosen &= np.isin(table.month, list(way.weights))
        factor, whole = linear.filter.factors(ground, table)
        numbers, scale = linear.row_numbers(table), common // units[place]
        for row in np.flatnonzero(chosen):
            weight = way.weights[int(table.month[row])]
            amount = int(numbers[row]) * int(factor[row]) * weight * scale
            found.setdefault(int(row), [0] * len(parts))[place] = amount
            if whole > 1:
                factors[int(row)] = Fraction(int(factor[row]), whole)
    listed = tuple(
        row_of(table, row, amounts, factors.get(row)) for row, amounts in sorted(found.items())
    )
    kept = tuple(row for row in listed if any(row.amounts) or row.kind == "account")
    return Rows(
        tuple(part for part, _linear in parts),
        kept,
        common * way.divisor,
        unit,
        levels=levels,
        sheet=way.sheet,
    )


def row_of(
    table: Ledger, row: int, amounts: Sequence[int | Fraction], factor: Fraction | None = None
) -> Row:
    """Return a row of a person's own ledger with what it gives."""
    account = -1 if table.account is None else int(table.account[row])
    return Row(
        tuple(amounts),
        "sales" if account < 0 else "account",
        int(table.product[row]),
        int(table.part[row]),
        account,
        int(table.month[row]),
        factor,
    )
