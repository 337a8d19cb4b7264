"""How far each weight may move before the order of the first people changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scoring.engine.columns import FloatArray, IntArray
from scoring.engine.scorecard import LEAST_WEIGHT, Scorecard, scorecard

FIRST = 10
TIED = 1e-9  # composites this close are equal
NARROW = 1e-12

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Span:
    """A weight, a share of 1, and between which values the order stays."""

    now: float
    low: float
    high: float


@dataclass(frozen=True)
class _Moving:
    """Composites while a weight t moves: (num0 + num1 t) / (den0 + den1 t) + rest, and coverage."""

    num: FloatArray  # shape (M, 2)
    den: FloatArray
    rest: FloatArray  # shape (M)
    covered: FloatArray  # shape (M, 2)


def weight_spans(
    scores: FloatArray,
    within: FloatArray,
    dimension: IntArray,
    dimension_weights: FloatArray,
    points: FloatArray,
    *,
    first: int = FIRST,
    least_weight: float = LEAST_WEIGHT,
) -> list[Span]:
    """Return for each weight the span in which the order of the first people stays.

    Formula: one weight t moves from 0 to 1, the others of its level keep their proportions:
    w_j (1 - t) / (1 - w_k). Each composite is a ratio of two linear functions of t, so that two
    people are level where a quadratic is 0; the span ends at the nearest such t. It also ends where
    one of the first has too little weight with data.
    Args:
        scores: on the 100 scale, NaN where out, shape (M, K).
        within: weights within the dimensions, above 0, any scale, shape (K).
        dimension: index of each measure's dimension, shape (K).
        dimension_weights: above 0, any scale, shape (D).
        points: bonus less deductions, shape (M).
        first: the people whose rank is at most this.
        least_weight: the share of weight with data below which there is no composite.
    Returns:
        The spans of the dimensions' weights, then those of the measures' weights within their
        dimension, in the order given.
    Example:
        >>> spans = weight_spans(np.array([[100.0, 40.0], [60.0, 70.0]]), np.array([1.0, 1.0]),
        ...     np.array([0, 1]), np.array([0.5, 0.5]), np.zeros(2))
        >>> [(round(one.low, 4), round(one.high, 4)) for one in spans]
        [(0.4286, 1.0), (0.0, 0.5714), (0.0, 1.0), (0.0, 1.0)]

    Edge cases: people who are level now have no order among each other that could change; a weight
        that is alone at its level is always 1, and its span is all; who has no composite now is
        left out, and who stands behind the first counts also where too little of the moved weight
        has data for her; nobody: every span is all.
    Raises:
        ValueError: a weight is not above 0.
    Source: Triantaphyllou and Sanchez (1997), the most critical criterion, one weight at a time.
    """
    nothing = np.zeros((len(scores), 0))
    card = scorecard(
        scores, within, dimension, dimension_weights, bonus=nothing, deductions=nothing,
        least_weight=least_weight,
    )  # fmt: skip
    composite = card.composite + points
    groups = _groups(composite, first)
    outer = dimension_weights / dimension_weights.sum()
    inner = within / _sums(within, dimension)[dimension]
    spans = []
    for place, now in enumerate(outer):
        moving = _of_dimension(card, scores, inner, dimension, outer, place, points)
        spans.append(_span(moving, composite, groups, float(now), least_weight))
    for place, now in enumerate(inner):
        moving = _of_measure(card, scores, inner, dimension, outer, place, points)
        spans.append(_span(moving, composite, groups, float(now), least_weight))
    return spans


def _groups(composite: FloatArray, first: int) -> list[IntArray]:
    """Return the first people by composite, those who are level together."""
    order = np.argsort(-composite, kind="stable")
    order = order[~np.isnan(composite[order])]
    groups: list[list[int]] = []
    for place, row in enumerate(order):
        if groups and composite[groups[-1][0]] - composite[row] <= TIED:
            groups[-1].append(int(row))
        elif place >= first:
            break
        else:
            groups.append([int(row)])
    return [np.array(group, dtype=np.int64) for group in groups]


def _span(
    moving: _Moving, composite: FloatArray, groups: list[IntArray], now: float, least: float
) -> Span:
    if now > 1 - NARROW or not groups:
        return Span(now, 0.0, 1.0)
    ends = [_level(moving, above, below) for above, below in pairwise(groups)]
    leading = np.concatenate(groups)
    others = ~np.isnan(composite)
    others[leading] = False
    ends.append(_level(moving, groups[-1], np.flatnonzero(others)))
    found = np.concatenate(ends)
    scarce, rises = _uncovered(moving.covered[leading], least)
    below = np.concatenate([found[found < now], scarce[rises & (scarce <= now + TIED)]])
    over = np.concatenate([found[found > now], scarce[~rises & (scarce >= now - TIED)]])
    return Span(
        now,
        min(now, float(below.max(initial=0.0))),
        max(now, float(over.min(initial=1.0))),
    )


def _level(moving: _Moving, above: IntArray, below: IntArray) -> FloatArray:
    """Return the weights at which somebody of `above` and somebody of `below` are level."""
    p, q = np.repeat(above, len(below)), np.tile(below, len(above))
    num_p, num_q, den_p, den_q = moving.num[p], moving.num[q], moving.den[p], moving.den[q]
    crossed = _product(num_p, den_q) - _product(num_q, den_p)
    apart = (moving.rest[p] - moving.rest[q])[:, None]
    return _roots(crossed + apart * _product(den_p, den_q))


def _product(left: FloatArray, right: FloatArray) -> FloatArray:
    """Multiply linear functions: coefficients of 1, t and t^2."""
    middle = left[:, 0] * right[:, 1] + left[:, 1] * right[:, 0]
    product: FloatArray = np.column_stack(
        [left[:, 0] * right[:, 0], middle, left[:, 1] * right[:, 1]]
    )
    return product


def _roots(coefficients: FloatArray) -> FloatArray:
    """Return where quadratics change their sign; NaN where they do not."""
    c, b, a = coefficients.T
    size = np.maximum(np.abs(coefficients).max(axis=1, initial=0.0), 1.0)
    straight = np.abs(a) <= NARROW * size
    discriminant = b * b - 4 * a * c
    root = np.sqrt(np.where(discriminant > 0, discriminant, np.nan))
    # The sum without cancellation, and c over it, are the two roots.
    half = -(b + np.where(b < 0, -1.0, 1.0) * root) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        one = np.where(straight, -c / b, half / a)
        two = np.where(straight, np.nan, c / half)
    return np.concatenate([one, two])


def _uncovered(covered: FloatArray, least: float) -> tuple[FloatArray, Bools]:
    """Return at which weights the weight with data is just enough, and whether it rises there."""
    moves = covered[np.abs(covered[:, 1]) > NARROW]
    found: FloatArray = (least - moves[:, 0]) / moves[:, 1]
    return found, moves[:, 1] > 0


def _of_dimension(
    card: Scorecard, scores: FloatArray, inner: FloatArray, dimension: IntArray,
    outer: FloatArray, place: int, points: FloatArray,
) -> _Moving:  # fmt: skip
    has = ~np.isnan(card.dimension_score)
    values = np.where(has, card.dimension_score, 0.0)
    filled = _sums(~np.isnan(scores) * inner, dimension, len(outer))
    return _Moving(
        _linear(values * has, outer, place),
        _linear(has.astype(np.float64), outer, place),
        points,
        _linear(filled, outer, place),
    )


def _of_measure(
    card: Scorecard, scores: FloatArray, inner: FloatArray, dimension: IntArray,
    outer: FloatArray, place: int, points: FloatArray,
) -> _Moving:  # fmt: skip
    own = dimension[place]
    chosen = np.flatnonzero(dimension == own)
    at = int(np.flatnonzero(chosen == place)[0])
    has = ~np.isnan(scores[:, chosen])
    values = np.where(has, scores[:, chosen], 0.0)
    weight = card.dimension_weight[:, own]
    num = _linear(values, inner[chosen], at) * weight[:, None]
    den = _linear(has.astype(np.float64), inner[chosen], at)
    empty = ~has.any(axis=1)
    den[empty] = (1.0, 0.0)
    elsewhere = card.dimension_contribution.sum(axis=1) - card.dimension_contribution[:, own]
    filled = _sums(~np.isnan(scores) * inner, dimension, len(outer))
    covered = _linear(has.astype(np.float64), inner[chosen], at) * outer[own]
    covered[:, 0] += filled @ outer - filled[:, own] * outer[own]
    return _Moving(num, den, points + elsewhere, covered)


def _linear(values: FloatArray, weights: FloatArray, place: int) -> FloatArray:
    """Return the weighted sum of values as c0 + c1 t while the weight at `place` is t."""
    others = np.delete(weights, place)
    rest = np.delete(values, place, axis=1) @ others / max(1 - weights[place], NARROW)
    found: FloatArray = np.column_stack([rest, values[:, place] - rest])
    return found


def _sums(values: FloatArray, dimension: IntArray, dimensions: int = 0) -> FloatArray:
    count = dimensions or int(dimension.max(initial=-1)) + 1
    found: FloatArray = np.stack(
        [values[..., dimension == d].sum(axis=-1) for d in range(count)], axis=-1
    )
    return found
