"""The scorecard: weights spread over what has data, dimensions, bonus, deductions, composite."""

from dataclasses import dataclass

import numpy as np

from scoring.engine.columns import BoolArray, FloatArray, IntArray

LEAST_WEIGHT = 0.5
WEIGHT_PLACES = 12  # what a sum of floats is compared at, and what the result files show


@dataclass(frozen=True)
class Scorecard:
    """Everything the composite is made of. M managers, K measures, D dimensions."""

    weight: FloatArray  # effective share of the composite, 0 where out, shape (M, K)
    contribution: FloatArray  # weight * score, 0 where out, shape (M, K)
    dimension_score: FloatArray  # NaN where the dimension is empty, shape (M, D)
    dimension_weight: FloatArray  # effective, shape (M, D)
    dimension_contribution: FloatArray  # shape (M, D)
    bonus_contribution: FloatArray  # after the cap, shape (M, B)
    bonus: FloatArray  # after the cap, shape (M)
    deduction_contribution: FloatArray  # points taken off, negative, shape (M, Q)
    deduction: FloatArray  # points taken off, positive, shape (M)
    weight_with_data: FloatArray  # of the scheme's weights, 0 to 1, shape (M)
    composite: FloatArray  # NaN with less than half of the weight, shape (M)


def effective_weights(
    has: BoolArray, within: FloatArray, dimension: IntArray, dimension_weights: FloatArray
) -> FloatArray:
    """Spread the weight of measures that are out.

    Formula: u_k = w_k * has_k / sum of w over the dimension's measures with data;
    v_d = W_d * any_d / sum of W over the dimensions with data; weight_k = v_d(k) * u_k.
    Args:
        has: whether the measure has a score, shape (M, K).
        within: weights within the dimensions, above 0, any scale, shape (K).
        dimension: index of each measure's dimension, shape (K).
        dimension_weights: weights of the dimensions, above 0, any scale, shape (D).
    Returns:
        Shares of the composite, shape (M, K); each row adds up to 1, or to 0 without any data.
    Example:
        >>> weights = effective_weights(np.array([[True, False, True], [False, False, True]]),
        ...     np.array([60.0, 40.0, 1.0]), np.array([0, 0, 1]), np.array([0.7, 0.3]))
        >>> weights
        array([[0.7, 0. , 0.3],
               [0. , 0. , 1. ]])

    Edge cases: a measure's weight goes to its dimension, an empty dimension's to the others, in
        proportion to their weights; nobody's data gives zeros.
    Raises:
        ValueError: a weight is not above 0.
    Source: docs/engine.md, "The composite, worked".
    """
    if np.any(within <= 0) or np.any(dimension_weights <= 0):
        raise ValueError("a weight is not above 0")
    present = has * within
    inside = _by_dimension(present, dimension, len(dimension_weights))
    filled = (inside > 0) * dimension_weights
    all_of_it = filled.sum(axis=1, keepdims=True)
    outer = np.divide(filled, all_of_it, out=np.zeros_like(filled), where=all_of_it > 0)
    share = np.divide(outer, inside, out=np.zeros_like(outer), where=inside > 0)
    weights: FloatArray = present * share[:, dimension]
    return weights


def scorecard(
    scores: FloatArray,
    within: FloatArray,
    dimension: IntArray,
    dimension_weights: FloatArray,
    *,
    bonus: FloatArray,
    deductions: FloatArray,
    bonus_cap: float | None = None,
    deduction_cap: float | None = None,
    least_weight: float = LEAST_WEIGHT,
) -> Scorecard:
    """Put the scores together to composites.

    Formula: composite = sum of w_d * score_d + min(sum of bonus, cap) - sum of deductions, where
    score_d is the weighted mean of the dimension's measures and w_d its effective weight.
    Args:
        scores: on the 100 scale, NaN where out, shape (M, K).
        within: weights within the dimensions, above 0, any scale, shape (K).
        dimension: index of each measure's dimension, shape (K).
        dimension_weights: above 0, any scale, shape (D).
        bonus: points, NaN where out, shape (M, B). deductions: points to take off, positive,
            NaN where out, shape (M, Q).
        bonus_cap: most points of bonus, None for no cap. deduction_cap: most points taken off,
            None for no limit.
        least_weight: the share of weight with data below which there is no composite.
    Returns:
        Composites and their parts. Measures', bonus' and deductions' contributions add up to the
        composite; so do the dimensions' in the place of the measures'.
    Example:
        >>> card = scorecard(np.array([[110.0, np.nan, 90.0]]), np.array([60.0, 40.0, 1.0]),
        ...     np.array([0, 0, 1]), np.array([0.75, 0.25]), bonus=np.array([[4.0, 2.0]]),
        ...     deductions=np.array([[1.0]]), bonus_cap=5)
        >>> card.contribution.tolist(), card.composite.tolist()
        ([[82.5, 0.0, 22.5]], [109.0])
        >>> card.bonus.tolist(), card.weight_with_data.round(2).tolist()
        ([5.0], [0.7])

    Edge cases: where the cap bites, bonus contributions shrink in proportion; a bonus or
        deduction that is out counts 0; exactly half of the weight is enough (compared at 12
        places).
    Raises:
        ValueError: a weight is not above 0.
    Source: docs/engine.md, "The composite, worked".
    """
    has = ~np.isnan(scores)
    weight = effective_weights(has, within, dimension, dimension_weights)
    contribution = np.where(has, weight * np.where(has, scores, 0.0), 0.0)
    d_weight = _by_dimension(weight, dimension, len(dimension_weights))
    d_contribution = _by_dimension(contribution, dimension, len(dimension_weights))
    extra, extra_points = _capped(bonus, bonus_cap)
    taken, points_taken = _capped(deductions, deduction_cap)
    covered = (has * _nominal(within, dimension, dimension_weights)).sum(axis=1)
    composite = contribution.sum(axis=1) + extra_points - points_taken
    enough = np.round(covered, WEIGHT_PLACES) >= least_weight
    return Scorecard(
        weight=weight,
        contribution=contribution,
        dimension_score=np.divide(
            d_contribution, d_weight, out=np.full_like(d_weight, np.nan), where=d_weight > 0
        ),
        dimension_weight=d_weight,
        dimension_contribution=d_contribution,
        bonus_contribution=extra,
        bonus=extra_points,
        deduction_contribution=0.0 - taken,
        deduction=points_taken,
        weight_with_data=covered,
        composite=np.where(enough & has.any(axis=1), composite, np.nan),
    )


def _nominal(within: FloatArray, dimension: IntArray, dimension_weights: FloatArray) -> FloatArray:
    """Return each measure's share of the composite when everything has data."""
    everything = np.ones((1, len(within)), dtype=np.bool_)
    return effective_weights(everything, within, dimension, dimension_weights).ravel()


def _by_dimension(values: FloatArray, dimension: IntArray, dimensions: int) -> FloatArray:
    """Add up by dimension. No matrix product: its last bits may depend on the other rows."""
    return np.stack([values[:, dimension == d].sum(axis=1) for d in range(dimensions)], axis=1)


def _capped(points: FloatArray, cap: float | None) -> tuple[FloatArray, FloatArray]:
    """Return each row's points, shrunk in proportion where their sum is above the cap."""
    given = np.where(np.isnan(points), 0.0, points)
    total = given.sum(axis=1)
    if cap is None:
        return given, total
    above = total > cap
    shrink = np.divide(cap, total, out=np.ones_like(total), where=above)
    return given * shrink[:, None], np.where(above, cap, total)
