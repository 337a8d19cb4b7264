"""Rounded tables that add up both ways: down every column to the row above, across to its sum.

Figures are whole units of the last place shown. Rows are opened one level at a time, so each table
is given the rounded row that it must add up to.
"""

from collections.abc import Sequence
from fractions import Fraction

Exact = Sequence[Sequence[Fraction]]


def spread(total: int, parts: Sequence[Fraction]) -> list[int]:
    """Round `parts` to whole numbers that add up to `total`, by largest remainder.

    What is zero stays zero as long as anything else can take the difference.

    >>> spread(10, [Fraction(10, 3)] * 3)
    [4, 3, 3]
    >>> spread(1, [Fraction(0), Fraction(-1, 4), Fraction(1, 2)])
    [0, 0, 1]
    """
    if not parts:
        return []
    units = [part.numerator // part.denominator for part in parts]
    missing = total - sum(units)
    if missing >= 0:
        order = sorted(range(len(parts)), key=lambda i: (parts[i] == 0, units[i] - parts[i], i))
    else:
        order = sorted(range(len(parts)), key=lambda i: (parts[i] == 0, parts[i] - units[i], i))
    takers = [i for i in order if parts[i] != 0] or order
    if abs(missing) > len(takers):
        takers = order
    step = 1 if missing > 0 else -1
    for turn in range(abs(missing)):
        units[takers[turn % len(takers)]] += step
    return units


def spread_rows(above: Sequence[int], rows: Exact) -> list[list[int]]:
    """Round a table whose columns add up to the figures `above`.

    Each column is rounded by largest remainder; then single units move within columns between
    rows whose sums came out too large and too small, so that sums stay near their exact values.
    """
    if not rows:
        return []
    columns = [spread(total, [row[j] for row in rows]) for j, total in enumerate(above)]
    table = [list(row) for row in zip(*columns, strict=True)]
    _even_out(table, rows)
    return table


def _even_out(table: list[list[int]], rows: Exact) -> None:
    off = [sum(units) - sum(row, Fraction(0)) for units, row in zip(table, rows, strict=True)]
    for _ in range(len(table) * len(table[0])):
        high = max(range(len(table)), key=lambda i: off[i])
        low = min(range(len(table)), key=lambda i: off[i])
        if off[high] - off[low] <= 1:
            return
        column = _movable(table, rows, high, low)
        if column is None:
            return
        table[high][column] -= 1
        table[low][column] += 1
        off[high] -= 1
        off[low] += 1


def _movable(table: list[list[int]], rows: Exact, high: int, low: int) -> int | None:
    """Return the column whose figures are nearest their exact values after a unit has moved."""
    best, place = Fraction(2), None
    for j in range(len(table[0])):
        if not rows[high][j] or not rows[low][j]:
            continue
        after = max(abs(table[high][j] - 1 - rows[high][j]), abs(table[low][j] + 1 - rows[low][j]))
        if after < best:
            best, place = after, j
    return place
