"""What every rule shares: bounds, a threshold, and what a measure says of odd cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import column, states
from scoring.graph.among import Among, Compared
from scoring.graph.column import Bools, Column
from scoring.graph.formula import Formula, Number, Piece
from scoring.graph.node import Cell, Scope
from scoring.graph.states import State
from scoring.graph.text import Text, in_digits
from scoring.graph.types import Exact
from scoring.graph.words import Words

ZERO, HUNDRED = Fraction(0), Fraction(100)
BOUNDS = ("floor", "cap", "threshold")


@dataclass(frozen=True)
class Policy:
    """What a measure says of values and targets, besides its rule."""

    lower_is_better: bool = False
    missing_target: Literal["out", "zero"] = "out"
    zero_target: Literal["out", "hundred"] = "out"


class Rule(Words):
    """From values (and targets) to scores, points or money. Subclasses compute in `score`."""

    key: ClassVar[str] = "name"
    uses_target: ClassVar[bool] = False
    result: ClassVar[str] = "points"  # the unit of what comes out
    in_units: ClassVar[tuple[str, ...]] = ()  # parameters that are values of the measure
    only_ranks: ClassVar[bool] = False  # whether others alone decide: no target, no bound

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        raise NotImplementedError

    def formula(self, cell: Cell, policy: Policy) -> Formula | None:
        """State a cell's score; None where there is none."""
        if cell.result.value is None or cell.input(0).value is None:
            return None
        return Formula(cell.result, self.pieces(cell, policy), self.said(cell, policy))

    def pieces(self, cell: Cell, policy: Policy) -> tuple[Piece, ...]:
        """Return the formula's right side, before bounds."""
        return (cell.input(0),)

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        """Return what the signs do not say: which bound, step or policy made the score."""
        return None

    def among(self, value: str, policy: Policy) -> Among | None:
        """Return whom a score was compared with, where others decide; `value` is the node."""
        return None

    def stated(self, score: Number, own: Number, others: Compared) -> Formula | None:
        """State a score before bounds by how it stands among others."""
        return None

    def unbounded(self) -> Rule:
        """Return the rule without floor, cap and threshold."""
        free = {name: None for name in BOUNDS if name in type(self).model_fields}
        return self.model_copy(update=free)

    def problems(self, policy: Policy) -> Iterable[tuple[str, str]]:
        """Yield what is wrong among the parameters: (parameter, kind of problem)."""
        return ()

    def units_of(self) -> tuple[str, ...] | None:
        """Return the units that values may have; None for any."""
        return None


class Bounded(Rule):
    """A score that is moved to its bounds, and is 0 below a threshold."""

    floor: Exact | None = Field(default=None, description="least score|得分下限")
    cap: Exact | None = Field(default=None, description="greatest score|得分上限")
    threshold: Exact | None = Field(
        default=None, description="a score below it is 0, one on it counts|低于此分记 0 分"
    )

    def bounded(self, score: Column) -> Column:
        """Apply threshold, floor and cap: below the threshold the score is 0 whatever the floor."""
        kept = column.clipped(score, self.floor, self.cap)
        if self.threshold is None:
            return kept
        below = column.compare(score, Column.constant(self.threshold, score.shape)) < 0
        return kept.filled(below & score.has, 0)

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        score = cell.result.value
        if score is None:
            return None
        if self.cap is not None and score == self.cap:
            return Text(f"上限 {in_digits(self.cap)}", f"at most {in_digits(self.cap)}")
        if self.threshold is not None and score == 0:
            bound = in_digits(self.threshold)
            return Text(f"低于 {bound} 记 0 分", f"0 below {bound}")
        if self.floor is not None and score == self.floor:
            return Text(f"下限 {in_digits(self.floor)}", f"at least {in_digits(self.floor)}")
        return None

    def problems(self, policy: Policy) -> Iterable[tuple[str, str]]:
        if self.floor is not None and self.cap is not None and self.cap <= self.floor:
            yield "cap", "cap_above_floor"


def reaches(value: Column, bound: Fraction, *, lower_is_better: bool) -> Bools:
    """Return which values are at a bound or on its better side; exact."""
    sign = column.compare(value, Column.constant(bound, value.shape))
    return np.asarray((sign <= 0 if lower_is_better else sign >= 0) & value.has)


def of_target(score: Column, value: Column, target: Column, policy: Policy) -> Column:
    """Apply what the measure says of a missing or zero target, wherever there is a value."""
    missing = value.has & (target.state == State.NO_TARGET)
    zero = value.has & target.has & (target.num <= 0)
    state = states.joined(value.state, target.state, score.state)
    state = states.where(zero, State.ZERO_TARGET, state)
    score = score.with_state(state)
    if policy.missing_target == "zero":
        score = score.filled(missing, 0)
    if policy.zero_target == "hundred":
        sign = column.compare(value, target)
        met = sign <= 0 if policy.lower_is_better else sign >= 0
        score = score.filled(zero & met, 100).filled(zero & ~met, 0)
    return score


def among_peers(scope: Scope, by: str) -> Sequence[tuple[int, np.ndarray]]:
    """Return (period, rows) of each group of each period; leavers are in none."""
    people, found = scope.ground.people, []
    for period, span in enumerate(scope.periods):
        number, names = people.groups(by, span.ends)
        stays = people.stays(span)
        found += [
            (period, np.flatnonzero((number == group) & stays)) for group in range(len(names))
        ]
    return found
