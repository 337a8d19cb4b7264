"""Who serves a part of the cycle: what her targets come to, and the balance she is left with.

A target of a flow or of a daily average is pro rata by days in service / days of the cycle; a
ratio, a mean, a mark, a plain value, an end balance or a number of years has no part year. A
leaver is not in service on the cycle's last day; her end balance is that of the last month she
served.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tests.golden.oracle.months import Month, days, first_day, last_day
from tests.golden.oracle.tables import Row, day
from tests.golden.oracle.valuation import Piece

FLOW, AVERAGE, MEAN, END = "flow", "daily average", "mean", "end"

QUANTITIES = {
    "RORAC": FLOW,
    "RPROFIT": FLOW,
    "FEE": FLOW,
    "OTHER": FLOW,
    "HOURS": FLOW,
    "DEP": AVERAGE,
    "LOAN": AVERAGE,
    "SAT": MEAN,
    "EXAM": MEAN,
    "NPL": END,
    "ENDDEP": END,
    "ENDLOAN": END,
    "YEARS": END,
}
"""What kind of quantity each measure is, of `balanced` and of the scheme of the tests."""

HAS_PART_YEAR = {FLOW: True, AVERAGE: True, MEAN: False, END: False}
PUT_TOGETHER: dict[str, Callable[[dict[Month, Fraction]], Fraction]] = {
    FLOW: lambda months: sum(months.values(), Fraction(0)),
    AVERAGE: lambda months: sum(months.values(), Fraction(0)) / len(months),
    MEAN: lambda months: sum(months.values(), Fraction(0)) / len(months),
    END: lambda months: months[max(months)],
}


def target_of(
    code: str, whole: Fraction | None, monthly: dict[Month, Fraction], served: Fraction
) -> Fraction | None:
    """Return the target of the cycle, else of its months together, for the part that is served."""
    kind = QUANTITIES[code]
    if whole is None:
        whole = PUT_TOGETHER[kind](monthly) if monthly else None
    if whole is None:
        return None
    return whole * served if HAS_PART_YEAR[kind] else whole


def served(manager: Row, months: list[Month]) -> Fraction:
    """Return the days served over the days of the cycle; first and last day both count."""
    first, last = first_day(months[0]), last_day(months[-1])
    start = max(first, day(manager["hired_on"]) or first)
    end = min(last, day(manager["left_on"]) or last)
    return Fraction(max(0, (end - start).days + 1), sum(days(of) for of in months))


def end_balance(
    manager: Row, months: list[Month], found: list[Piece], family: str
) -> Fraction | None:
    """Return the balance in yuan at the end; None for a leaver with nothing of hers any more."""
    left = day(manager["left_on"])
    is_leaver = left is not None and left < last_day(months[-1])
    month = _of(left) if is_leaver else months[-1]
    held = [
        piece.end_balance
        for piece in found
        if (piece.holder, piece.family, piece.month) == (manager["staff_no"], family, month)
    ]
    return None if is_leaver and not held else Fraction(sum(held), 100)


def _of(left: date) -> Month:
    return left.year, left.month
