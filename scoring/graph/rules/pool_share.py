"""A sum of money that people share by their values."""

from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import ints
from scoring.graph.among import Among, Compared
from scoring.graph.column import Column
from scoring.graph.formula import OVER, TIMES, Formula, Number, parameter
from scoring.graph.ledger import FEN
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import Policy, Rule, among_peers
from scoring.graph.split import largest_remainder
from scoring.graph.states import State
from scoring.graph.text import Text, in_digits
from scoring.graph.types import NotNegative


@rules
class PoolShare(Rule):
    """A pool cut to people by their values, to the fen, by largest remainder; ties by staff_no.

    A negative value counts 0; leavers take no part and are in no sum. If nobody has any, the pool
    stays unallocated. Every group of the period has a pool of its own.
    """

    name: Literal["pool_share"]
    amount: NotNegative = Field(description="the pool of a period, in yuan|资金池金额（元）")
    group: Literal["bank", "line", "branch", "line_and_branch"] = Field(
        default="bank", description="who shares it|分配范围"
    )
    title: ClassVar[Text] = Text("资金池分配", "Share of a pool")
    result: ClassVar[str] = "yuan"

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        num = np.zeros(scope.shape, dtype=object)
        fen = int(self.amount * FEN)
        for period, rows in among_peers(scope, self.group):
            present = rows[value.has[rows, period]]
            weights = common_weights(value, present, period)
            if weights and sum(weights):
                num[present, period] = largest_remainder(fen, weights)
        state = np.where(value.has, np.int8(State.VALUE), value.state)
        return Column.of(ints.narrow(num), FEN, state)

    def among(self, value: str, policy: Policy) -> Among:
        return Among(self.group, value, amount=int(self.amount * FEN))

    def stated(self, score: Number, own: Number, others: Compared) -> Formula | None:
        return part_of_pool(score, own, others)

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        amount = in_digits(Fraction(self.amount))
        return Text(f"资金池 {amount} 元按占合计的比例分配", f"its part of {amount} yuan")


def part_of_pool(share: Number, own: Number, others: Compared) -> Formula | None:
    """State a share: pool x value / sum of the values, to the fen."""
    if others.amount is None or not others.sum or own.value is None:
        return None
    pool = parameter(Fraction(others.amount, FEN), "资金池", "pool", "yuan")
    total = parameter(others.sum, "组内合计", "sum of the group", own.unit)
    note = Text("按最大余额法分到分", "to the fen, by largest remainder")
    return Formula(share, (pool, TIMES, own, OVER, total), note)


def common_weights(value: Column, rows: np.ndarray, period: int) -> list[int]:
    """Return whole weights in proportion to the values; what is below 0 counts 0."""
    found = [max(value.at(int(row), period) or 0, 0) for row in rows]
    unit = int(np.lcm.reduce([int(n.denominator) for n in found], initial=1))
    return [int(n * unit) for n in found]
