"""RORAC of the participants: the book's cells, pools by people, the engine's arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scoring.engine.capital import economic_capital
from scoring.engine.cells import Book
from scoring.engine.pools import Pool as Shared
from scoring.engine.ratios import Ratios, times
from scoring.engine.rorac import Rorac, rorac
from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.formula import Formula
from scoring.graph.ground import Ground, Ledger
from scoring.graph.ints import Ints
from scoring.graph.ledger import FEN
from scoring.graph.node import Cell, Scope
from scoring.graph.states import State
from scoring.graph.text import Text

PROFIT = "profit"


@dataclass(frozen=True)
class Parameters:
    """k0 = min(1, max(floor, 1 - decay x n)); capital for the ratio; loan loss by class."""

    decay: Fraction
    floor: Fraction
    capital_ratio: Fraction


@dataclass(frozen=True)
class Profit:
    """RORAC with its cells, and each participant's economic capital in fen (0 without loans)."""

    rorac: Rorac
    products: tuple[int, ...]  # the ground's product of each of the engine's numbers
    capital: Ratios


def profit_of(scope: Scope, parameters: Parameters) -> Profit:
    """Return the profit of everybody, computed once a graph."""
    key = f"{PROFIT} {parameters}"
    if key not in scope.shared:
        scope.shared[key] = _made(scope, parameters)
    found: Profit = scope.shared[key]
    return found


def income_of(ground: Ground, rows: Ledger) -> Ints:
    """E of each row: deposits earn the transfer, the rest interest; fees and sales on top."""
    deposit = _of_deposits(ground, rows)
    earned = np.where(deposit, rows.column("transfer"), rows.column("interest"))
    return ints.add(ints.add(earned, rows.column("fees")), rows.column("sales_income"))


def funding_cost_of(ground: Ground, rows: Ledger) -> Ints:
    """Cd of each row: deposits cost their interest, the rest the transfer."""
    deposit = _of_deposits(ground, rows)
    return np.where(deposit, rows.column("interest"), rows.column("transfer"))


def _of_deposits(ground: Ground, rows: Ledger) -> NDArray[np.bool_]:
    deposits = ground.families == "deposit"
    return np.asarray(deposits[rows.product], dtype=np.bool_)


def _made(scope: Scope, parameters: Parameters) -> Profit:
    ground, rows = scope.ground, scope.ground.ledger
    own = rows.person >= 0
    # Numbered in the order of their codes, which is the order in which ties are broken.
    order = sorted(range(len(ground.products)), key=lambda place: ground.products[place].code)
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    book = Book.of(
        manager=rows.person[own],
        product=number[rows.product[own]],
        part=rows.part[own],
        income=income_of(ground, rows)[own],
        funding_cost=funding_cost_of(ground, rows)[own],
        risk_cost=rows.column("provision")[own],
        tax=rows.column("tax")[own],
        average_balance=rows.column("average_balance")[own],
        accounts=rows.column("accounts")[own],
        age_weight=rows.column("age_weight")[own],
    )
    people = len(ground.people)
    weights = np.array([product.risk_weight for product in ground.products], dtype=np.int64)
    loans = (ground.families == "loan").astype(np.int64)
    days = ground.calendar.month_days
    capital = economic_capital(
        ints.multiply(rows.column("average_balance")[own], days[rows.month[own]]),
        (weights * loans)[rows.product[own]],
        rows.person[own],
        people,
        int(days.sum()),
        parameters.capital_ratio,
    )
    result = rorac(book, _pools(scope), people, parameters.decay, parameters.floor)
    return Profit(result, tuple(order), capital)


def _pools(scope: Scope) -> list[Shared]:
    """Return the cycle's pools with the participants of their branch and below."""
    return [
        Shared(pool.kind, pool.driver, pool.amount, _members(scope, pool.branch))  # type: ignore[arg-type]
        for pool in scope.ground.pools
    ]


def _members(scope: Scope, branch: str) -> NDArray[np.bool_]:
    people, day = scope.ground.people, scope.periods[-1].ends
    if not branch:
        return np.ones(len(people), dtype=np.bool_)
    return np.array(
        [_is_below(p.posting(day).branch, branch, people.parents) for p in people.persons],
        dtype=np.bool_,
    )


def _is_below(code: str | None, top: str, parents: dict[str, str | None]) -> bool:
    """Whether the branch is `top` or lies below it; the loader allows no circles."""
    while code is not None:
        if code == top:
            return True
        code = parents.get(code)
    return False


@dataclass(frozen=True)
class TotalOf:
    """RORAC of each participant in yuan, or its ratio to economic capital."""

    parameters: Parameters
    ratio: bool = False
    title: ClassVar[Text] = Text("RORAC", "RORAC")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        profit = profit_of(scope, self.parameters)
        totals, capital = profit.rorac.totals, profit.capital
        if not self.ratio:
            return column_of(Ratios.of(totals.num, times(totals.den, FEN)))
        has = np.asarray(capital.num != 0, dtype=np.bool_)
        found = Ratios.of(
            times(totals.num, capital.den), times(totals.den, np.where(has, capital.num, 1))
        )
        return column_of(found).out(~has[:, None], State.NO_DATA)

    def formula(self, cell: Cell) -> Formula | None:
        return None


def column_of(ratios: Ratios) -> Column:
    """Return fractions of people as a column of the cycle."""
    num, den = (ints.narrow(part)[:, None] for part in (ratios.num, ratios.den))
    return Column.of(num, den)
