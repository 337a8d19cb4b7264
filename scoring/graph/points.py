"""Columns of floats good to 1e-9: weighted scores, whose weights are no fractions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.graph.states import State, States


@dataclass(frozen=True)
class Points:
    """One float a person, shape (people, 1); NaN where there is none."""

    values: NDArray[np.float64]
    state: States

    @classmethod
    def of(cls, values: NDArray[np.float64], missing: State = State.NO_DATA) -> Points:
        """Make a column of numbers, NaN being none; -0.0 is 0.0."""
        column = np.asarray(values, dtype=np.float64).reshape(-1, 1)
        state = np.where(np.isnan(column), np.int8(missing), np.int8(State.VALUE))
        return cls(column + 0.0, state)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.values), 1

    @property
    def has(self) -> NDArray[np.bool_]:
        return np.asarray(self.state == State.VALUE)

    def floats(self) -> NDArray[np.float64]:
        return self.values

    def at(self, person: int, period: int = 0) -> float | None:
        """Return a cell, None where it has no number."""
        found = float(self.values[person, 0])
        return None if np.isnan(found) else found
