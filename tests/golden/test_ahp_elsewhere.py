"""Judgments that others weighed: published cases, and another program's arithmetic.

Most publications take the principal eigenvector where we take the geometric means of the rows. Up
to three criteria, and wherever no judgment contradicts another, the two are the same.
"""

from __future__ import annotations

from itertools import combinations

import ahpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.ahp import analyse, from_upper

# Saaty, "Decision making with the analytic hierarchy process", International Journal of Services
# Sciences 1 (2008): which drink is consumed more in the USA; coffee, wine, tea, beer, sodas, milk,
# water. Published by the eigenvector, with a consistency ratio of 0.022.
DRINKS = [9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9,
          1 / 2, 1, 1 / 3, 2, 1 / 2, 1 / 3]  # fmt: skip
DRINKS_WEIGHTS = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]

# "Analytic hierarchy process - leader example", Wikipedia, after Saaty's method: which of Tom, Dick
# and Harry is to lead; experience, education, charisma, age, and the four among each other.
LEADERS = [
    ([1 / 4, 4, 9], [0.217, 0.717, 0.066]),
    ([3, 1 / 5, 1 / 7], [0.188, 0.081, 0.731]),
    ([5, 9, 4], [0.743, 0.194, 0.063]),
    ([1 / 3, 5, 9], [0.265, 0.672, 0.063]),
]
CRITERIA, CRITERIA_WEIGHTS = [4, 3, 7, 1 / 3, 3, 5], [0.547, 0.127, 0.270, 0.056]

JUDGMENTS = st.sampled_from([1 / n for n in range(2, 10)] + list(range(1, 10)))


def elsewhere(upper: list[float]) -> tuple[np.ndarray, float]:
    """Return ahpy's weights and consistency ratio."""
    size = len(from_upper(upper))
    names = [str(number) for number in range(size)]
    judged = dict(zip(combinations(names, 2), upper, strict=True))
    found = ahpy.Compare("all", judged, precision=12, random_index="saaty")
    return np.array([found.target_weights[name] for name in names]), found.consistency_ratio


@pytest.mark.parametrize(("upper", "published"), LEADERS)
def test_three_criteria_get_the_published_weights(upper, published):
    assert [round(float(weight), 3) for weight in analyse(from_upper(upper)).weights] == published


@pytest.mark.parametrize(
    ("upper", "published"), [(DRINKS, DRINKS_WEIGHTS), (CRITERIA, CRITERIA_WEIGHTS)]
)
def test_more_criteria_get_nearly_what_the_eigenvector_gives(upper, published):
    assert analyse(from_upper(upper)).weights == pytest.approx(published, abs=0.01)


def test_the_published_ratio_of_consistency_is_met():
    assert analyse(from_upper(DRINKS)).cr == pytest.approx(0.022, abs=0.003)


@given(st.lists(JUDGMENTS, min_size=3, max_size=3))
def test_three_criteria_are_weighed_as_by_the_eigenvector(upper):
    weights, _ratio = elsewhere(upper)
    assert analyse(from_upper(upper)).weights == pytest.approx(weights, abs=1e-6)


@given(JUDGMENTS)
def test_two_criteria_are_weighed_as_by_the_eigenvector(judgment):
    weights, _ratio = elsewhere([judgment])
    assert analyse(from_upper([judgment])).weights == pytest.approx(weights, abs=1e-6)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=9))
def test_judgments_without_contradiction_are_weighed_as_by_the_eigenvector(wanted):
    upper = [first / second for first, second in combinations(wanted, 2)]
    found = analyse(from_upper(upper))
    weights, _ratio = elsewhere(upper)
    assert found.weights == pytest.approx(weights, abs=1e-6)
    assert found.weights == pytest.approx(np.array(wanted) / sum(wanted), abs=1e-12)
    assert found.cr == pytest.approx(0, abs=1e-9)
