"""Over all subsets of six raters: nothing of a group under its number is in what is told of it."""

from fractions import Fraction
from itertools import chain, combinations, permutations

import pytest

from reviews.surveys.counting import Asked, Box, Rule, mean_of_groups, shown

SIDES = ("self", "superior", "peer", "subordinate", "client")
WEIGHTS = dict(zip(SIDES, (10, 30, 25, 15, 20), strict=True))
LEAST = dict(zip(SIDES, (1, 1, 3, 3, 3), strict=True))
RULES = [Rule(side, Fraction(WEIGHTS[side]), LEAST[side]) for side in SIDES]
ASKED = [
    Asked(0, "skill", frozenset(SIDES)),
    Asked(1, "service", frozenset({"self", "peer", "client"})),
    Asked(2, "", frozenset(SIDES)),
]
BANKS = (  # in which groups six raters are
    ("peer",) * 3 + ("client",) * 3,
    ("peer",) * 4 + ("subordinate",) * 2,
    ("self", "superior") + ("peer",) * 4,
    ("self", "superior", "peer", "peer", "peer", "client"),
)


def answer(number, other=0):
    """The number-th rater's answer, or another one."""
    grade = (number * 2 + other) % 5 + 1
    return {0: grade, 1: 6 - grade}, {2: f"words of {number}{other}"}


def boxes(raters, who, other=()):
    """The boxes after these have answered; `other` are the groups that say something else."""
    found = {side: Box() for side in SIDES}
    for number in who:
        side = raters[number]
        grades, texts = answer(number, 1 if side in other else 0)
        found[side] = found[side].with_answer(grades, texts)
    return found


def subsets():
    return chain.from_iterable(combinations(range(6), size) for size in range(7))


@pytest.mark.parametrize("raters", BANKS, ids=lambda raters: "-".join(raters))
def test_whatever_a_withheld_group_says_all_that_is_told_is_the_same(raters):
    for who in subsets():
        told = shown(RULES, ASKED, boxes(raters, who))
        withheld = set(SIDES) - {one.side for one in told}
        assert withheld == {
            side for side in SIDES if sum(raters[n] == side for n in who) < LEAST[side]
        }
        assert shown(RULES, ASKED, boxes(raters, who, other=withheld)) == told
        silent = [number for number in who if raters[number] not in withheld]
        assert shown(RULES, ASKED, boxes(raters, silent)) == told


def test_the_mean_together_is_that_of_what_is_shown_and_no_difference_gives_the_rest():
    raters = BANKS[2]
    for who in subsets():
        values = {one.side: one.values[""] for one in shown(RULES, ASKED, boxes(raters, who))}
        mean = mean_of_groups({side: Fraction(WEIGHTS[side]) for side in SIDES}, values)
        if not values:
            assert mean is None
            continue
        total = sum(WEIGHTS[side] for side in values)
        assert mean == sum(Fraction(WEIGHTS[s] * v, total * 10**6) for s, v in values.items())


def test_a_box_is_the_same_in_whatever_order_answers_came():
    given = [answer(number) for number in range(4)]
    found = set()
    for order in permutations(given):
        box = Box()
        for grades, texts in order:
            box = box.with_answer(grades, texts)
        found.add(box.written())
    assert len(found) == 1


def test_grades_and_words_of_one_answer_lie_apart():
    box = Box().with_answer({0: 5, 1: 1}, {2: "乙"}).with_answer({0: 1, 1: 5}, {2: "甲"})
    assert (box.grades, box.texts) == ({0: [1, 5], 1: [1, 5]}, {2: ["乙", "甲"]})


@pytest.mark.parametrize(("answers", "is_shown"), [(2, False), (3, True)])
def test_three_are_enough_and_two_are_not(answers, is_shown):
    found = shown(RULES, ASKED, boxes(("peer",) * 6, range(answers)))
    assert bool(found) is is_shown


def test_a_mean_is_the_mean_of_all_grades_of_twenty_points_each():
    box = Box()
    for grade in (5, 4, 2):
        box = box.with_answer({0: grade, 1: 5}, {})
    (told,) = shown(RULES, ASKED, {"peer": box})
    assert told.values == {"skill": 73_333_333, "service": 100_000_000, "": 86_666_667}
