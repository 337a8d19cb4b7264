"""What a scheme makes of everybody, as plain numbers: shown now, or kept and shown later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from scoring.graph.column import Column
from scoring.runs.compute import Computed
from scoring.runs.rows import results
from scoring.scheme.compiling_card import COMPOSITE
from scoring.scheme.model import SchemeDefinition

PARTS = ("value", "target", "score")
Number = Fraction | float | str | None
"""Exact, or not; exact as a text where it was kept."""


@dataclass(frozen=True)
class Outcome:
    """Everybody's numbers by one scheme, a column each, in the order of `staff`.

    `words` are the grades' codes and the branches of the last day.
    """

    scheme: SchemeDefinition
    staff: list[str]
    words: dict[str, list[str]]
    numbers: dict[str, list[Number]]

    @cached_property
    def place(self) -> dict[str, int]:
        return {staff: place for place, staff in enumerate(self.staff)}

    def word(self, name: str, staff: str) -> str:
        return self.words[name][self.place[staff]]

    def number(self, name: str, staff: str) -> Any:
        """Return one person's number; None where she, or the column, is not there."""
        column, place = self.numbers.get(name), self.place.get(staff)
        found = None if column is None or place is None else column[place]
        return Fraction(found) if isinstance(found, str) else found

    def of_measure(self, code: str, staff: str) -> Sequence[Any]:
        """Return value, target and score of a measure in the whole time."""
        return [self.number(f"{code}.{part}", staff) for part in PARTS]


def outcome_of(computed: Computed) -> Outcome:
    """Return what a run by the scheme would give everybody."""
    scheme, columns = computed.inputs.scheme, results(computed).columns
    numbers = {
        "composite": _numbers(computed.cells.column(COMPOSITE), computed),
        "rank": list(columns["rank"]),
    }
    for dimension in scheme.dimensions:
        name = f"dimension.{dimension.code}"
        numbers[name] = _numbers(computed.column(f"{name}.score"), computed)
    for measure in scheme.all_measures():
        for part in PARTS:
            column = computed.of_measure(measure, part)
            if column is not None and column.shape[1] == 1:
                numbers[f"{measure.code}.{part}"] = _numbers(column, computed)
    words = {name: list(columns[name]) for name in ("grade", "branch")}
    return Outcome(scheme, computed.staff, words, numbers)


def _numbers(column: Any, computed: Computed) -> list[Number]:
    """Return a column's numbers, exact or not, None where there is none."""
    places = range(len(computed.staff))
    if isinstance(column, Column):
        return [column.at(place, 0) for place in places]
    floats = column.floats()[:, 0].tolist()
    return [None if number != number else number for number in floats]


def packed(outcome: Outcome) -> dict[str, Any]:
    """Return the numbers as JSON; exact ones are texts."""
    numbers = {
        name: [str(one) if isinstance(one, Fraction) else one for one in column]
        for name, column in outcome.numbers.items()
    }
    return {"staff": outcome.staff, "words": outcome.words, "numbers": numbers}


def opened(scheme: SchemeDefinition, kept: dict[str, Any]) -> Outcome:
    """Return what `packed` kept."""
    return Outcome(scheme, kept["staff"], kept["words"], kept["numbers"])
