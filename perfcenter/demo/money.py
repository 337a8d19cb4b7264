"""Numbers as the data contract writes them, from integers."""

import numpy as np
import pandas as pd

CENTS = np.array([f"{cent:02d}" for cent in range(100)], dtype=object)


def fen_text(fen: pd.Series | np.ndarray) -> pd.Series:
    """Return yuan with two decimals for integer fen.

    >>> list(fen_text(np.array([123456, -5, 0])))
    ['1234.56', '-0.05', '0.00']
    """
    whole, cents = np.divmod(np.abs(np.asarray(fen, dtype=np.int64)), 100)
    text = pd.Series(whole).astype(str) + "." + CENTS[cents]
    return ("-" + text).where(np.asarray(fen) < 0, text)


def millionths_text(number: pd.Series | np.ndarray) -> pd.Series:
    """Return a plain decimal for integer millionths.

    >>> list(millionths_text(np.array([23500, 1_000_000, 92_400_000])))
    ['0.0235', '1', '92.4']
    """
    whole, rest = np.divmod(np.asarray(number, dtype=np.int64), 1_000_000)
    decimals = "." + pd.Series(rest).astype(str).str.zfill(6)
    return pd.Series(whole).astype(str) + decimals.str.rstrip("0").str.rstrip(".")


def accrued(balance: np.ndarray, rate: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return balance x rate x days / 365 in fen, rounded half up."""
    return (balance * (rate * days) + 182_500_000) // 365_000_000
