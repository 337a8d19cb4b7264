"""Economic capital, and the ratio shown beside RORAC."""

from fractions import Fraction

from scoring.engine.columns import AnyInts, IntArray, ObjectArray, objects, sum_by
from scoring.engine.exact import MILLION


def economic_capital(
    balance_days: AnyInts,
    risk_weight: IntArray,
    manager: IntArray,
    managers: int,
    days: int,
    capital_ratio: Fraction,
) -> ObjectArray:
    """Return the capital that a manager's loans tie up.

    Formula: capital = sum over loans' products of daily average * risk_weight * capital_ratio;
    daily average = sum(average_balance * days of the month) / days of the cycle.
    Args:
        balance_days: sum of average balance x days of the month in fen days, shape (N).
        risk_weight: millionths, shape (N); 0 for what ties up no capital.
        manager: index of the manager, shape (N).
        managers: number of managers M.
        days: days of the cycle.
        capital_ratio: capital over risk-weighted assets, a fraction of 1.
    Returns:
        Fractions of fen, shape (M); None where nothing ties up capital.
    Example:
        >>> import numpy as np
        >>> one = np.array([0])
        >>> capital = economic_capital(
        ...     np.array([365_000]), np.array([500_000]), one, 2, 365, Fraction(8, 100)
        ... )
        >>> str(capital[0]), capital[1]
        ('40', None)

    Edge cases: balances that add up to 0 are no capital.
    Raises:
        ZeroDivisionError: `days` is 0.
        IndexError: a manager is beyond `managers`.
    Source: docs/engine.md, "RORAC, worked".
    """
    weighted = balance_days.astype(object) * risk_weight.astype(object)
    per_unit = capital_ratio / (days * MILLION)
    sums = sum_by(weighted, manager, managers)
    return objects(None if total == 0 else total * per_unit for total in sums)


def rorac_ratio(total: ObjectArray, capital: ObjectArray) -> ObjectArray:
    """Return RORAC as a ratio of economic capital.

    Formula: ratio = RORAC / capital.
    Args:
        total: RORAC in fen, Fractions, shape (M).
        capital: economic capital in fen, Fractions or None, shape (M).
    Returns:
        Fractions, shape (M); None where there is no capital.
    Example:
        >>> ratios = rorac_ratio(objects([Fraction(6), Fraction(1)]), objects([Fraction(40), None]))
        >>> str(ratios[0]), ratios[1]
        ('3/20', None)

    Edge cases: no loans, no ratio.
    Raises: nothing.
    Source: docs/engine.md, "RORAC, worked".
    """
    return objects(
        None if c is None else Fraction(r) / c for r, c in zip(total, capital, strict=True)
    )


def daily_average(balance_days: AnyInts, days: int) -> ObjectArray:
    """Return the daily average of a period.

    Formula: sum(average_balance * days of the month) / days of the period.
    Args:
        balance_days: that sum for each manager in fen days, shape (M).
        days: days of the period.
    Returns:
        Fractions of fen, shape (M).
    Example:
        >>> import numpy as np
        >>> str(daily_average(np.array([31 * 100 + 28 * 200]), 59)[0])
        '8700/59'

    Edge cases: a month without a row counts 0, as the days count all the same.
    Raises:
        ZeroDivisionError: `days` is 0.
    Source: docs/engine.md, "RORAC, worked".
    """
    return objects(Fraction(int(total), days) for total in balance_days)
