"""How far a weight may move: inside its span the order stays, outside it does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.engine.scorecard import scorecard
from scoring.engine.sensitivity import Span, weight_spans

SCORES = st.one_of(st.integers(0, 1500).map(lambda n: n / 10), st.just(float("nan")))
FIRST = 3


def groups(composite, first=FIRST) -> list[set[int]]:
    """Return the first people in their order, those who are level together."""
    found: list[tuple[float, set[int]]] = []
    for place, row in enumerate(np.argsort(-composite, kind="stable")):
        if np.isnan(composite[row]):
            break
        if found and found[-1][0] - composite[row] <= 1e-9:
            found[-1][1].add(int(row))
        elif place >= first:
            break
        else:
            found.append((composite[row], {int(row)}))
    return [members for _score, members in found]


def composites(scores, within, dimension, outer, points, least=0.5):
    nothing = np.zeros((len(scores), 0))
    card = scorecard(
        scores, within, dimension, outer, bonus=nothing, deductions=nothing, least_weight=least
    )
    return card.composite + points


def moved(weights, place, to):
    """Return weights that add up to 1, one of them moved, the others in their proportions."""
    shares = weights / weights.sum()
    found = shares * (1 - to) / (1 - shares[place])
    found[place] = to
    return found


def keeps(before, moved_to) -> bool:
    """Whether all of the first have a composite, and nobody who was behind is before them now."""
    kept, after = moved_to
    order = groups(before)
    behind = [row for row in range(len(before)) if not np.isnan(before[row])]
    for members in order:
        behind = [row for row in behind if row not in members]
        for one in members:
            if np.isnan(kept[one]) or any(after[one] < after[row] - 1e-9 for row in behind):
                return False
    return True


@given(
    scores=st.lists(st.lists(SCORES, min_size=4, max_size=4), min_size=2, max_size=7),
    points=st.lists(st.integers(-50, 50).map(lambda n: n / 10), min_size=7, max_size=7),
    weights=st.lists(st.integers(1, 20), min_size=6, max_size=6),
    place=st.integers(0, 5),
)
@settings(max_examples=100, deadline=None)
def test_the_order_stays_inside_and_changes_just_outside(scores, points, weights, place):
    table, dimension = np.array(scores), np.array([0, 0, 1, 1])
    outer, within = np.array(weights[:2], dtype=float), np.array(weights[2:], dtype=float)
    extra = np.array(points[: len(table)])
    before = composites(table, within, dimension, outer, extra)
    assume(not np.isnan(before).any())  # who has none may gain one: that is left out
    span = weight_spans(table, within, dimension, outer, extra, first=FIRST)[place]
    assert span.low <= span.now <= span.high

    def after(to: float):
        inner, across = within.copy(), outer
        if place < 2:
            across = moved(outer, place, to)
        else:
            own = np.flatnonzero(dimension == dimension[place - 2])
            inner[own] = moved(within[own], int(np.flatnonzero(own == place - 2)[0]), to)
        return [composites(table, inner, dimension, across, extra, least) for least in (0.5, 0)]

    width = span.high - span.low
    for share in (0.01, 0.3, 0.7, 0.99):
        to = span.low + share * width
        if 1e-6 < to < 1 - 1e-6:
            assert keeps(before, after(to))
    step = 1e-3
    nearest = [end for end in (span.low - step, span.high + step) if 1e-6 < end < 1 - 1e-6]
    changed = [not keeps(before, after(end)) for end in nearest]
    wide = 1e-2  # two roots close together change the order and change it back
    assert all(changed) or _comes_back(before, after, span, wide)


def _comes_back(before, after, span: Span, wide: float) -> bool:
    """Whether close to an end that seems none there is a place where the order is another."""
    places = [
        end + sign * wide * part / 1000
        for end, sign in ((span.low, -1), (span.high, 1))
        for part in range(1, 101)
    ]
    inside = [place for place in places if 1e-6 < place < 1 - 1e-6]
    return not inside or any(not keeps(before, after(place)) for place in inside)


def test_the_bound_is_where_two_people_are_level():
    """t x 100 + (1 - t) x 40 = t x 60 + (1 - t) x 70: 40 t = 30 (1 - t), so 3/7."""
    spans = weight_spans(
        np.array([[100.0, 40.0], [60.0, 70.0]]), np.array([1.0, 1.0]), np.array([0, 1]),
        np.array([0.5, 0.5]), np.zeros(2),
    )  # fmt: skip
    assert spans[0].low == pytest.approx(3 / 7, abs=1e-12)
    assert (spans[0].high, spans[1].low) == (1, 0)
    assert spans[1].high == pytest.approx(4 / 7, abs=1e-12)


def test_those_who_are_level_have_no_order_to_lose():
    scores = np.array([[80.0, 60.0], [60.0, 80.0]])
    spans = weight_spans(scores, np.ones(2), np.array([0, 1]), np.full(2, 0.5), np.zeros(2))
    assert [(one.low, one.high) for one in spans] == [(0, 1)] * 4


def test_the_tenth_must_stay_before_the_eleventh():
    """Eleven people; only the last two change places, where 10 t = 5 (1 - t)."""
    scores = np.array([[100.0 - n, 100.0 - n] for n in range(9)] + [[80.0, 60.0], [70.0, 65.0]])
    (dimension, *_rest) = weight_spans(
        scores, np.ones(2), np.array([0, 1]), np.array([0.5, 0.5]), np.zeros(11)
    )
    assert dimension.low == pytest.approx(1 / 3, abs=1e-12)  # 10 t = 5 (1 - t)
    (nine, *_rest) = weight_spans(
        scores, np.ones(2), np.array([0, 1]), np.array([0.5, 0.5]), np.zeros(11), first=9
    )
    assert (nine.low, nine.high) == (0, 1)


def test_one_who_would_have_too_little_weight_with_data_bounds_the_span():
    """She has data for the first half alone: below 0.5 of it she has no composite."""
    scores = np.array([[90.0, np.nan], [50.0, 50.0]])
    (first, second, *_rest) = weight_spans(
        scores, np.ones(2), np.array([0, 1]), np.array([0.6, 0.4]), np.zeros(2)
    )
    assert first.low == pytest.approx(0.5, abs=1e-12)
    assert second.high == pytest.approx(0.5, abs=1e-12)


def test_nobody_leaves_every_weight_free():
    spans = weight_spans(
        np.zeros((0, 2)), np.ones(2), np.array([0, 1]), np.array([0.5, 0.5]), np.zeros(0)
    )
    assert [(one.low, one.high) for one in spans] == [(0, 1)] * 4
