"""An override within bounds replaces the score exactly, and everything follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.graph.overriding import Overriding
from scoring.graph.records import Override
from tests.scoring.graph.grounds import MILLION, computed, ground, scheme

PEOPLE = 4
PLAIN = 'code = "A"\ndimension = "all"\nweight = 60\nunit = "points"\noverride = 5\n'
VALUE = PLAIN + 'rule = { name = "value", floor = 0, cap = 100 }'
REST = (
    'code = "B"\ndimension = "all"\nweight = 40\nunit = "points"\n'
    'rule = { name = "percentile", group = "bank" }'
)
READS = 'code = "C"\nunit = "points"\nformula = "score(A) * 2"\nrule = { name = "value" }'
SCORES = st.integers(0, 100 * MILLION)
OTHERS = st.decimals(-20, 120, places=2).map(Fraction)


def over(values, overrides):
    rows = {
        key: Override(Fraction(score), date(2026, 12, 1), "10104", "郑国栋", "看过原件")
        for key, score in overrides.items()
    }
    return replace(ground(PEOPLE, values, {}), overrides=rows)


def table(text):
    return text.replace('source = { metric = "value" }\ncode = "C"', 'code = "C"')


def cells_of(values, overrides, measures=(VALUE, REST), more=""):
    return computed(table(scheme(measures, more)), over(values, overrides))


@given(st.lists(SCORES, min_size=PEOPLE, max_size=PEOPLE), st.integers(0, PEOPLE - 1), OTHERS)
@settings(max_examples=60, deadline=None)
def test_within_bounds_it_replaces_exactly_and_elsewhere_nothing(numbers, who, other):
    values = {(person, "A"): number for person, number in enumerate(numbers)}
    values |= {(person, "B"): number for person, number in enumerate(reversed(numbers))}
    plain, cells = cells_of(values, {}), cells_of(values, {(who, "A"): other})
    rule = Overriding(Fraction(5), Fraction(0), Fraction(100))
    for person in range(PEOPLE):
        before = Fraction(numbers[person], MILLION)
        assert cells.column("A.computed").at(person, 0) == before
        taken = person == who and rule.takes(before, other)
        after = cells.column("A.score").at(person, 0)
        assert after == (other if taken else before)
        moved = cells.column("composite.exact").at(person, 0)
        was = plain.column("composite.exact").at(person, 0)
        assert moved - was == pytest.approx(float(after - before) * 0.6, abs=1e-9)


@given(SCORES, OTHERS, st.integers(1, 20))
@settings(max_examples=80, deadline=None)
def test_what_is_taken_lies_within_bounds_and_the_scale(number, other, by):
    computed_score = Fraction(number, MILLION)
    rule = Overriding(Fraction(by), Fraction(0), Fraction(100))
    low, high = rule.bounds(computed_score)
    assert 0 <= low <= computed_score <= high <= 100
    assert high - low <= 2 * by
    assert rule.takes(computed_score, other) == (low <= other <= high)


def test_without_a_score_there_is_nothing_to_override():
    cells = cells_of({(1, "A"): 50 * MILLION}, {(0, "A"): 50, (1, "A"): 52})
    assert cells.column("A.score").at(0, 0) is None
    assert cells.column("A.score").at(1, 0) == 52


def test_formulas_bands_and_the_order_of_people_read_the_score_that_counts():
    values = {(person, "A"): (80 - person) * MILLION for person in range(PEOPLE)}
    measures = (VALUE.replace("weight = 60", "weight = 100"), READS)
    bands = '[grading]\ntie_breaks = ["A"]\n'
    cells = cells_of(values, {(3, "A"): 82}, measures, bands)
    assert cells.column("C.value").at(3, 0) == 164
    assert [cells.column("rank").at(person, 0) for person in range(PEOPLE)] == [2, 3, 4, 1]


def test_of_a_measure_by_month_the_cycles_score_is_overridden():
    monthly = VALUE + '\nperiod = "quarter"\ngives = "mean"'
    months = {0: {n: (60 + n) * MILLION for n in range(12)}}
    plain = over({}, {(0, "A"): 70})
    found = replace(
        plain, values={(0, "A"): dict(zip(range(202601, 202613), months[0].values(), strict=True))}
    )
    cells = computed(table(scheme((monthly, REST))), found)
    before = cells.column("A.computed").at(0, 0)
    assert before == Fraction(131, 2)
    assert cells.column("A.score.cycle").at(0, 0) == 70
    assert cells.column("A.score").shape[1] == 4


def test_the_formula_names_both_scores():
    cells = cells_of({(0, "A"): 50 * MILLION}, {(0, "A"): 52})
    formula = cells.formula("A.score", 0, 0)
    assert [getattr(one, "value", one.text.en if hasattr(one, "text") else None)
            for one in formula.pieces] == [50, "+", 2]  # fmt: skip
