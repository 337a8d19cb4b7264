"""Days and months of a cycle. A month is a pair (year, month)."""

from calendar import monthrange
from datetime import date

Month = tuple[int, int]


def month(text: str) -> Month:
    """Read a month written YYYY-MM."""
    year, number = text.split("-")
    return int(year), int(number)


def days(of: Month) -> int:
    """Return the days of a month."""
    return monthrange(*of)[1]


def first_day(of: Month) -> date:
    return date(of[0], of[1], 1)


def last_day(of: Month) -> date:
    return date(of[0], of[1], days(of))


def span(first: Month, last: Month) -> list[Month]:
    """Return the months from first to last."""
    months = [first]
    while months[-1] < last:
        year, number = months[-1]
        months.append((year, number + 1) if number < 12 else (year + 1, 1))
    return months


def full_years(start: date, end: date) -> int:
    """Return the anniversaries of `start` up to and including the day `end`."""
    years = end.year - start.year
    if (end.month, end.day) < (start.month, start.day):
        years -= 1
    return max(years, 0)
