"""Whom a cell was compared with: rank, percentile, quota and pool look at a group of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from scoring.graph.node import Scope

ZERO = Fraction(0)


@dataclass(frozen=True)
class Among:
    """The group (`by`: bank, line, branch, line_and_branch), and the node whose numbers were
    compared; `amount` in fen where they share a sum."""

    by: str
    of: str
    leavers: bool = False
    amount: int | None = None
    lower_is_better: bool = False

    def group_of(self, scope: Scope, person: int, period: int) -> str:
        """Return the name of the person's group at the end of the period."""
        number, names = scope.ground.people.groups(self.by, scope.periods[period].ends)
        return names[int(number[person])]

    def rows(self, scope: Scope, column: Any, group: str, period: int) -> list[int]:
        """Return who of these people is in the group: who has a number, and leavers if asked."""
        people, span = scope.ground.people, scope.periods[period]
        number, names = people.groups(self.by, span.ends)
        if group not in names:
            return []
        at = period if column.shape[1] > period else 0
        counts = (number == names.index(group)) & column.has[:, at]
        if not self.leavers:
            counts = counts & people.stays(span)
        return [int(row) for row in np.flatnonzero(counts)]


@dataclass(frozen=True)
class Compared:
    """How a number stands among all that it was compared with, itself among them."""

    people: int
    worse: int
    equal: int  # besides oneself
    better: int
    sum: Fraction  # of what is above 0
    amount: int | None  # fen that they share

    @classmethod
    def of(cls, own: Fraction, numbers: Sequence[Fraction], among: Among) -> Compared:
        """Count the numbers of a group, in which the own one is."""
        below = sum(one < own for one in numbers)
        above = sum(one > own for one in numbers)
        worse, better = (above, below) if among.lower_is_better else (below, above)
        taking = sum((max(one, ZERO) for one in numbers), ZERO)
        equal = len(numbers) - below - above - 1
        return cls(len(numbers), worse, equal, better, taking, among.amount)

    @property
    def unit_price(self) -> Fraction | None:
        """Fen a unit of value; None where nobody has any."""
        return Fraction(self.amount) / self.sum if self.amount is not None and self.sum else None
