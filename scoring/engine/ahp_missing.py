"""AHP with judgments that nobody gave: weights by least squares, and what would mend a judgment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.engine.ahp import LIMIT, Ahp, analyse
from scoring.engine.columns import FloatArray

NAMED = 3


class UnconnectedError(ValueError):
    """Judgments that do not connect all criteria: nothing can be said of some against others."""


def completed(matrix: FloatArray) -> FloatArray:
    """Return the matrix with what nobody judged as the weights have it.

    Formula: w solves log a_ij = log w_i - log w_j by least squares over the judgments given; one
    that is missing is w_i / w_j.
    Args:
        matrix: judgments, NaN where there is none, shape (n, n).
    Returns:
        The whole matrix, shape (n, n); a judgment given stays.
    Example:
        >>> given = np.array([[1.0, 2.0, np.nan], [0.5, 1.0, 2.0], [np.nan, 0.5, 1.0]])
        >>> completed(given).round(9)[0].tolist()
        [1.0, 2.0, 4.0]

    Edge cases: nothing missing gives the matrix back.
    Raises:
        UnconnectedError: the judgments do not connect all criteria.
    Source: Bozoki, Fulop and Ronyai (2010), the logarithmic least squares of incomplete matrices.
    """
    missing = np.isnan(matrix)
    if not missing.any():
        return matrix
    weights = least_squares(matrix)
    return np.where(missing, weights[:, None] / weights[None, :], matrix)


def least_squares(matrix: FloatArray) -> FloatArray:
    """Return the weights that fit the judgments given best, adding up to 1.

    Formula: minimise the sum of (log a_ij - log w_i + log w_j)^2 over the judgments given.
    Args:
        matrix: judgments, NaN where there is none, shape (n, n).
    Returns:
        Weights, shape (n).
    Example:
        >>> least_squares(np.array([[1.0, 3.0], [1 / 3, 1.0]])).round(9).tolist()
        [0.75, 0.25]

    Edge cases: with every judgment given these are the row geometric means.
    Raises:
        UnconnectedError: the judgments do not connect all criteria.
    Source: Crawford and Williams (1985).
    """
    given = ~np.isnan(matrix)
    size = len(matrix)
    if not connected(given):
        raise UnconnectedError("the judgments do not connect all criteria")
    logs = np.log(np.where(given, matrix, 1.0))
    laplacian = np.diag((given & ~np.eye(size, dtype=bool)).sum(axis=1)).astype(np.float64)
    laplacian -= given & ~np.eye(size, dtype=bool)
    found = np.linalg.lstsq(laplacian, logs.sum(axis=1), rcond=None)[0]
    means = np.exp(found - found.max())
    weights: FloatArray = means / means.sum()
    return weights


def connected(given: np.ndarray) -> bool:
    """Return whether every criterion can be reached from the first over judgments given.

    Formula: breadth first over the pairs judged.
    Args:
        given: whether a pair was judged, shape (n, n), symmetric.
    Returns:
        True or False.
    Example:
        >>> connected(np.array([[True, False], [False, True]]))
        False

    Edge cases: one criterion is connected.
    Raises: nothing.
    Source: the weights are determined up to a factor exactly where the graph is connected.
    """
    reached, edge = {0}, [0]
    while edge:
        found = {int(j) for i in edge for j in np.flatnonzero(given[i])} - reached
        reached |= found
        edge = list(found)
    return len(reached) == len(given)


def combined_given(matrices: Sequence[FloatArray]) -> FloatArray:
    """Return one matrix of several experts, each of whom may have left judgments out.

    Formula: a_ij = geometric mean of the experts' a_ij that were given; NaN where nobody gave one.
    Args:
        matrices: a matrix an expert, NaN where there is no judgment, each of shape (n, n).
    Returns:
        The element-wise geometric mean, shape (n, n).
    Example:
        >>> one = np.array([[1.0, 2.0], [0.5, 1.0]])
        >>> none = np.array([[1.0, np.nan], [np.nan, 1.0]])
        >>> combined_given([one, none])
        array([[1. , 2. ],
               [0.5, 1. ]])

    Edge cases: one expert's matrix comes back as it is.
    Raises: nothing.
    Source: Aczel and Saaty (1983).
    """
    logs = np.log(np.stack(matrices))
    count = (~np.isnan(logs)).sum(axis=0)
    total = np.nansum(logs, axis=0)
    return np.where(count > 0, np.exp(total / np.maximum(count, 1)), np.nan)


@dataclass(frozen=True)
class Mending:
    """A judgment to blame, the value that would mend it, and the consistency ratio then."""

    row: int
    column: int
    judged: float
    better: float
    cr: float


def mendings(matrix: FloatArray, analysis: Ahp | None = None) -> list[Mending]:
    """Return the three judgments most to blame, with what the others would have each be.

    Formula: better = w_i / w_j with w by least squares over all judgments but this pair.
    Args:
        matrix: judgments without missing ones, shape (n, n).
        analysis: what `analyse` says of it, where that is known.
    Returns:
        At most three, the worst first; none where the ratio is below the limit.
    Example:
        >>> from scoring.engine.ahp import from_upper
        >>> worst = mendings(from_upper([9, 1 / 9, 9]))[0]
        >>> worst.cr < 0.1
        True

    Edge cases: with two criteria nothing is to blame.
    Raises:
        ValueError: the matrix is no judgment matrix.
    Source: the pair furthest from what the weights imply (Saaty 1980).
    """
    known = analyse(matrix) if analysis is None else analysis
    if known.cr < LIMIT:
        return []
    found = []
    for suspect in known.suspects[:NAMED]:
        i, j = suspect.row, suspect.column
        without = matrix.copy()
        without[i, j] = without[j, i] = np.nan
        mended = completed(without)
        found.append(Mending(i, j, suspect.judged, float(mended[i, j]), float(analyse(mended).cr)))
    return found
