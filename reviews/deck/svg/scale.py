"""From where to where an axis goes, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, log10

from perfcenter.base.numbers.rounding import rounded
from reviews.deck.charts.values import Chart, Plot

STEPS = 5
MOST_TICKS = 60


@dataclass(frozen=True)
class Scale:
    """An axis' ends and its steps."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Where a value lies between the ends, as a part of the way."""
        return (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        count = floor((self.high - self.low) / self.step + 1e-9)
        return [self.low + place * self.step for place in range(min(count, MOST_TICKS) + 1)]


def scale_of(one: Chart) -> Scale:
    """The axis' own bounds, else round ones around all that is drawn and zero."""
    if one.values.bounds is not None:
        low, high = one.values.bounds
        return Scale(low, high, one.values.step or _step(high - low))
    found = [0.0, *(value for plot in one.plots for value in _reached(one, plot))]
    low, high = min(found), max(found)
    if low == high:
        high = low + 1.0
    step = _step(high - low)
    return Scale(floor(low / step) * step, ceil(high / step) * step, step)


def _reached(one: Chart, plot: Plot) -> Iterator[float]:
    """The values that a plot reaches: of what is piled up, the sums on both sides of zero."""
    columns = [one.book.columns[series.column].numbers for series in plot.series]
    if not plot.stacked:
        yield from (value for column in columns for value in column if value is not None)
        return
    for row in range(one.book.rows):
        known = [value for column in columns if (value := column[row]) is not None]
        yield sum(value for value in known if value > 0)
        yield sum(value for value in known if value < 0)


def _step(span: float) -> float:
    """A round step of which about five make the span.

    >>> _step(120.0), _step(7.0), _step(0.9)
    (20.0, 1.0, 0.2)
    """
    size = 10.0 ** floor(log10(span / STEPS))
    return next(size * one for one in (1, 2, 5, 10) if span / (size * one) <= STEPS + 2)


def written(value: float, number: str) -> str:
    """A tick as Excel's format writes it.

    >>> written(-1200.0, '#,##0;"−"#,##0'), written(50.0, '0"%";"−"0"%"'), written(0.25, "#,##0.00")
    ('−1,200', '50%', '0.25')
    """
    first = number.partition(";")[0]
    places = len(first.partition(".")[2].rstrip('"%'))
    shown = rounded(value, places)
    text = f"{abs(shown):,}" if "," in first else f"{abs(shown)}"
    return ("−" if shown < 0 else "") + text + ("%" if "%" in first else "")
