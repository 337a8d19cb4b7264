"""The rows behind one cell: what a source read, row by row, and how they come to the cell.

Rows are read over a ground of one person whose ledger has a row an account-month. Amounts are whole
numbers over `den`, so that long listings add up quickly; the few that are no whole numbers are
Fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from scoring.graph.formula import MINUS, OVER, PLUS, Formula, Number, Piece
from scoring.graph.text import Text

How = Literal["sum", "mean", "ratio", "facts"]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Part:
    """A column of amounts; `symbol` stands in its second line, costs are negative figures."""

    title: Text
    symbol: str = ""
    is_cost: bool = False


@dataclass(frozen=True)
class Head:
    """A column of a record; `kind` tells how it is written: text, day, month, or a unit."""

    title: Text
    kind: str = "text"


@dataclass(frozen=True)
class Row:
    """One row: a month of an account, a sale, a share of pools, or a record with its cells.

    `month` is the place in the calendar, -1 where a row is of the whole period; `account` the place
    among the person's accounts.
    """

    amounts: tuple[int | Fraction, ...]
    kind: str = "record"  # account, sales, pools, record
    product: int = -1
    part: int = 1
    account: int = -1
    month: int = -1
    factor: Fraction | None = None  # the coefficient, where the measure has any
    cells: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Rows:
    """The rows behind a cell, and what they come to.

    `sum`: all columns together; `mean`: that over their number; `ratio`: the second column over the
    first; `facts`: they say it without arithmetic.
    """

    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    den: int = 1
    unit: str = "yuan"
    how: How = "sum"
    heads: tuple[Head, ...] = ()  # of records
    levels: tuple[str, ...] = ()  # of a tree: family, product, part
    title: Text = field(default_factory=lambda: Text("明细", "Records"))
    note: Text | None = None
    sheet: str = ""  # which columns an account's months show
    lines: tuple[Formula, ...] = ()  # where the sum of the columns is not the whole story
    least: int = 1  # fewest rows of a mean

    @property
    def totals(self) -> tuple[Fraction, ...]:
        """Return the sum of each column."""
        return added(self.parts, (row.amounts for row in self.rows), self.den)

    @property
    def value(self) -> Fraction | None:
        """Return what the rows come to; None where they say nothing by themselves."""
        totals = self.totals
        if self.how == "sum":
            return sum(totals, ZERO)
        if self.how == "mean":
            enough = len(self.rows) >= max(self.least, 1)
            return totals[0] / len(self.rows) if enough else None
        if self.how == "ratio":
            return totals[1] / totals[0] if totals[0] else None
        return None

    def formula(self, result: Number) -> Formula | None:
        """State the cell by the sums of its rows; None where there is nothing to state."""
        if result.value is None or not self.rows:
            return None
        totals = [
            Number(total, self.unit, part.title)
            for total, part in zip(self.totals, self.parts, strict=True)
        ]
        if self.how == "mean":
            count = Number(len(self.rows), "count", Text("条数", "records"))
            return Formula(result, (totals[0], OVER, count))
        if self.how == "ratio":
            return Formula(result, (totals[1], OVER, totals[0]))
        if self.how == "sum" and len(totals) > 1:
            return Formula(result, signed(totals, self.parts))
        return None


def added(
    parts: Sequence[Part], amounts: Iterable[Sequence[int | Fraction]], den: int = 1
) -> tuple[Fraction, ...]:
    """Add amounts up column by column.

    >>> added([Part(Text("", "")), Part(Text("", ""))], [(1, 2), (3, 5)], 2)
    (Fraction(2, 1), Fraction(7, 2))
    """
    listed = list(amounts)
    if not listed:
        return (ZERO,) * len(parts)
    return tuple(Fraction(sum(column)) / den for column in zip(*listed, strict=True))


def signed(totals: Sequence[Number], parts: Sequence[Part]) -> tuple[Piece, ...]:
    """Return numbers as terms of a sum; a cost is taken off, and so is what is negative."""
    pieces: list[Piece] = []
    for number, part in zip(totals, parts, strict=True):
        value = Fraction(number.value or 0)
        taken = value < 0 or (part.is_cost and not value)
        if pieces or value < 0:
            pieces.append(MINUS if taken else PLUS)
        pieces.append(Number(abs(value), number.unit, number.name))
    return tuple(pieces)
