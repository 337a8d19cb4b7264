"""Small books and pools for the engine's tests."""

from fractions import Fraction

import numpy as np

from scoring.engine.cells import Book
from scoring.engine.columns import ObjectArray, objects
from scoring.engine.pools import Driver, Kind, Pool

COLUMNS = (
    "income",
    "funding_cost",
    "risk_cost",
    "tax",
    "average_balance",
    "accounts",
    "age_weight",
)


def make_book(*cells: dict[str, int]) -> Book:
    """A book of cells named by keyword; what is not named is 0 (part 1, increment)."""
    rows = [{"manager": 0, "product": 0, "part": 1, **cell} for cell in cells]
    return Book.of(
        **{
            name: np.array([row.get(name, 0) for row in rows], dtype=np.int64)
            for name in ("manager", "product", "part", *COLUMNS)
        }
    )


def make_pool(
    amount: int, driver: Driver, members: list[int], kind: Kind = "management", managers: int = 4
) -> Pool:
    mask = np.zeros(managers, dtype=np.bool_)
    mask[members] = True
    return Pool(kind=kind, driver=driver, amount=amount, members=mask)


def exact(*values: str | int | None) -> ObjectArray:
    """A column of exact values: Fractions of the texts given, None for no value."""
    return objects(None if value is None else Fraction(value) for value in values)
