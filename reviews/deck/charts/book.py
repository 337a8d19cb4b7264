"""Putting a chart's book together: columns by name, formulas that name them.

In a formula `[name]` is the cell of that column in the same row, `[name-]` the one above it,
`[name*]` all cells of the column above the row, `[name:]` the whole column. Names are ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial

from perfcenter.ui.workbooks import Figure
from reviews.deck.charts.values import GENERAL, Book, Cell, Column, Number

REFERENCE = re.compile(r"\[(\w+)([-*:]?)\]")
FIRST_ROW = 2  # of the sheet; heads stand in the first


@cache
def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@dataclass
class Draft:
    """A book being put together; `names` are the columns' in their order."""

    names: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)

    def add(self, name: str, head: str, cells: Sequence[Cell]) -> int:
        """Add a column; return its place."""
        return self._add(name, Column.of(head, cells))

    def computed(
        self,
        name: str,
        head: str,
        formulas: str | Sequence[str],
        values: Sequence[float | str | None],
        number: str = GENERAL,
    ) -> int:
        """Add a column of formulas; a row without a value has none."""
        count = len(values)
        texts = (formulas,) * count if isinstance(formulas, str) else tuple(formulas)
        return self._add(name, Column(head, tuple(values), texts, (number,) * count))

    def _add(self, name: str, column: Column) -> int:
        self.names.append(name)
        self.columns.append(column)
        return len(self.names) - 1

    def place(self, name: str) -> int:
        return self.names.index(name)

    def done(self) -> Book:
        """The book, its formulas written with the addresses of cells."""
        names = tuple(self.names)
        return Book(
            tuple(
                column._replace(formulas=resolved(column.formulas, names))
                for column in self.columns
            )
        )


@lru_cache(4_096)
def resolved(formulas: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return a column's formulas with addresses; charts of a kind have the same in every deck."""
    return tuple(
        REFERENCE.sub(partial(_address, names, row, len(formulas)), formula)
        for row, formula in enumerate(formulas)
    )


def _address(names: tuple[str, ...], row: int, rows: int, found: re.Match[str]) -> str:
    column, at = letters(names.index(found[1])), row + FIRST_ROW
    if found[2] == ":":
        return f"${column}${FIRST_ROW}:${column}${FIRST_ROW + rows - 1}"
    if found[2] == "*":
        return f"{column}${FIRST_ROW}:{column}{at - 1}"
    return f"{column}{at - (found[2] == '-')}"


def number(figure: Figure | None) -> Number | None:
    """A figure of a workbook as a cell."""
    return None if figure is None else Number(figure.held, figure.format)


def shown(value: str, places: int, *, unit: str = "") -> str:
    """The formula of a number as slides write it: half away from zero, with our minus.

    >>> shown("A2", 2, unit="%")
    'IF(ROUND(A2,2)<0,"−","")&TEXT(ABS(ROUND(A2,2)),"#,##0.00")&"%"'
    """
    digits = "#,##0" + ("." + "0" * places if places else "")
    tail = f'&"{unit}"' if unit else ""
    rounded = f"ROUND({value},{places})"
    return f'IF({rounded}<0,"−","")&TEXT(ABS({rounded}),"{digits}"){tail}'
