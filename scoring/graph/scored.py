"""A measure's score, and what its periods give the cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from scoring.graph import column, ints
from scoring.graph.among import Among, Compared
from scoring.graph.column import Column
from scoring.graph.formula import OVER, PLUS, Formula, Number, joined
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.rule import Policy, Rule
from scoring.graph.rules.per_unit import DeductPerUnit
from scoring.graph.states import State
from scoring.graph.text import Text

Give = Literal["sum", "mean", "last", "best"]


@dataclass(frozen=True)
class ScoreOf:
    """The rule applied to the value (and target). `takes_off`: points that a deduction takes."""

    rule: Rule
    policy: Policy
    takes_off: bool = False
    title: ClassVar[Text] = Text("得分", "score")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        value, *rest = inputs
        if self.takes_off and isinstance(self.rule, DeductPerUnit):
            return self.rule.taken(value)
        target = rest[0] if self.rule.uses_target else None
        return self.rule.score(scope, value, target, self.policy)

    def loses_by(self, node: Node) -> tuple[str, ...]:
        """Target ÷ value may have 0 below."""
        divides = self.rule.uses_target and self.policy.lower_is_better
        return node.inputs[:1] if divides else ()

    def formula(self, cell: Cell) -> Formula | None:
        return self.rule.formula(cell, self.policy)

    def among(self, node: Node) -> Among | None:
        return self.rule.among(node.inputs[0], self.policy)

    def stated(self, score: Number, own: Number, others: Compared) -> Formula | None:
        return self.rule.stated(score, own, others)


@dataclass(frozen=True)
class CompletionOf:
    """Value / target as a share of 1, before any bound; shown where there is a target."""

    policy: Policy
    title: ClassVar[Text] = Text("任务完成率", "completion")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        value, target = inputs
        positive = target.out(target.num <= 0, State.ZERO_TARGET)
        if self.policy.lower_is_better:
            positive_value = value.out(value.num <= 0, State.ZERO_DIVISOR)
            return column.divide(positive, positive_value)
        return column.divide(value, positive)

    def formula(self, cell: Cell) -> Formula | None:
        value, target = cell.input(0), cell.input(1)
        if self.policy.lower_is_better:
            value, target = target, value
        return Formula(cell.result, (value, OVER, target))


@dataclass(frozen=True)
class OverPeriods:
    """What the periods give the cycle: the sum, mean, last or best of those that have a number."""

    how: Give
    lower_is_better: bool = False
    title: ClassVar[Text] = Text("各期合成", "of the periods")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (parts,) = inputs
        has = parts.has
        any_has = has.any(axis=1, keepdims=True)
        state = np.where(any_has, np.int8(State.VALUE), parts.state[:, :1])
        if self.how in {"sum", "mean"}:
            return self._added(parts, has, state)
        if self.how == "last":
            place = has.shape[1] - 1 - np.argmax(has[:, ::-1], axis=1)
        else:
            place = self._best(parts)
        rows = np.arange(len(place))
        den = np.broadcast_to(parts.den, parts.shape)
        return Column(
            ints.narrow(np.asarray(parts.num[rows, place])[:, None]),
            ints.narrow(np.asarray(den[rows, place])[:, None]),
            state,
        )

    def _added(self, parts: Column, has: Any, state: Any) -> Column:
        num, den = ints.added_fractions(np.where(has, parts.num, 0), parts.den)
        if self.how == "mean":
            count = np.maximum(has.sum(axis=1), 1)
            if bool(np.all(count == count[:1])):
                count = count[:1]
            den = ints.multiply(den, count)
        return Column(num[:, None], den[:, None], state)

    def _best(self, parts: Column) -> Any:
        best = np.zeros(parts.shape[0], dtype=np.int64)
        known = parts.has[:, 0]
        chosen = parts.periods(slice(0, 1))
        for period in range(1, parts.shape[1]):
            one = parts.periods(slice(period, period + 1))
            sign = column.compare(one, chosen)[:, 0]
            is_better = (sign < 0) if self.lower_is_better else (sign > 0)
            taken = one.has[:, 0] & (is_better | ~known)
            best[taken] = period
            known = known | one.has[:, 0]
            chosen = column.choose(taken[:, None], one, chosen)
        return best

    def formula(self, cell: Cell) -> Formula | None:
        periods = cell.cells.column(cell.node.inputs[0]).shape[1]
        numbers = [cell.input(0, period) for period in range(periods)]
        known = [number for number in numbers if number.value is not None]
        if not known:
            return None
        if self.how in {"sum", "mean"}:
            pieces = joined(known, PLUS)
            note = None if self.how == "sum" else Text("各期平均", "mean of the periods")
            if self.how == "mean":
                pieces = (*pieces, OVER, Number(len(known), "count", Text("期数", "periods")))
            return Formula(cell.result, pieces, note)
        note = (
            Text("最后一期", "the last period")
            if self.how == "last"
            else Text("最好一期", "the best period")
        )
        return Formula(cell.result, tuple(known), note)
