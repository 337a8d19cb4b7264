"""Weights from pairwise judgments: the analytic hierarchy process (AHP)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from scoring.engine.columns import FloatArray

# Saaty's random indices for n = 1..10.
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
LIMIT = 0.1
NAMED = 3  # judgments to blame that are named at most


@dataclass(frozen=True)
class Suspect:
    """A judgment and what the weights would have it be."""

    row: int
    column: int
    judged: float  # a_ij
    implied: float  # w_i / w_j


@dataclass(frozen=True)
class Ahp:
    """Weights of a judgment matrix and how consistent it is."""

    weights: FloatArray  # add up to 1, shape (n)
    lambda_max: float
    ci: float  # consistency index
    cr: float  # consistency ratio
    suspects: tuple[Suspect, ...]  # judgments above the diagonal, the worst first


class InconsistentJudgmentsError(ValueError):
    """A matrix whose consistency ratio is 0.1 or more."""

    def __init__(self, ahp: Ahp) -> None:
        self.ahp = ahp
        self.suspects = ahp.suspects[:NAMED]
        named = "; ".join(
            f"row {s.row + 1}, column {s.column + 1}: judged {s.judged:.4g}, "
            f"the others imply {s.implied:.4g}"
            for s in self.suspects
        )
        super().__init__(f"consistency ratio {ahp.cr:.4f}; expected below {LIMIT}. {named}")


def from_upper(upper: Sequence[Fraction | float]) -> FloatArray:
    """Return the judgment matrix of an upper triangle.

    Formula: a_ii = 1, a_ji = 1 / a_ij.
    Args:
        upper: the judgments above the diagonal, row by row, shape (n(n-1)/2), without unit.
    Returns:
        The matrix, shape (n, n).
    Example:
        >>> from_upper([2, 4, 2])
        array([[1.  , 2.  , 4.  ],
               [0.5 , 1.  , 2.  ],
               [0.25, 0.5 , 1.  ]])

    Edge cases: no judgments make the matrix of one criterion.
    Raises:
        ValueError: the number of judgments is not n(n-1)/2, or one is not a positive number.
    Source: Saaty (1980), The Analytic Hierarchy Process.
    """
    size = (1 + round((1 + 8 * len(upper)) ** 0.5)) // 2
    if size * (size - 1) // 2 != len(upper):
        raise ValueError(f"{len(upper)} judgments; expected n(n-1)/2, such as 1, 3, 6 or 10")
    matrix = np.ones((size, size))
    judged = np.array([float(value) for value in upper])
    if not np.all(np.isfinite(judged) & (judged > 0)):
        raise ValueError("a judgment is not a positive number")
    rows, columns = np.triu_indices(size, 1)
    matrix[rows, columns] = judged
    matrix[columns, rows] = 1 / judged
    return matrix


def check_matrix(matrix: FloatArray) -> None:
    """Refuse what is no judgment matrix.

    Formula: a_ij > 0, a_ij * a_ji = 1 within 1e-6.
    Args:
        matrix: judgments, shape (n, n), n at most 10.
    Returns:
        Nothing.
    Example:
        >>> check_matrix(np.array([[1.0, 2.0], [2.0, 1.0]]))
        Traceback (most recent call last):
        ...
        ValueError: row 1, column 2 is 2, its opposite 2; expected one to be 1 / the other

    Edge cases: a matrix of one criterion is fine.
    Raises:
        ValueError: it is not square, too large, not positive or not reciprocal.
    Source: Saaty (1980), whose random indices end at 10 here.
    """
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"the matrix has shape {matrix.shape}; expected a square")
    if not 1 <= len(matrix) <= len(RANDOM_INDEX):
        raise ValueError(f"{len(matrix)} criteria; expected 1 to {len(RANDOM_INDEX)}")
    if not np.all(np.isfinite(matrix) & (matrix > 0)):
        raise ValueError("a judgment is not a positive number")
    wrong = np.argwhere(np.abs(matrix * matrix.T - 1) > 1e-6)
    if len(wrong):
        i, j = wrong[0]
        raise ValueError(
            f"row {i + 1}, column {j + 1} is {matrix[i, j]:g}, its opposite {matrix[j, i]:g}; "
            "expected one to be 1 / the other"
        )


def analyse(matrix: FloatArray) -> Ahp:
    """Return the weights of a judgment matrix and its consistency.

    Formula: w_i = (prod_j a_ij)^(1/n), normalised; lambda_max = mean of (A w)_i / w_i;
    CI = (lambda_max - n) / (n - 1); CR = CI / RI.
    Args:
        matrix: judgments a_ij: how many times criterion i matters as much as j, shape (n, n).
    Returns:
        Weights, lambda_max, CI, CR, and the judgments by how far a_ij is from w_i / w_j.
    Example:
        >>> result = analyse(from_upper([2, 3, 5, 2, 3, 2]))
        >>> [round(float(w), 4) for w in result.weights], round(result.cr, 4)
        ([0.4832, 0.2717, 0.1569, 0.0882], 0.0054)

    Edge cases: one or two criteria are always consistent: CI and CR are 0. Whoever needs a
        consistent matrix calls `weights`.
    Raises:
        ValueError: the matrix is no judgment matrix (`check_matrix`).
    Source: row geometric means: Crawford and Williams (1985).
    """
    check_matrix(matrix)
    n = len(matrix)
    logs = np.log(matrix).mean(axis=1)
    means = np.exp(logs - logs.max())
    found: FloatArray = means / means.sum()
    lambda_max = float(((matrix @ found) / found).mean())
    ci = (lambda_max - n) / (n - 1) if n > 2 else 0.0
    cr = ci / RANDOM_INDEX[n - 1] if n > 2 else 0.0
    return Ahp(found, lambda_max, ci, cr, _suspects(matrix, found))


def weights(matrix: FloatArray) -> FloatArray:
    """Return the weights of a judgment matrix, refusing an inconsistent one.

    Formula: as `analyse`; CR must be below 0.1.
    Args:
        matrix: judgments, shape (n, n).
    Returns:
        Weights that add up to 1, unrounded, shape (n).
    Example:
        >>> weights(from_upper([1, 9, 9]))
        array([0.47368421, 0.47368421, 0.05263158])

    Edge cases: CR of exactly 0.1 is refused.
    Raises:
        InconsistentJudgmentsError: CR >= 0.1; it names the judgments furthest from what the
            weights imply.
        ValueError: the matrix is no judgment matrix (`check_matrix`).
    Source: Saaty (1980).
    """
    result = analyse(matrix)
    if result.cr >= LIMIT:
        raise InconsistentJudgmentsError(result)
    return result.weights


def combined(matrices: Sequence[FloatArray]) -> FloatArray:
    """Return one judgment matrix of several experts.

    Formula: a_ij = (prod over K experts of a_ij)^(1/K).
    Args:
        matrices: a matrix an expert, each of shape (n, n).
    Returns:
        The element-wise geometric mean, shape (n, n); again reciprocal.
    Example:
        >>> combined([from_upper([2]), from_upper([8])])
        array([[1.  , 4.  ],
               [0.25, 1.  ]])

    Edge cases: one expert's matrix comes back as it is (within rounding).
    Raises:
        ValueError: there is no matrix, they differ in size, or one is no judgment matrix.
    Source: Aczel and Saaty (1983): the only mean that keeps reciprocity.
    """
    if len({matrix.shape for matrix in matrices}) != 1:
        raise ValueError("expected one or more matrices of one size")
    for matrix in matrices:
        check_matrix(matrix)
    mean: FloatArray = np.exp(np.mean([np.log(matrix) for matrix in matrices], axis=0))
    return mean


def _suspects(matrix: FloatArray, found: FloatArray) -> tuple[Suspect, ...]:
    implied = found[:, None] / found[None, :]
    off = np.abs(np.log(matrix / implied))
    rows, columns = np.triu_indices(len(matrix), 1)
    worst = np.argsort(-np.round(off[rows, columns], 12), kind="stable")
    return tuple(
        Suspect(int(i), int(j), float(matrix[i, j]), float(implied[i, j]))
        for i, j in zip(rows[worst], columns[worst], strict=True)
    )
