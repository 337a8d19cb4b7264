"""Points given or taken for every unit of the value."""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import column, ints
from scoring.graph.column import Column
from scoring.graph.formula import MINUS, OVER, TIMES, Piece, parameter
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import HUNDRED, ZERO, Bounded, Policy, Rule
from scoring.graph.text import Text
from scoring.graph.types import Exact, NotNegative, Positive


def whole(value: Column) -> Column:
    """Cut values towards zero to whole numbers.

    >>> whole(Column.constant(Fraction(-7, 2), (1, 1))).at(0, 0)
    Fraction(-3, 1)
    """
    size = np.abs(ints.wide(value.num)) // ints.wide(np.broadcast_to(value.den, value.shape))
    signed = np.where(value.num < 0, -size, size)
    return Column.of(ints.narrow(np.asarray(signed, dtype=object)), 1, value.state)


class PerUnit(Rule):
    """Counts units of the value."""

    points: Positive = Field(description="points of a unit|每单位分值")
    per: Positive = Field(default=Fraction(1), description="size of a unit|单位")
    whole_units: bool = Field(
        default=False,
        description="only whole units, cut towards zero per product and period|只计整数单位",
    )

    def counted(self, value: Column) -> Column:
        """Return points for the units; where only whole ones count they were cut before."""
        units = column.scaled(value, 1 / self.per)
        return column.scaled(whole(units) if self.whole_units else units, self.points)

    def pieces(self, cell: Cell, policy: Policy) -> tuple[Piece, ...]:
        value = cell.input(0)
        units: tuple[Piece, ...] = (value,)
        if self.per != 1:
            units = (value, OVER, parameter(self.per, "单位", "a unit", value.unit))
        return (*units, TIMES, parameter(self.points, "每单位分值", "points a unit"))

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        if self.whole_units:
            return Text("只计整数单位", "whole units only")
        return super().said(cell, policy)


@rules
class PointsPerUnit(PerUnit, Bounded):
    """points x value / per, kept within floor..cap."""

    name: Literal["points_per_unit"]
    title: ClassVar[Text] = Text("按单位加分", "Points by the unit")

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        return self.bounded(self.counted(value))


@rules
class DeductPerUnit(PerUnit):
    """Takes points x value / per off: in a dimension off `start`, down to `floor`.

    As a deduction the points themselves come out, at most `cap`.
    """

    name: Literal["deduct_per_unit"]
    start: Positive = Field(default=HUNDRED, description="score without a unit|起评分")
    floor: Exact = Field(default=ZERO, description="least score|得分下限")
    cap: NotNegative | None = Field(default=None, description="most points taken off|最多扣分")
    title: ClassVar[Text] = Text("按单位扣分", "Deducted by the unit")

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        start = Column.constant(self.start, value.shape)
        left = column.subtract(start, self.counted(value))
        return column.clipped(left, self.floor, self.start)

    def pieces(self, cell: Cell, policy: Policy) -> tuple[Piece, ...]:
        units = super().pieces(cell, policy)
        if cell.node.facts.get("takes_off"):
            return units
        return (parameter(self.start, "起始分", "start"), MINUS, *units)

    def taken(self, value: Column) -> Column:
        """Return the points that a deduction takes off, positive."""
        return column.clipped(self.counted(value), ZERO, self.cap)

    def problems(self, policy: Policy) -> Iterable[tuple[str, str]]:
        if self.start <= self.floor:
            yield "floor", "start_above_floor"
