"""Grades by bands, ranks, and where a manager stands among her peers."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from scoring.engine.columns import BoolArray, FloatArray, IntArray, ObjectArray, TextArray, objects
from scoring.engine.exact import scaled

LEAST_PEERS = 5
NO_RANK = 0
NEAR_A_TIE = 0.02
CERTAIN = 1e9
"""Below it a float of so many units is off by less than the distance from a tie."""


def rounded(composite: FloatArray, places: int = 4) -> ObjectArray:
    """Round composites to the scheme's places, half-even.

    Formula: round_half_even(composite * 10**places) / 10**places, snapped at ten places first.
    Args:
        composite: points, NaN for none, shape (M).
        places: decimals.
    Returns:
        Exact Fractions, None for none, shape (M).
    Example:
        >>> rounded(np.array([109.99995, np.nan]), 4)
        array([Fraction(110, 1), None], dtype=object)

    Edge cases: a float a hair below a tie counts as the tie.
    Raises:
        ValueError: a composite is infinite.
    Source: docs/engine.md, "Grades and peers": bands, quotas and ranks use the rounded composite.
    """
    unit = 10**places
    return objects(
        None if np.isnan(points) else Fraction(scaled(float(points), places), unit)
        for points in composite
    )


def units(composite: FloatArray, places: int = 4) -> tuple[IntArray, BoolArray]:
    """Round composites to the scheme's places, half-even, as whole units of the last place.

    Formula: as `rounded`, times 10**places. Near a tie it is that, elsewhere the nearest integer.
    Args:
        composite: points, NaN for none, shape (M).
        places: decimals.
    Returns:
        Units, 0 where there is none, and who has one; both of shape (M).
    Example:
        >>> units(np.array([109.99995, np.nan]), 4)
        (array([1100000,       0]), array([ True, False]))

    Edge cases: a float a hair below a tie counts as the tie.
    Raises:
        ValueError: a composite is infinite.
        OverflowError: a composite does not fit into 64 bits.
    Source: docs/engine.md, "Grades and peers".
    """
    has = ~np.isnan(composite)
    size = np.where(has, composite, 0.0) * 10.0**places
    nearest = np.rint(size)
    doubtful = ~(np.abs(np.abs(size - nearest) - 0.5) > NEAR_A_TIE) | ~(np.abs(size) < CERTAIN)
    found = np.where(doubtful, 0, nearest).astype(np.int64)
    for row in np.flatnonzero(doubtful):
        found[row] = scaled(float(composite[row]), places)
    return found, has


def grades(composite: ObjectArray, bands: Sequence[tuple[str, Fraction | int | None]]) -> TextArray:
    """Return the grade of each composite.

    Formula: the first band whose bound the composite reaches.
    Args:
        composite: rounded points, Fractions or None, shape (M).
        bands: (grade, from), the best first; None is the bound of the last, which takes the rest.
    Returns:
        Grades, "" where there is no composite, shape (M).
    Example:
        >>> bands = [("outstanding", 110), ("good", 90), ("below", None)]
        >>> grades(objects([Fraction(110), Fraction(1099, 10), 12, None]), bands).tolist()
        ['outstanding', 'good', 'below', '']

    Edge cases: a composite on a bound has reached it; the comparison is exact.
    Raises:
        ValueError: there are no bands, the bounds do not fall, or one but the last has none.
    Source: docs/engine.md, "Grades and peers".
    """
    bounds = [bound for _, bound in bands[:-1]]
    if not bands or None in bounds:
        raise ValueError("expected bands with a bound each but the last")
    if bands[-1][1] is not None:
        raise ValueError("the last band has a bound; expected None, for all the rest")
    known = [bound for bound in bounds if bound is not None]
    if any(lower >= upper for upper, lower in pairwise(known)):
        raise ValueError("the bounds of the bands do not fall from the best to the last")
    found = [
        "" if points is None else next(name for name, b in bands if b is None or points >= b)
        for points in composite
    ]
    return np.array(found, dtype=np.str_)


def ranks(
    composite: ObjectArray, groups: IntArray | None = None, among: BoolArray | None = None
) -> IntArray:
    """Rank managers, in all or within groups.

    Formula: rank = 1 + the number of those in the group who are strictly better.
    Args:
        composite: rounded points, Fractions or None, shape (M).
        groups: group of each manager, shape (M); None for one group.
        among: who is ranked (no leavers, say), shape (M); None for everybody.
    Returns:
        Ranks from 1, `NO_RANK` for whoever has no composite or is not ranked, shape (M).
    Example:
        >>> ranks(objects([90, 95, None, 95, 80]))
        array([3, 1, 0, 1, 4])

    Edge cases: equals share a rank, and the next rank is skipped.
    Raises: nothing.
    Source: standard competition ranking.
    """
    out = np.full(len(composite), NO_RANK, dtype=np.int64)
    rows = np.flatnonzero([points is not None for points in composite])
    if among is not None:
        rows = rows[among[rows]]
    group = np.zeros(len(composite), dtype=np.int64) if groups is None else groups
    points = _comparable(composite[rows])
    order = rows[np.lexsort((-points, group[rows]))]
    by_row = dict(zip(rows, points, strict=True))
    place, rank, last = 0, 0, (-1, None)
    for row in order:
        here = (int(group[row]), by_row[row])
        place = place + 1 if here[0] == last[0] else 1
        rank = rank if here == last else place
        out[row], last = rank, here
    return out


def group_sizes(groups: IntArray, among: BoolArray) -> IntArray:
    """Return how many peers each manager's group has.

    Formula: the number of those in `among` in the same group.
    Args:
        groups: group of each manager, 0 or more, shape (M).
        among: who counts as a peer, shape (M).
    Returns:
        Counts, shape (M).
    Example:
        >>> group_sizes(np.array([0, 0, 1]), np.array([True, False, True]))
        array([1, 1, 1])

    Edge cases: somebody outside `among` (a leaver) has the count of her group all the same.
    Raises: nothing.
    Source: docs/engine.md, "Grades and peers".
    """
    return np.bincount(groups[among], minlength=int(groups.max(initial=-1)) + 1)[groups]


def peer_medians(
    scores: FloatArray, groups: IntArray, among: BoolArray, least: int = LEAST_PEERS
) -> FloatArray:
    """Return the median of each manager's peers, for every column.

    Formula: the median of the scores of those in `among` in the same group that have one.
    Args:
        scores: any unit, NaN for none, shape (M, K).
        groups: group of each manager, 0 or more, shape (M).
        among: who counts as a peer (no leavers), shape (M).
        least: the number of scores from which there is a median.
    Returns:
        Medians in the unit of the scores, shape (M, K); NaN with fewer scores.
    Example:
        >>> scores = np.array([[1.0], [2.0], [4.0], [8.0], [np.nan], [9.0]])
        >>> peer_medians(scores, np.zeros(6, dtype=np.int64), np.ones(6, dtype=bool))[0, 0]
        np.float64(4.0)

    Edge cases: the manager is one of her peers; of an even number it is the mean of the middle
        two; fewer than five scores would let one be guessed.
    Raises: nothing.
    Source: docs/engine.md, "Grades and peers".
    """
    medians = np.full_like(scores, np.nan)
    for group in np.unique(groups):
        rows = groups == group
        peers = scores[rows & among]
        counts = (~np.isnan(peers)).sum(axis=0)
        shown = np.flatnonzero(counts >= least)
        if len(shown):
            medians[np.ix_(rows, shown)] = np.nanmedian(peers[:, shown], axis=0)
    return medians


def _comparable(points: ObjectArray) -> ObjectArray:
    """Return integers in the order of the exact values."""
    unit = int(np.lcm.reduce(objects(p.denominator for p in points), initial=1))
    return objects(p.numerator * (unit // p.denominator) for p in points)
