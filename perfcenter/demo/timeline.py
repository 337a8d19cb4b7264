"""The two years the demo bank is shown over, as month numbers 0 to 23."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from portfolio.months import days_in, months_between

Array = np.ndarray[Any, np.dtype[Any]]
Column = Array | pd.Series

MONTHS = 24
YEARS = 2
OPEN = 99
"""The closing month of what is not closed: after every month of the timeline."""


@dataclass(frozen=True)
class Timeline:
    """Month 0 is January of the year before `year`; earlier months are negative."""

    year: int

    @property
    def first(self) -> np.datetime64:
        return np.datetime64(f"{self.year - 1}-01", "M")

    @property
    def months(self) -> Array:
        """The twenty-four months as yyyymm."""
        return np.array(list(months_between((self.year - 1) * 100 + 1, self.year * 100 + 12)))

    @property
    def days(self) -> Array:
        return np.array([days_in(int(month)) for month in self.months])

    def texts(self) -> Array:
        """The twenty-four months as the contract writes them: "2025-01"."""
        return np.array([f"{m // 100:04d}-{m % 100:02d}" for m in self.months])

    def date(self, month: Column, day: Column) -> Array:
        """Return the dates of days 1 to 28 in months."""
        start = (self.first + np.asarray(month)).astype("datetime64[D]")
        dates: Array = start + (np.asarray(day) - 1)
        return dates

    def month_of(self, date: Column) -> Array:
        """Return the month numbers of dates."""
        months: Array = np.asarray(date).astype("datetime64[M]") - self.first
        return months.astype(np.int64)
