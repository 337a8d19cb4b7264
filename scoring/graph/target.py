"""Targets: of the cycle or by period, put together, filled in, and cut to the days in service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal

import numpy as np

from scoring.graph import ints
from scoring.graph.column import Column, choose
from scoring.graph.formula import OVER, TIMES, Formula, Number
from scoring.graph.ground import MILLION
from scoring.graph.node import Cell, Scope
from scoring.graph.put_together import given_of, put_together
from scoring.graph.states import State
from scoring.graph.text import Text


@dataclass(frozen=True)
class FullTarget:
    """The target as it was given, else the scheme's default.

    `of`: what a row without a month is, where the measure has periods: every period's, or the
    cycle's, of which a period has the part of its days (a flow) or the same number (a mean or
    level).
    """

    measure: str
    months: str  # sum, mean, last: how targets of months make a longer period's
    of: Literal["period", "cycle"]
    flows: bool  # whether a period's part of the cycle's target is by days
    default: Fraction | None
    title: ClassVar[Text] = Text("全期任务", "target")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        own = put_together(
            scope,
            scope.ground.targets,
            self.measure,
            self.months,
            MILLION,
            State.NO_TARGET,
            undated_everywhere=self.of == "period",
        )
        if self.of == "cycle" and scope.kind != "cycle":
            own = choose(own.has, own, self._of_the_cycle(scope))
        if self.default is not None:
            own = own.filled(~own.has, self.default)
        return own

    def _of_the_cycle(self, scope: Scope) -> Column:
        """Return each period's part of the targets that were given for the cycle."""
        given = given_of(scope, scope.ground.targets, self.measure)
        whole = int(scope.ground.calendar.month_days.sum())
        days = scope.month_days if self.flows else np.full_like(scope.month_days, whole)
        state = np.where(given.has_whole, np.int8(State.VALUE), np.int8(State.NO_TARGET))
        return Column.of(
            ints.multiply(given.whole[:, None], days),
            MILLION * whole,
            np.repeat(state[:, None], scope.shape[1], axis=1),
        ).reduced()

    def formula(self, cell: Cell) -> Formula | None:
        return None


@dataclass(frozen=True)
class InService:
    """A target cut to the days in service: target x days in service / days of the period."""

    title: ClassVar[Text] = Text("任务", "target")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (full,) = inputs
        served = np.minimum(scope.served, scope.days)
        return Column.of(
            ints.multiply(full.num, served),
            ints.multiply(
                np.broadcast_to(full.den, full.shape), np.broadcast_to(scope.days, full.shape)
            ),
            full.state,
        )

    def formula(self, cell: Cell) -> Formula | None:
        scope = cell.scope
        served = int(scope.served[cell.person, cell.period])
        days = int(scope.days[0, cell.period])
        if served >= days or cell.result.value is None:
            return None
        return Formula(
            cell.result,
            (
                cell.input(0),
                TIMES,
                Number(served, "days", Text("在职天数", "days in service")),
                OVER,
                Number(days, "days", Text("期间天数", "days of the period")),
            ),
        )


@dataclass(frozen=True)
class Given:
    """A target that is not cut."""

    title: ClassVar[Text] = Text("任务", "target")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        column: Column = inputs[0]
        return column

    def formula(self, cell: Cell) -> Formula | None:
        return None
