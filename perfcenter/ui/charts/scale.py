"""Round ticks and the way from values to coordinates."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A linear way from `low..high` to `start..end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def clamped(self, value: float) -> float:
        return self(min(max(value, self.low), self.high))


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return 4 to 6 or so round ticks that cover low..high and contain zero.

    >>> ticks(0, 2449)
    [0.0, 500.0, 1000.0, 1500.0, 2000.0, 2500.0]
    >>> ticks(-30, 100)
    [-50.0, 0.0, 50.0, 100.0]
    >>> ticks(0, 0)
    [0.0, 1.0]
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        return [0.0, 1.0]
    step = _round_step((high - low) / about)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power
