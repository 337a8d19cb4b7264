"""What is compared of a state: composites, and each measure's value, score and contribution."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfcenter.base.numbers.rounding import exact
from scoring.runs.compute import Computed
from scoring.scheme.compiling_card import COMPOSITE
from scoring.scheme.measures import AnyMeasure

Number = Fraction | None


@dataclass(frozen=True)
class Figures:
    """A measure's numbers in one state; scores and points as exact as they are kept."""

    value: Number = None
    score: Number = None
    points: Number = None


@dataclass(frozen=True)
class Card:
    """One participant's numbers in one state; the measures in the scheme's order."""

    composite: Number
    measures: dict[str, Figures]


class Numbers:
    """Everybody's numbers in one state."""

    def __init__(self, computed: Computed) -> None:
        self.place = {staff: row for row, staff in enumerate(computed.staff)}
        self.composite = computed.column(COMPOSITE)
        scheme = computed.inputs.scheme
        listed = (*scheme.scored_measures, *scheme.bonus_measures, *scheme.deduction_measures)
        self.columns = {measure.code: _columns(computed, measure) for measure in listed}

    def of(self, staff_no: str) -> Card:
        """Return one participant's; without any where she takes no part."""
        row = self.place.get(staff_no)
        if row is None:
            return Card(None, {})
        return Card(
            self.composite.at(row, 0),
            {code: _figures(columns, row) for code, columns in self.columns.items()},
        )


def _columns(computed: Computed, measure: AnyMeasure) -> tuple[Any, Any, Any]:
    given = f"{measure.code}.given"
    key = given if given in computed.compiled.graph else f"{measure.code}.contribution"
    value, score = (computed.of_measure(measure, part) for part in ("value", "score"))
    return value, score, computed.column(key)


def _figures(columns: tuple[Any, Any, Any], row: int) -> Figures:
    value, score, points = columns
    kept = _at(score, row)
    return Figures(
        value=_at(value, row),
        score=None if kept is None else exact(float(kept)),
        points=exact(float(points.values[row, 0])),
    )


def _at(column: Any, row: int) -> Number:
    """Return the number of the cycle; a measure by period has none of its own."""
    if column is None or column.shape[1] != 1:
        return None
    found: Number = column.at(row, 0)
    return found


@dataclass(frozen=True)
class Walk:
    """One number from state to state: of the first run, after each group, of the second run."""

    states: tuple[Number, ...]

    @property
    def first(self) -> Number:
        return self.states[0]

    @property
    def last(self) -> Number:
        return self.states[-1]

    @property
    def parts(self) -> tuple[Number, ...]:
        """What each group moved; None where there is no number before or after it.

        >>> Walk((Fraction(3), Fraction(5), Fraction(5), None)).parts
        (Fraction(2, 1), Fraction(0, 1), None)
        """
        return tuple(
            None if before is None or after is None else after - before
            for before, after in pairwise(self.states)
        )

    @property
    def difference(self) -> Number:
        """What all parts add up to, where there is a number in every state."""
        if self.first is None or self.last is None:
            return None
        return self.last - self.first

    @property
    def is_whole(self) -> bool:
        """Whether there is a number in every state, so that the parts add up."""
        return None not in self.states

    @property
    def moves(self) -> bool:
        """Whether any state differs from another."""
        return len(set(self.states)) > 1
