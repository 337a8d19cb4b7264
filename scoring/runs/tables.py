"""Tables of a run as columns: a value a row as the database takes it, no object a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import models
from numpy.typing import NDArray

from scoring.graph import ints
from scoring.graph.column import Column

Values = Sequence[Any]


@dataclass(frozen=True)
class Table:
    """What a run adds to a table: every column but the row's key and its run, in a fixed order.

    Values are plain: whole numbers, floats, text, bytes, None; an exact number is its text, yes and
    no are 1 and 0.
    """

    model: type[models.Model]
    columns: Mapping[str, Values]

    def __post_init__(self) -> None:
        lengths = {name: len(values) for name, values in self.columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of {self.model.__name__} differ in length: {lengths}")

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def lines(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, values in the order of the columns."""
        return zip(*self.columns.values(), strict=True)


def exact(column: Column) -> list[str | None]:
    """Return the texts of a column of one period, in lowest terms, as an exact field keeps them.

    >>> half = Column.of(np.array([[5], [3]]), 10)
    >>> exact(half)
    ['1/2', '3/10']
    """
    num, den = column.num[:, 0], np.broadcast_to(column.den, column.shape)[:, 0]
    if num.dtype != den.dtype:
        num, den = ints.wide(num), ints.wide(den)
    common = np.gcd(num, den)
    pairs = zip((num // common).tolist(), (den // common).tolist(), strict=True)
    texts: list[str | None] = [f"{n}/{d}" for n, d in pairs]
    for row in np.flatnonzero(~column.has[:, 0]).tolist():
        texts[row] = None
    return texts


def floats(values: NDArray[np.float64]) -> list[float | None]:
    """Return plain floats, None for NaN; -0.0, which no database gives back, is 0.0."""
    found: list[float | None] = (values + 0.0).tolist()
    for row in np.flatnonzero(np.isnan(values)).tolist():
        found[row] = None
    return found


def wholes(column: Column) -> list[int | None]:
    """Return the whole numbers of a column of one period."""
    found: list[int | None] = column.num[:, 0].tolist()
    for row in np.flatnonzero(~column.has[:, 0]).tolist():
        found[row] = None
    return found


def interleaved(columns: Sequence[Values]) -> list[Any]:
    """Return the first value of each column, then the second of each, and so on."""
    return [value for row in zip(*columns, strict=True) for value in row]


def repeated(values: Values, times: int) -> list[Any]:
    """Return each value so many times on end."""
    return [value for value in values for _time in range(times)]
