"""What an amendment puts in the place of a value that a run computed, beside the run's inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from scoring.inputs.manifest import Manifest, put_tables

TABLE = "corrections"
"""The manifest of an amendment has this table; that of a run has none, and keeps its digest."""


@dataclass(frozen=True)
class Correction:
    """The value of a measure for one person; `period` is the place among its periods."""

    staff_no: str
    measure: str
    number: Fraction
    period: int = 0

    @property
    def place(self) -> tuple[str, str, int]:
        """What it corrects: a later correction of the same takes its place."""
        return self.staff_no, self.measure, self.period

    @property
    def plain(self) -> list[Any]:
        """What is kept of it."""
        number = f"{self.number.numerator}/{self.number.denominator}"
        return [self.staff_no, self.measure, self.period, number]

    @classmethod
    def from_plain(cls, row: Sequence[Any]) -> Correction:
        staff_no, measure, period, number = row
        return cls(staff_no, measure, Fraction(number), period)


def with_corrections(manifest: Manifest, corrections: Iterable[Correction]) -> Manifest:
    """Return the manifest with the corrections beside its tables."""
    rows = [one.plain for one in sorted(corrections, key=lambda one: one.place)]
    if not rows:
        return manifest
    columns = [list(column) for column in zip(*rows, strict=True)]
    tables = {**manifest.read_tables(), TABLE: columns}
    return replace(manifest, tables=put_tables(tables))


def corrections_in(tables: Mapping[str, Any]) -> list[Correction]:
    """Return the corrections that a manifest's tables hold."""
    return [Correction.from_plain(row) for row in zip(*tables.get(TABLE, ()), strict=True)]
