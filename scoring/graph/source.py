"""What every source shares: its units, what nothing means, and the frame of its computation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import numpy as np

from scoring.graph import ints, states
from scoring.graph.column import Column
from scoring.graph.formula import Formula
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Cell, Scope
from scoring.graph.rows import Rows
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.words import Words


class Source(Words):
    """A quantity over people and periods. Subclasses read the ground in `read`."""

    key: ClassVar[str] = "metric"
    units: ClassVar[tuple[str, ...]] = ("yuan",)
    targets: ClassVar[str] = "sum"  # how targets of months become one of a longer period
    prorated: ClassVar[bool] = False  # whether a target is cut to the days in service by default
    recorded: ClassVar[bool] = False  # whether there may be no records at all
    concern: ClassVar[str] = "operation"  # what it watches over, if the measure does not say
    file: ClassVar[str] = ""  # the file of the contract without whose rows there is nothing
    kinds: ClassVar[tuple[str, ...]] = ("cycle", "month", "quarter", "half_year", "year_to_date")

    def compute(self, scope: Scope, inputs: Sequence[Column]) -> Column:
        return self.read(scope)

    def read(self, scope: Scope) -> Column:
        raise NotImplementedError

    def anybody_has(self, ground: Ground, code: str) -> bool:
        """Whether anybody of the bank has records of this kind, participant or not."""
        return True

    def formula(self, cell: Cell) -> Formula | None:
        """State how the cell's value is made of rows; None where the rows alone say it."""
        return None

    def rows(self, scope: Scope, period: int) -> Rows | None:
        """Return the rows behind her cell, over a ground of one person; None where it has none."""
        return None

    def of_product(self, scope: Scope, place: int) -> Column | None:
        """Return one product's part before coefficients; None where products are not told apart."""
        return None

    def coefficient(self, ground: Ground, place: int, month: int) -> int:
        """Return a product's coefficient in a month, in millionths."""
        return MILLION

    def watches(self) -> str:
        """Return what it watches over, by the words of a measure's `concern`."""
        return self.concern

    @property
    def is_scale_at_a_date(self) -> bool:
        """Whether it is a volume on one day, which can be dressed up for it."""
        return False

    @property
    def knows_products(self) -> bool:
        """Whether whole units are counted product by product."""
        return type(self).of_product is not Source.of_product

    def problems(self) -> Iterable[tuple[str, str]]:
        """Yield what is wrong among the parameters: (parameter, kind of problem)."""
        return ()


def per_cell(scope: Scope, rows: Iterable[tuple[int, int, int]]) -> Any:
    """Add up (person, period, number) to an array of the scope's shape; outsiders are left out."""
    people, periods = scope.shape
    kept = [(person * periods + period, number) for person, period, number in rows if person >= 0]
    if not kept:
        return np.zeros(scope.shape, dtype=np.int64)
    places = np.array([place for place, _number in kept], dtype=np.int64)
    numbers = np.array([number for _place, number in kept], dtype=object)
    return ints.sums_by(ints.narrow(numbers), places, people * periods).reshape(scope.shape)


def in_periods(scope: Scope, dated: Iterable[tuple[int, Any, int]]) -> list[tuple[int, int, int]]:
    """Put (person, day, number) into the periods that hold the day; a day may lie in several."""
    return [
        (person, period, number)
        for person, day, number in dated
        for period, span in enumerate(scope.periods)
        if span.holds(day)
    ]


def in_months_of(scope: Scope, dated: Iterable[tuple[int, Any, int]]) -> list[tuple[int, int, int]]:
    """Put (person, day, number) into the periods that hold the day's whole month."""
    return [
        (person, period, number)
        for person, day, number in dated
        for period, span in enumerate(scope.periods)
        if span.holds_month_of(day)
    ]


def in_months(scope: Scope, rows: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Put (person, place of the month, number) into the periods that hold the month."""
    months = scope.ground.calendar.months
    return [
        (person, period, number)
        for person, month, number in rows
        for period, span in enumerate(scope.periods)
        if months[month] in span.months
    ]


def counted(scope: Scope, rows: Iterable[tuple[int, int, int]], den: int = MILLION) -> Column:
    """Return sums that are 0 where there are no rows."""
    return Column.of(per_cell(scope, rows), den)


def recorded(scope: Scope, rows: Iterable[tuple[int, int, int]], den: int = MILLION) -> Column:
    """Return sums that are out where there are no rows."""
    listed = list(rows)
    found = per_cell(scope, ((person, period, 1) for person, period, _number in listed))
    state = states.where(found == 0, State.NO_DATA, states.values(scope.shape))
    return Column.of(per_cell(scope, listed), den, state)


def mean(
    scope: Scope, rows: Iterable[tuple[int, int, int]], den: int = MILLION, least: int = 1
) -> Column:
    """Return means of the rows, out where there are fewer than `least`."""
    listed = list(rows)
    count = per_cell(scope, ((person, period, 1) for person, period, _number in listed))
    state = states.where(count == 0, State.NO_DATA, states.values(scope.shape))
    state = states.where(count < least, State.TOO_FEW, state)
    divisor = ints.multiply(np.maximum(count, 1), np.asarray(den))
    return Column.of(per_cell(scope, listed), divisor, state)


FAMILIES = {
    "deposit": Text("存款", "deposits"),
    "loan": Text("贷款", "loans"),
    "fee": Text("中间业务", "fee business"),
    "settlement": Text("国际结算", "settlement"),
    "other": Text("其他业务", "other business"),
}
