"""Over all subsets of six raters: nothing of a group under its number is in what is told of it.

What is told is also what page, workbook, slide and score make of it, for each subset.
"""

from fractions import Fraction
from io import BytesIO
from itertools import chain, combinations, permutations

import pytest
from openpyxl import load_workbook

from portfolio.models import Manager
from reviews.deck.slides.surveyed import finding as deck_finding
from reviews.deck.survey import plain_survey
from reviews.models import Survey, SurveyGroup, SurveyQuestion
from reviews.surveys.counting import Asked, Box, Rule, mean_of_groups, shown
from reviews.surveys.page import (
    bars_of_dimensions,
    bars_of_groups,
    finding,
    result_workbook,
    table_of,
    together,
)
from reviews.surveys.results import GroupLine, Outcome, Said
from scoring.graph.sources.survey import Survey as Source

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


QUESTIONS = [
    SurveyQuestion(position=one.position, sides=sorted(one.sides), dimension=one.dimension,
        dimension_title=one.dimension, dimension_title_zh=one.dimension, text=f"question {at}",
        text_zh=f"问题{at}")
    for at, one in enumerate(ASKED)
]  # fmt: skip
TITLES = {"skill": "skill", "service": "service"}
SOURCE = Source(metric="survey", weights=WEIGHTS)


def told_of(boxes):
    """Everything that is made of the boxes of somebody once the survey is closed."""
    found = {one.side: one for one in shown(RULES, ASKED, boxes)}
    lines = tuple(
        GroupLine(
            SurveyGroup(side=rule.side, weight=rule.weight, least=rule.least),
            found[rule.side].answers if rule.side in found else 0,
            values={
                name: Fraction(value, 10**6)
                for name, value in (found[rule.side].values if rule.side in found else {}).items()
            },
        )
        for rule in RULES
    )
    said = tuple(
        Said(
            question,
            tuple(
                (side, tuple(one.texts.get(question.position, ()))) for side, one in found.items()
            ),
        )
        for question in QUESTIONS
    )
    outcome = Outcome(Survey(kind="review"), Manager(staff_no="M1"), lines, TITLES, said)
    book = load_workbook(BytesIO(result_workbook(outcome)))
    slide = plain_survey(outcome)
    return [
        [[cell.value for cell in row] for sheet in book for row in sheet.rows],
        [(row["line"].title, row["line"].answers, row["cells"]) for row in table_of(outcome)],
        together(outcome),
        finding(outcome),
        [str(chart) for chart in (bars_of_groups(outcome), bars_of_dimensions(outcome))],
        slide,
        str(deck_finding(slide)) if slide.value is not None else "",
        SOURCE._mean({side: Fraction(one.values[""], 10**6) for side, one in found.items()}),
    ]


@pytest.mark.once  # 64 workbooks a bank, thrice
@pytest.mark.parametrize("raters", BANKS[1:3], ids=lambda raters: "-".join(raters))
def test_page_workbook_slide_and_score_are_made_of_the_shown_groups_alone(raters):
    for who in subsets():
        told = {one.side for one in shown(RULES, ASKED, boxes(raters, who))}
        withheld = set(SIDES) - told
        silent = [number for number in who if raters[number] in told]
        first = told_of(boxes(raters, who))
        assert told_of(boxes(raters, silent)) == first
        if len(silent) < len(who):
            assert told_of(boxes(raters, who, other=withheld)) == first
        assert first[-1] == first[5].value  # the score is the mean that page and slide show


def test_one_more_answer_changes_nothing_that_is_told_until_it_makes_a_group_large_enough():
    """Two exports, before and after: they differ only by a group that is shown from then on."""
    for raters in BANKS:
        for order in (range(6), reversed(range(6))):
            who, before = [], told_by(raters, [])
            for number in order:
                who.append(number)
                after = told_by(raters, who)
                side = raters[number]
                others = {name: value for name, value in after.items() if name != side}
                assert others == {name: v for name, v in before.items() if name != side}
                count = sum(raters[one] == side for one in who)
                assert (side in after) is (count >= LEAST[side])
                before = after


def told_by(raters, who):
    return {one.side: one for one in shown(RULES, ASKED, boxes(raters, who))}


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
