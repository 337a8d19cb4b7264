"""Published judgment matrices and the weights published with them."""

import numpy as np
import pytest

from scoring.engine.ahp import analyse, from_upper

# The balanced scorecard of a bank's client managers: finance, customer, process, learning.
# Published with the upper triangle 2 3 5 / 2 3 / 2 and w, CI and CR at four places.
# By hand: the row geometric means are 30^(1/4) = 2.3403, 3^(1/4) = 1.3161, (1/3)^(1/4) = 0.7598
# and (1/30)^(1/4) = 0.4273, together 4.8435.
BALANCED = [2, 3, 5, 2, 3, 2]
BALANCED_WEIGHTS = [0.4832, 0.2717, 0.1569, 0.0882]
BALANCED_CI, BALANCED_CR = 0.0048, 0.0054

# Consistent by construction: judgments that are ratios of 4 : 2 : 1, so the weights are
# 4/7, 2/7, 1/7, lambda_max is 3 and CI is 0 (Saaty 1980: a matrix of ratios has rank one).
RATIOS = [2, 4, 2]


def test_balanced_scorecard_gets_its_published_weights() -> None:
    """The published triangle gives the published weights."""
    weights = analyse(from_upper(BALANCED)).weights
    assert [round(float(weight), 4) for weight in weights] == BALANCED_WEIGHTS


def test_balanced_scorecard_gets_its_published_consistency() -> None:
    """The published triangle gives the published CI and CR."""
    result = analyse(from_upper(BALANCED))
    assert (round(result.ci, 4), round(result.cr, 4)) == (BALANCED_CI, BALANCED_CR)


def test_balanced_weights_follow_from_the_geometric_means() -> None:
    """The weights are the row geometric means over their sum, unrounded."""
    means = np.array([30.0, 3.0, 1 / 3, 1 / 30]) ** 0.25
    assert analyse(from_upper(BALANCED)).weights == pytest.approx(means / means.sum(), abs=1e-15)


def test_judgments_that_are_ratios_give_those_ratios() -> None:
    """A matrix of ratios gives the ratios back, perfectly consistent."""
    result = analyse(from_upper(RATIOS))
    assert result.weights == pytest.approx([4 / 7, 2 / 7, 1 / 7], abs=1e-15)
    assert result.cr == pytest.approx(0, abs=1e-12)
