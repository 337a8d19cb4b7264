"""Grades, ranks and peers."""

from fractions import Fraction

import numpy as np
import pytest

from scoring.engine.bands import grades, group_sizes, peer_medians, ranks, rounded
from tests.scoring.engine.builders import exact

BANDS = [("outstanding", 110), ("excellent", 100), ("good", 90), ("competent", 75), ("below", None)]


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        (110, "outstanding"),
        ("109.9999", "excellent"),
        (90, "good"),
        ("74.9999", "below"),
        (-3, "below"),
    ],
)
def test_a_band_begins_at_its_bound(points, grade) -> None:
    """A composite on the bound has reached it, one ten-thousandth below has not."""
    assert grades(exact(points), BANDS).tolist() == [grade]


@pytest.mark.parametrize(
    ("points", "kept"),
    [(89.99995, "90"), (89.99985, "89.9998"), (89.999949999, "89.9999"), (74.99995 - 1e-12, "75")],
)
def test_composites_round_half_even_at_four_places(points, kept) -> None:
    """A tie goes to the even digit, also where the float lies a hair beside it."""
    assert rounded(np.array([points])).tolist() == [Fraction(kept)]


def test_no_composite_no_grade_no_rank() -> None:
    """Somebody without a composite is outside of both."""
    nobody = rounded(np.array([np.nan]))
    assert (grades(nobody, BANDS).tolist(), ranks(nobody).tolist()) == ([""], [0])


@pytest.mark.parametrize("second", [60, 50])
def test_bands_that_do_not_fall_are_refused(second) -> None:
    """A better band cannot begin lower, nor where the next one does."""
    with pytest.raises(ValueError, match="do not fall"):
        grades(exact(1), [("a", 50), ("b", second), ("c", None)])


def test_grades_of_nobody_are_texts_all_the_same() -> None:
    """A cycle without participants has a column of grades, without rows."""
    assert grades(exact(), BANDS).dtype.kind == "U"


@pytest.mark.parametrize("bands", [[], [("a", None), ("b", None)], [("a", 50)]])
def test_bands_must_end_with_one_for_the_rest(bands) -> None:
    """Only the last band has no bound, and it must have none."""
    with pytest.raises(ValueError, match="band"):
        grades(exact(1), bands)


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    """1, 2, 2, 4."""
    assert ranks(exact(95, "90.5", "90.5", 80)).tolist() == [1, 2, 2, 4]


def test_ranks_tell_apart_what_floats_do_not() -> None:
    """A third of a unit beyond the digits of a float is a better composite."""
    close = exact(Fraction(10**17, 3), Fraction(10**17 + 1, 3), Fraction(10**17, 3))
    assert ranks(close).tolist() == [2, 1, 2]


def test_ranks_are_counted_within_the_group_and_among_those_who_count() -> None:
    """A leaver takes nobody's place and has none."""
    groups = np.array([0, 0, 1, 0])
    stayed = np.array([False, True, True, True])
    assert ranks(exact(99, 90, 50, 80), groups, stayed).tolist() == [0, 1, 1, 2]


def test_medians_need_five_scores() -> None:
    """Four scores show nothing, the fifth shows the median to all of them, leavers too."""
    scores = np.array([[1.0, 1.0], [2.0, np.nan], [3.0, 3.0], [5.0, 5.0], [8.0, 8.0], [99.0, 9.0]])
    stayed = np.array([True] * 5 + [False])
    medians = peer_medians(scores, np.zeros(6, dtype=int), stayed)
    assert medians[:, 0].tolist() == [3.0] * 6
    assert np.isnan(medians[:, 1]).all()


def test_medians_are_each_columns_own() -> None:
    """Scores of one measure neither make five of another's four nor move its median."""
    scores = np.array([[np.nan, 1.0, 10.0], *([n, n, 20.0 * n] for n in (2.0, 3.0, 5.0, 8.0))])
    medians = peer_medians(scores, np.zeros(5, dtype=int), np.ones(5, dtype=bool))
    assert np.isnan(medians[:, 0]).all()
    assert medians[0, 1:].tolist() == [3.0, 60.0]


def test_medians_are_each_groups_own() -> None:
    """Another line's scores do not count."""
    scores = np.arange(12.0).reshape(12, 1)
    groups = np.array([0, 1] * 6)
    medians = peer_medians(scores, groups, np.ones(12, dtype=bool))
    assert medians[:2, 0].tolist() == [5.0, 6.0]


def test_group_sizes_leave_leavers_out() -> None:
    """A leaver counts for nobody, and still sees how many peers there are."""
    assert group_sizes(np.array([0, 0, 1]), np.array([True, False, True])).tolist() == [1, 1, 1]


def test_group_sizes_of_nobody_are_none() -> None:
    """A cycle without participants has no groups."""
    nobody = np.array([], dtype=np.int64)
    assert group_sizes(nobody, np.array([], dtype=bool)).tolist() == []


def test_a_group_of_leavers_alone_has_no_peers() -> None:
    """Also where its number is the greatest."""
    groups, stayed = np.array([0, 2, 2, 1]), np.array([True, False, False, True])
    assert group_sizes(groups, stayed).tolist() == [1, 0, 0, 1]


def test_the_least_number_of_scores_can_be_said() -> None:
    """Exactly so many show the median, one fewer shows none."""
    scores, groups = np.array([[1.0], [3.0]]), np.zeros(2, dtype=np.int64)
    everybody = np.ones(2, dtype=bool)
    assert peer_medians(scores, groups, everybody, 2).tolist() == [[2.0], [2.0]]
    assert np.isnan(peer_medians(scores, groups, everybody, 3)).all()
