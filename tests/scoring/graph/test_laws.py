"""What holds of every scheme: order, direction, parts of a pool, and who has to do with whom."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.graph.pools import allocations
from tests.scoring.graph.grounds import MILLION, computed, ground, scheme

PEOPLE = 6
HIGHER = [
    '{ name = "value" }',
    '{ name = "value", floor = 10, cap = 90 }',
    '{ name = "value", threshold = 40 }',
    '{ name = "completion" }',
    '{ name = "completion", floor = 0, cap = 120, threshold = 60 }',
    '{ name = "linear", best = 80, worst = 20 }',
    '{ name = "linear", best = 80, worst = 20, worst_score = 40, threshold = 50 }',
    '{ name = "pass_fail", bound = 50 }',
    '{ name = "tiers", steps = [{ from = 20, score = 30 }, { from = 60, score = 100 }] }',
    '{ name = "tiers", slices = true, steps = [{ from = 0, rate = 1 }, { from = 50, rate = 2 }] }',
    '{ name = "points_per_unit", points = 2, per = 7, whole_units = true }',
    '{ name = "points_per_unit", points = 0.3, cap = 20 }',
]
LOWER = [
    '{ name = "completion", floor = 0, cap = 150 }',
    '{ name = "linear", best = 20, worst = 80 }',
    '{ name = "pass_fail", bound = 50 }',
    '{ name = "tiers", steps = [{ up_to = 20, score = 100 }, { up_to = 60, score = 40 }] }',
    '{ name = "deduct_per_unit", points = 1.5 }',
]
RULES = [(rule, "higher") for rule in HIGHER] + [(rule, "lower") for rule in LOWER]
NUMBERS = st.one_of(
    st.integers(-20 * MILLION, 200 * MILLION),
    st.sampled_from([0, 20, 40, 50, 60, 80]).map(lambda n: n * MILLION),  # on the bounds
)
TARGETS = st.integers(MILLION // 2, 200 * MILLION)


def table(code: str, weight: Fraction | int, rule: str, direction: str) -> str:
    lines = [f'code = "{code}"', 'dimension = "all"', f"weight = {weight}", 'unit = "points"',
             f'direction = "{direction}"', f"rule = {rule}"]  # fmt: skip
    if "completion" in rule:
        lines += ['missing_target = "out"', 'zero_target = "out"']
    return "\n".join(lines)


@st.composite
def cases(draw):
    """Return tables of measures, values and targets: some values are missing."""
    chosen = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=5))
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=len(chosen) - 1,
                                max_size=len(chosen) - 1, unique=True)))  # fmt: skip
    weights = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    codes = [f"M{n}" for n in range(len(chosen))]
    tables = [
        table(code, weight, rule, direction)
        for code, weight, (rule, direction) in zip(codes, weights, chosen, strict=True)
    ]
    values, targets = {}, {}
    for code in codes:
        for person in range(PEOPLE):
            if draw(st.integers(0, 9)):
                values[person, code] = draw(NUMBERS)
            targets[person, code] = draw(TARGETS)
    return tables, [direction for _rule, direction in chosen], values, targets


def composites(tables, values, targets) -> list[float | None]:
    cells = computed(scheme(tables), ground(PEOPLE, values, targets))
    return [cells.column("composite.exact").at(person, 0) for person in range(PEOPLE)]


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_composite_does_not_depend_on_the_order_of_measures(case, random: Random):
    tables, _directions, values, targets = case
    shuffled = random.sample(tables, len(tables))
    assert composites(shuffled, values, targets) == [
        None if score is None else pytest.approx(score, abs=1e-9)
        for score in composites(tables, values, targets)
    ]


@given(cases(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_better_value_never_lowers_a_composite(case, data):
    tables, directions, values, targets = case
    place = data.draw(st.integers(0, len(tables) - 1))
    key = 0, f"M{place}"
    values.setdefault(key, 50 * MILLION)
    step = data.draw(st.integers(1, 100 * MILLION))
    better = values | {key: values[key] + (step if directions[place] == "higher" else -step)}
    before, after = (composites(tables, found, targets)[0] for found in (values, better))
    assert after >= before - 1e-9


@given(cases(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_score_has_nothing_to_do_with_other_people(case, data):
    tables, _directions, values, targets = case
    other = {key: data.draw(NUMBERS) for key in values if key[0] != 0}
    elsewhere = {key: data.draw(TARGETS) for key in targets if key[0] != 0}
    alone = composites(tables, values, targets)[0]
    assert composites(tables, values | other, targets | elsewhere)[0] == alone


@pytest.mark.parametrize(
    ("rule", "group", "touched"),
    [
        ('{ name = "percentile", group = "bank" }', "bank", True),
        ('{ name = "percentile", group = "branch" }', "branch", False),
    ],
)
def test_a_percentile_has_to_do_with_the_group_alone(rule, group, touched):
    """Somebody of the other branch falls from above her to below her."""
    tables = [table("M0", 100, rule, "higher")]
    values = {(person, "M0"): (10 + person) * MILLION for person in range(PEOPLE)}
    fallen = values | {(5, "M0"): 0}
    before, after = (composites(tables, found, {})[0] for found in (values, fallen))
    assert (before != after) == touched


POOL = """
[[pools]]
code = "P"
title = "Pool"
title_zh = "资金池"
amount = {amount}
group = "{group}"

[[pools.parts]]
code = "one"
title = "One"
title_zh = "一"
share = {one}
measure = "M0"

[[pools.parts]]
code = "two"
title = "Two"
title_zh = "二"
share = {two}
measure = "M1"
"""


@given(
    amount=st.integers(0, 10**9),
    one=st.integers(1, 99),
    group=st.sampled_from(["bank", "branch", "line", "line_and_branch"]),
    numbers=st.lists(st.integers(-MILLION, 10 * MILLION), min_size=2 * PEOPLE, max_size=2 * PEOPLE),
)
@settings(max_examples=100, deadline=None)
def test_the_shares_of_a_pool_add_up_to_the_fen(amount, one, group, numbers):
    """Each group's parts come to its pool, but for the parts of which nobody has any."""
    tables = [table(code, 50, '{ name = "value" }', "higher") for code in ("M0", "M1")]
    keys = [(person, code) for code in ("M0", "M1") for person in range(PEOPLE)]
    values = dict(zip(keys, numbers, strict=True))
    yuan = f"{amount // 100}.{amount % 100:02d}"
    text = scheme(tables, POOL.format(amount=yuan, group=group, one=one, two=100 - one))
    over = ground(PEOPLE, values, {})
    cells = computed(text, over)
    numbered, names = over.people.groups(group, over.calendar.periods("cycle")[0].ends)
    for place in range(len(names)):
        rows = [person for person in range(PEOPLE) if numbered[person] == place]
        shared = sum(cells.column("pool.P").at(person, 0) * 100 for person in rows)
        listed = [a for a in allocations(cells) if a.group == names[place]]
        assert sum(a.amount for a in listed) == amount
        assert shared == amount - sum(a.unallocated for a in listed)
        for part in listed:
            code = {"one": "M0", "two": "M1"}[part.part]
            anybody = any(values[person, code] > 0 for person in rows)
            assert part.unallocated == (0 if anybody or not part.amount else part.amount)
