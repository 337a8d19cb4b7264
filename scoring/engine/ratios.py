"""Exact fractions as two columns of integers, for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

import numpy as np

from scoring.engine.columns import SAFE, AnyInts, IntArray, ObjectArray, objects


@dataclass(frozen=True)
class Ratios:
    """Fractions num / den in lowest terms, den above 0; int64, or Python integers (object)."""

    num: AnyInts
    den: AnyInts

    @classmethod
    def of(cls, num: AnyInts, den: AnyInts) -> Self:
        """Bring quotients to lowest terms.

        Formula: num / gcd, den / gcd, the sign in the numerator.
        Args:
            num: integers, shape (N). den: integers other than 0, shape (N).
        Returns:
            The fractions, in the unit of num over that of den.
        Example:
            >>> Ratios.of(np.array([6, 0]), np.array([-4, 5]))
            Ratios(num=array([-3,  0]), den=array([2, 1]))

        Edge cases: 0 has the denominator 1.
        Raises:
            ZeroDivisionError: a denominator is 0 (of Python integers).
        Source: Euclid.
        """
        if num.dtype != den.dtype:
            num, den = num.astype(object), den.astype(object)
        common = np.gcd(num, den) * np.where(den < 0, -1, 1)
        return cls(num // common, den // common)

    def fractions(self) -> ObjectArray:
        """Return them as Fractions.

        Formula: out_i = Fraction(num_i, den_i).
        Args: none.
        Returns:
            Fractions, shape (N).
        Example:
            >>> Ratios(np.array([1]), np.array([2])).fractions()
            array([Fraction(1, 2)], dtype=object)

        Edge cases: none.
        Raises: nothing.
        Source: for whoever takes them one by one.
        """
        pairs = zip(self.num.tolist(), self.den.tolist(), strict=True)
        return objects(Fraction(num, den) for num, den in pairs)

    def texts(self) -> list[str]:
        """Return them as they are kept.

        Formula: out_i = "num_i/den_i".
        Args: none.
        Returns:
            N texts.
        Example:
            >>> Ratios(np.array([1]), np.array([2])).texts()
            ['1/2']

        Edge cases: whole numbers have the denominator 1.
        Raises: nothing.
        Source: the database's exact fields.
        """
        pairs = zip(self.num.tolist(), self.den.tolist(), strict=True)
        return [f"{num}/{den}" for num, den in pairs]

    def chosen(self, rows: IntArray) -> Self:
        """Return some of them.

        Formula: out_i = the fraction of row rows_i.
        Args:
            rows: places, shape (K).
        Returns:
            K fractions.
        Example:
            >>> Ratios(np.array([1, 2]), np.array([3, 5])).chosen(np.array([1]))
            Ratios(num=array([2]), den=array([5]))

        Edge cases: none.
        Raises:
            IndexError: there is no such row.
        Source: rows of zeros are left out of tables.
        """
        return type(self)(self.num[rows], self.den[rows])


def times(values: AnyInts, factor: AnyInts | int) -> AnyInts:
    """Multiply integers, exactly.

    Formula: out_i = values_i * factor_i.
    Args:
        values: integers, shape (N). factor: integers of the same shape, or one for all.
    Returns:
        int64 where every product is sure to fit, else Python integers (object).
    Example:
        >>> times(np.array([2**40]), 2**30)[0] == 2**70
        True

    Edge cases: no values give none.
    Raises: nothing.
    Source: int64 wraps silently in numpy.
    """
    by = np.asarray(factor, dtype=object if isinstance(factor, int) else None)
    if values.dtype != object and (by.ndim == 0 or by.dtype != object):
        size = abs(float(by)) if by.ndim == 0 else float(np.abs(by.astype(float)).max(initial=0))
        if float(np.abs(values.astype(float)).max(initial=0)) * size < SAFE:
            return np.asarray(values * by.astype(np.int64))
    return np.asarray(values.astype(object) * by.astype(object), dtype=object)
