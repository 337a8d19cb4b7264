"""The composite: spreading weight, bonus, deductions, and who has none."""

import numpy as np
import pytest

from scoring.engine.scorecard import Scorecard, effective_weights, scorecard

OUT = np.nan


def _card(scores, bonus=(), deductions=(), **options) -> Scorecard:
    """One manager; dimension 0 has weights 60 and 40, dimension 1 one measure; 0.6 and 0.4."""
    return scorecard(
        np.array([scores], dtype=float),
        np.array([60.0, 40.0, 1.0]),
        np.array([0, 0, 1]),
        np.array([0.6, 0.4]),
        bonus=np.array([bonus], dtype=float).reshape(1, -1),
        deductions=np.array([deductions], dtype=float).reshape(1, -1),
        **options,
    )


def test_composite_is_the_weighted_mean_of_dimensions() -> None:
    """0.6 x (0.6 x 110 + 0.4 x 90) + 0.4 x 80 = 0.6 x 102 + 32 = 93.2."""
    card = _card([110, 90, 80])
    assert card.dimension_score[0] == pytest.approx([102, 80], abs=1e-12)
    assert card.composite[0] == pytest.approx(93.2, abs=1e-12)


def test_a_measure_that_is_out_gives_its_weight_to_its_dimension() -> None:
    """0.6 x 110 + 0.4 x 80 = 98, and 0.6 x 0.4 of the weight had no data."""
    card = _card([110, OUT, 80])
    assert card.weight.tolist() == [pytest.approx([0.6, 0, 0.4])]
    assert card.composite[0] == pytest.approx(98, abs=1e-12)
    assert card.weight_with_data[0] == pytest.approx(0.76, abs=1e-12)


def test_an_empty_dimension_gives_its_weight_to_the_others() -> None:
    """Only dimension 0 has data: it is the composite."""
    card = _card([110, 90, OUT])
    assert card.composite[0] == pytest.approx(102, abs=1e-12)
    assert np.isnan(card.dimension_score[0, 1])


def test_less_than_half_of_the_weight_gives_no_composite() -> None:
    """40% of the weight is not enough, although weights and contributions are shown."""
    card = _card([OUT, OUT, 80])
    assert np.isnan(card.composite[0])
    assert card.weight.sum() == pytest.approx(1)


def test_exactly_half_of_the_weight_is_enough() -> None:
    """5/14 + 3/14 x 2/3 is a half, though the floats add up to a hair less."""
    none = np.zeros((1, 0))
    card = scorecard(
        np.array([[OUT, 90.0, OUT, 90.0, 90.0]]),
        np.array([1.0, 1.0, 25.0, 25.0, 25.0]),
        np.array([0, 1, 2, 2, 2]),
        np.array([0.6, 0.5, 0.3]),
        bonus=none,
        deductions=none,
    )
    assert card.weight_with_data[0] < 0.5
    assert card.composite[0] == pytest.approx(90)


def test_bonus_is_capped_and_its_parts_shrink_in_proportion() -> None:
    """6 and 2 points with a cap of 5 count 3.75 and 1.25."""
    card = _card([100, 100, 100], bonus=[6, 2], bonus_cap=5)
    assert card.composite[0] == pytest.approx(105, abs=1e-12)
    assert card.bonus_contribution.tolist() == [[3.75, 1.25]]


def test_a_bonus_that_is_out_counts_nothing() -> None:
    """Without data there are no points and no weight to spread."""
    assert _card([100, 100, 100], bonus=[OUT, 2]).bonus.tolist() == [2]


def test_deductions_have_no_limit_unless_the_scheme_gives_one() -> None:
    """130 points off a hundred leave -30; with a limit of 20 they leave 80."""
    assert _card([100] * 3, deductions=[130]).composite[0] == pytest.approx(-30)
    assert _card([100] * 3, deductions=[130], deduction_cap=20).composite[0] == pytest.approx(80)


def test_bonus_alone_makes_no_composite() -> None:
    """Points without any measure are not a result, however low the least weight."""
    assert np.isnan(_card([OUT] * 3, bonus=[5], least_weight=0).composite[0])


def test_a_weight_of_zero_is_refused() -> None:
    """A measure without weight could never be spread."""
    with pytest.raises(ValueError, match="not above 0"):
        effective_weights(np.ones((1, 1), dtype=bool), np.zeros(1), np.zeros(1, int), np.ones(1))
