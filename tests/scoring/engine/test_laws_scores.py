"""Laws of weights, rules, scorecards and ranks that hold for any scores."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import rules
from scoring.engine.ahp import analyse, combined, from_upper
from scoring.engine.bands import ranks, rounded
from scoring.engine.columns import objects
from scoring.engine.scorecard import Scorecard, scorecard

DIMENSION = np.array([0, 0, 0, 1, 1, 2, 3])
marks = st.one_of(st.just(np.nan), st.floats(-50, 200))
rows = st.lists(marks, min_size=len(DIMENSION), max_size=len(DIMENSION))
weight = st.floats(0.01, 100)
extras = st.lists(st.one_of(st.just(np.nan), st.floats(0, 10)), min_size=2, max_size=2)
judged = st.sampled_from([Fraction(1, n) for n in range(9, 1, -1)] + list(range(1, 10)))


@st.composite
def cards(draw) -> Scorecard:
    people = draw(st.integers(1, 4))
    return scorecard(
        np.array([draw(rows) for _ in range(people)]),
        np.array([draw(weight) for _ in DIMENSION]),
        DIMENSION,
        np.array([draw(weight) for _ in range(4)]),
        bonus=np.array([draw(extras) for _ in range(people)]),
        deductions=np.array([draw(extras) for _ in range(people)]),
        bonus_cap=draw(st.one_of(st.none(), st.floats(0, 15))),
        deduction_cap=draw(st.one_of(st.none(), st.floats(0, 15))),
        least_weight=draw(st.sampled_from([0.0, 0.5])),
    )


@given(cards())
def test_effective_weights_add_up_to_one_whenever_anything_has_data(card: Scorecard) -> None:
    """The weight of what is out goes to the rest, none is lost."""
    total = card.weight.sum(axis=1)
    assert total == pytest.approx(np.where(card.weight_with_data > 0, 1.0, 0.0), abs=1e-12)


@given(cards())
def test_contributions_add_up_to_the_composite(card: Scorecard) -> None:
    """Measures, bonus and deductions are all the composite is made of."""
    total = (
        card.contribution.sum(axis=1)
        + card.bonus_contribution.sum(axis=1)
        + card.deduction_contribution.sum(axis=1)
    )
    scored = ~np.isnan(card.composite)
    assert total[scored] == pytest.approx(card.composite[scored], abs=1e-9)


@given(cards())
def test_dimensions_are_the_sums_of_their_measures(card: Scorecard) -> None:
    """A dimension's score times its weight is its contribution."""
    has = card.dimension_weight > 0
    product = (card.dimension_score * card.dimension_weight)[has]
    assert product == pytest.approx(card.dimension_contribution[has], abs=1e-9)


@given(cards())
def test_nobody_with_less_than_the_least_weight_has_a_composite(card: Scorecard) -> None:
    """Without any data there is never a composite."""
    assert np.isnan(card.composite[card.weight_with_data == 0]).all()


@given(st.lists(rows, min_size=2, max_size=6), st.randoms())
def test_the_order_of_managers_does_not_change_a_bit(people: list[list[float]], random) -> None:
    """A manager's composite depends on her own row only, to the last bit."""
    order = random.sample(range(len(people)), len(people))
    scores = np.array(people)
    none = np.zeros((len(people), 0))
    within, outer = np.array([3.0, 2, 1, 1, 7, 1, 1]), np.array([0.4832, 0.2717, 0.1569, 0.0882])
    plain = scorecard(scores, within, DIMENSION, outer, bonus=none, deductions=none)
    moved = scorecard(scores[order], within, DIMENSION, outer, bonus=none, deductions=none)
    assert np.array_equal(plain.composite[order], moved.composite, equal_nan=True)


@given(
    st.lists(st.fractions(-100, 1000), min_size=2, max_size=8),
    st.fractions(Fraction(1, 100), 500),
    st.booleans(),
)
def test_completion_never_falls_when_the_value_gets_better(values, target, lower) -> None:
    """More is never worth less; where lower is better, less is never worth less."""
    ordered = sorted(values, reverse=lower)
    targets = objects([target] * len(ordered))
    scores = rules.completion(objects(ordered), targets, cap=150, lower_is_better=lower).score
    assert (np.diff(scores) >= 0).all()


@given(st.lists(st.fractions(-10, 10), min_size=1, max_size=8), st.booleans())
def test_a_line_stays_between_its_anchors(values, falling) -> None:
    """Beyond the anchors the score is level."""
    anchors = ((Fraction(-1), 100), (Fraction(2), 0)) if falling else ((0, 0), (3, 100))
    scores = rules.linear(objects(values), anchors).score
    assert ((scores >= 0) & (scores <= 100)).all()


@given(
    st.sampled_from([1, 3, 6, 10, 15]).flatmap(lambda n: st.lists(judged, min_size=n, max_size=n))
)
def test_ahp_weights_are_positive_and_add_up_to_one(upper) -> None:
    """Whatever is judged, the weights share out one."""
    weights = analyse(from_upper(upper)).weights
    assert (weights > 0).all()
    assert weights.sum() == pytest.approx(1, abs=1e-12)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=8))
def test_ahp_gives_ratios_back(sizes: list[int]) -> None:
    """Judgments that are ratios of sizes give the sizes as weights, without inconsistency."""
    pairs = [Fraction(a, b) for i, a in enumerate(sizes) for b in sizes[i + 1 :]]
    result = analyse(from_upper(pairs))
    assert result.weights == pytest.approx(np.array(sizes) / sum(sizes), abs=1e-12)
    assert result.cr == pytest.approx(0, abs=1e-9)


@given(st.lists(st.lists(judged, min_size=3, max_size=3), min_size=1, max_size=4), st.randoms())
def test_the_order_of_experts_does_not_matter(experts, random) -> None:
    """The element-wise geometric mean knows no order and stays reciprocal."""
    matrices = [from_upper(upper) for upper in experts]
    mean = combined(matrices)
    assert mean == pytest.approx(combined(random.sample(matrices, len(matrices))), abs=1e-12)
    assert mean * mean.T == pytest.approx(np.ones_like(mean), abs=1e-9)


@given(st.lists(st.one_of(st.none(), st.fractions(0, 5, max_denominator=4)), max_size=12))
def test_rank_is_one_plus_the_number_strictly_better(points) -> None:
    """Counted the slow way."""
    known = [p for p in points if p is not None]
    slow = [0 if p is None else 1 + sum(q > p for q in known) for p in points]
    assert ranks(objects(points)).tolist() == slow


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=8))
def test_rounded_composites_keep_their_order(points: list[float]) -> None:
    """Rounding to four places never turns two managers round."""
    exact = rounded(np.array(sorted(points)), 4).tolist()
    assert exact == sorted(exact)
