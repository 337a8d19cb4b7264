"""How far a target is met."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from scoring.graph import column
from scoring.graph.column import Column
from scoring.graph.formula import OVER, TIMES, Piece, parameter
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import HUNDRED, Bounded, Policy, of_target
from scoring.graph.states import State
from scoring.graph.text import Text


@rules
class Completion(Bounded):
    """100 x value / target; where lower is better 100 x target / value.

    A target of 0 or less counts as zero. Where lower is better a value of 0 or less scores the cap:
    the ratio is without bound, and there is no number before the cap.
    """

    name: Literal["completion"]
    title: ClassVar[Text] = Text("按任务完成率", "By completion")
    uses_target: ClassVar[bool] = True

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        if target is None:
            raise TypeError("completion needs a target")
        return of_target(
            self.bounded(self.completion(value, target, policy)), value, target, policy
        )

    def completion(self, value: Column, target: Column, policy: Policy) -> Column:
        """Return the completion in percent, before bounds."""
        positive = target.out(target.num <= 0, State.ZERO_TARGET)
        if not policy.lower_is_better:
            return column.scaled(column.divide(value, positive), HUNDRED)
        best = value.has & (value.num <= 0)
        ratio = column.divide(positive, value.filled(best, 1))
        percent = column.scaled(ratio, HUNDRED)
        if self.cap is None:
            return percent.out(best & positive.has, State.ZERO_DIVISOR)
        return percent.filled(best & positive.has, self.cap)

    def pieces(self, cell: Cell, policy: Policy) -> tuple[Piece, ...]:
        value, target = cell.input(0), cell.input(1)
        if target.value is None:
            return (target,)
        above, below = (target, value) if policy.lower_is_better else (value, target)
        return (above, OVER, below, TIMES, parameter(HUNDRED, "满分", "full score"))

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        target = cell.input(1).value
        if target is None:
            return Text("未下达任务，记 0 分", "no target: scores 0")
        if target <= 0:
            return Text("任务不大于 0", "the target is not above 0")
        return super().said(cell, policy)

    def problems(self, policy: Policy) -> Iterable[tuple[str, str]]:
        yield from super().problems(policy)
        if policy.lower_is_better and self.cap is None:
            yield "cap", "capped_where_lower"
