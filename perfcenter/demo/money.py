"""Numbers as the data contract writes them, from integers."""

import numpy as np
import pandas as pd

from perfcenter.demo.timeline import Array, Column

CENTS = np.array([f"{cent:02d}" for cent in range(100)], dtype=object)


def fen_text(fen: Column) -> pd.Series:
    """Return yuan with two decimals for integer fen.

    >>> list(fen_text(np.array([123456, -5, 0])))
    ['1234.56', '-0.05', '0.00']
    """
    whole, cents = np.divmod(np.abs(np.asarray(fen, dtype=np.int64)), 100)
    text = pd.Series(whole).astype(str) + "." + CENTS[cents]
    signed: pd.Series = ("-" + text).where(np.asarray(fen) < 0, text)
    return signed


def millionths_text(number: Column) -> pd.Series:
    """Return a plain decimal for integer millionths.

    >>> list(millionths_text(np.array([23500, 1_000_000, 92_400_000])))
    ['0.0235', '1', '92.4']
    """
    whole, rest = np.divmod(np.asarray(number, dtype=np.int64), 1_000_000)
    decimals = "." + pd.Series(rest).astype(str).str.zfill(6)
    text: pd.Series = pd.Series(whole).astype(str)
    return text + decimals.str.rstrip("0").str.rstrip(".")


def accrued(balance: Array, rate: Array, days: Array) -> Array:
    """Return balance x rate x days / 365 in fen, rounded half up."""
    fen: Array = (balance * (rate * days) + 182_500_000) // 365_000_000
    return fen
