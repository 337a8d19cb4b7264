"""The facts of a year, made as the valuation leaves them: Parquet files by month in the vault."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.scorecard.scheme import PRODUCTS, specs
from perfcenter.base.vault import Named, put

MONTHS = tuple(range(202601, 202613))
MILLION = 1_000_000
CODES = tuple(PRODUCTS)


def number(person: int) -> str:
    return f"M{person:06d}"


@dataclass(frozen=True)
class Facts:
    """Amounts by person, month and product: shape (people, 12, 6)."""

    end: np.ndarray
    average: np.ndarray
    interest: np.ndarray
    accounts: np.ndarray

    @classmethod
    def of(cls, people: int) -> Facts:
        dice = np.random.default_rng(people)
        shape = (people, len(MONTHS), len(CODES))
        end = dice.integers(1_000_000, 3_000_000_000, shape)
        return cls(
            end=end,
            average=end - dice.integers(0, 900_000, shape),
            interest=end // 400 + dice.integers(0, 999, shape),
            accounts=dice.integers(1, 90, shape) * MILLION // 3,
        )

    def put(self) -> tuple[Named, ...]:
        """Keep a file a month in the vault."""
        return tuple(self._month(place) for place in range(len(MONTHS)))

    def _month(self, place: int) -> Named:
        import duckdb

        people = len(self.end)
        count = people * len(CODES)
        zeros = np.zeros(count, dtype=np.int64)
        average = self.average[:, place].ravel()
        facts = pd.DataFrame(  # noqa: F841 - DuckDB reads it by its name
            {
                "month": np.full(count, MONTHS[place]),
                "manager": np.repeat([number(n) for n in range(people)], len(CODES)),
                "product": np.tile(CODES, people),
                "part": np.tile([0, 0, 1, 0, 0, 1], people),
                "classification": np.tile(["normal"] * 5 + ["substandard"], people),
                "segment": np.tile(["gold", "gold", "", "silver", "", ""], people),
                "client_kind": np.tile(["person"] * 3 + ["company"] * 3, people),
                "overdue": zeros,
                "end_balance": self.end[:, place].ravel(),
                "average_balance": average,
                "interest": self.interest[:, place].ravel(),
                "fees": zeros + 1_000,
                "transfer": average // 500,
                "risk_cost": average // 9_000,
                "tax": average // 20_000,
                "sales_income": zeros,
                "accounts": self.accounts[:, place].ravel(),
                "open_accounts": self.accounts[:, place].ravel(),
                "age_weight": average * 700,
                "base_end": zeros,
                "base_average": zeros,
            }
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "facts.parquet")
            duckdb.execute(f"COPY (FROM facts) TO '{path}' (FORMAT parquet)")
            return put(path)


def targets(people: int) -> Iterator[tuple[int, str, int]]:
    """Yield person, measure and target in millionths; a few people have none."""
    size = {"yuan": 17_000_000, "count": 90, "points": 60}
    for place, spec in enumerate(specs()):
        if spec.has_target:
            for person in range(people):
                if (person + place) % 41:
                    yield person, spec.code, (size[spec.unit] + 7 * person + place) * MILLION


def values(people: int, *, monthly: bool) -> Iterator[tuple[int, str, int, int]]:
    """Yield person, measure, month (0: the cycle) and value in millionths; some are missing."""
    for place, spec in enumerate(specs()):
        if spec.metric == "value":
            for person in range(people):
                for month in MONTHS if monthly else (0,):
                    if (person + place + month) % 53:
                        points = (person * 7 + place + month) % 97
                        yield person, spec.code, month, points * MILLION + person


Book = dict[str, list[tuple[int, int, int, int]]]
"""By product and month: end, average, interest, accounts."""


def books(facts: Facts) -> list[Book]:
    """Return each person's amounts as plain numbers."""
    tables: list[Any] = [
        table.tolist() for table in (facts.end, facts.average, facts.interest, facts.accounts)
    ]
    return [
        {
            code: [tuple(table[p][m][c] for table in tables) for m in range(len(MONTHS))]
            for c, code in enumerate(CODES)
        }
        for p in range(len(facts.end))
    ]
