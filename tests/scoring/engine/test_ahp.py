"""What AHP refuses, and whom it blames."""

import numpy as np
import pytest

from scoring.engine.ahp import InconsistentJudgmentsError, analyse, combined, from_upper, weights


def test_an_inconsistent_matrix_is_refused_with_the_judgment_to_blame() -> None:
    """1 over 2 by 3, 2 over 3 by 3, yet 3 over 1 by 3: that last judgment is named first."""
    with pytest.raises(InconsistentJudgmentsError, match="row 1, column 3") as refused:
        weights(from_upper([3, 1 / 9, 3, 5, 1, 1 / 3]))
    assert (refused.value.suspects[0].row, refused.value.suspects[0].column) == (0, 2)
    assert refused.value.ahp.cr >= 0.1


@pytest.mark.parametrize(("upper", "refused"), [([2, 5, 1], False), ([2, 6, 1], True)])
def test_a_ratio_of_a_tenth_is_the_limit(upper, refused) -> None:
    """A ratio of 0.081 is let through, one of 0.117 is not."""
    try:
        weights(from_upper(upper))
    except InconsistentJudgmentsError:
        assert refused
    else:
        assert not refused


def test_at_most_three_judgments_are_named() -> None:
    """The rest follow from them."""
    with pytest.raises(InconsistentJudgmentsError) as refused:
        weights(from_upper([9, 1 / 9, 9, 1 / 9, 9, 1 / 9, 9, 9, 1 / 9, 9]))
    assert len(refused.value.suspects) == 3


@pytest.mark.parametrize("upper", [[], [7]])
def test_one_or_two_criteria_are_always_consistent(upper) -> None:
    """There is nothing for a judgment to contradict."""
    assert analyse(from_upper(upper)).cr == 0


@pytest.mark.parametrize("upper", [[1, 2], [0], [-1], [float("nan")], [float("inf")]])
def test_what_is_no_triangle_of_positive_numbers_is_refused(upper) -> None:
    """Two judgments make no triangle; zero and NaN judge nothing."""
    with pytest.raises(ValueError):
        from_upper(upper)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.ones((2, 3)), "square"),
        (np.ones((11, 11)), "11 criteria"),
        (np.array([[1.0, 0.0], [1.0, 1.0]]), "positive"),
        (np.array([[1.0, 2.0], [0.4, 1.0]]), "row 1, column 2 is 2, its opposite 0.4"),
        (np.array([[2.0]]), "row 1, column 1"),
    ],
)
def test_what_is_no_judgment_matrix_is_refused(matrix, message) -> None:
    """Square, up to ten criteria, positive, reciprocal, ones on the diagonal."""
    with pytest.raises(ValueError, match=message):
        analyse(matrix)


def test_opposite_experts_cancel_out() -> None:
    """One says 4 times, another a quarter: equal."""
    mean = combined([from_upper([4, 1, 1]), from_upper([1 / 4, 1, 1])])
    assert mean == pytest.approx(np.ones((3, 3)), abs=1e-15)


def test_experts_with_different_criteria_are_refused() -> None:
    """Their matrices must be of one size, and there must be one."""
    with pytest.raises(ValueError, match="one size"):
        combined([from_upper([2]), from_upper([2, 2, 2])])
    with pytest.raises(ValueError, match="one size"):
        combined([])
