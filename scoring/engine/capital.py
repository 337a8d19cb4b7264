"""Economic capital, which RORAC is shown as a ratio of."""

from fractions import Fraction

import numpy as np

from scoring.engine.columns import AnyInts, IntArray, ObjectArray, objects, sum_by
from scoring.engine.exact import MILLION
from scoring.engine.ratios import Ratios


def economic_capital(
    balance_days: AnyInts,
    risk_weight: IntArray,
    manager: IntArray,
    managers: int,
    days: int,
    capital_ratio: Fraction,
) -> Ratios:
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
        Fen, shape (M); 0 where nothing ties up capital.
    Example:
        >>> import numpy as np
        >>> one = np.array([0])
        >>> economic_capital(
        ...     np.array([365_000]), np.array([500_000]), one, 2, 365, Fraction(8, 100)
        ... ).texts()
        ['40/1', '0/1']

    Edge cases: balances that add up to 0 are no capital.
    Raises:
        ZeroDivisionError: `days` is 0.
        IndexError: a manager is beyond `managers`.
    Source: docs/engine.md, "RORAC, worked".
    """
    sums: AnyInts = np.zeros(managers, dtype=np.int64).astype(object)
    for weight in np.unique(risk_weight).tolist():
        own = risk_weight == weight
        if weight:
            sums = sums + sum_by(balance_days[own], manager[own], managers).astype(object) * weight
    per_unit = capital_ratio / (days * MILLION)
    return Ratios.of(sums * per_unit.numerator, np.full_like(sums, per_unit.denominator))


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
