"""What stands beside a section: figures that answer its question, each once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reviews.models import Goal
from reviews.report.facts import facts_beside, is_short
from reviews.report.goals import change_of
from scoring.sheet.samples import sample_sheet
from scoring.sheet.scales import scales


@pytest.fixture
def sheet():
    return sample_sheet()


def line(sheet, **changes):
    return replace(sheet.measures[0], **changes)


@pytest.mark.parametrize(
    ("score", "completion", "short"),
    [
        (97.0, None, False),
        (89.9, None, True),
        (95.0, 0.95, True),
        (100.0, 1.0, False),
        (None, None, False),
    ],
)
def test_short_is_what_is_under_good_or_missed_its_plan(sheet, score, completion, short):
    assert is_short(line(sheet, score=score, completion=completion), 90) is short


def test_the_problems_facts_are_named_and_worst_first(sheet):
    facts = facts_beside("problems", sheet, [], "本人数据")
    assert facts.title == "低于90分或未完成任务"
    scores = [fact.line.score for fact in facts.facts]
    assert scores == sorted(scores)


def test_the_improvements_repeat_no_facts(sheet):
    assert facts_beside("improvements", sheet, [], "本人数据") is None
    assert facts_beside("goals", sheet, [], "本人数据") is None


def test_a_goal_of_last_year_says_how_far_it_was_reached(sheet):
    goal = Goal(measure_code=sheet.measures[0].code, target=sheet.measures[0].value / 2)
    facts = facts_beside("goals", sheet, [goal, Goal(measure_code="GONE", target=1)], "")
    assert [fact.share for fact in facts.facts] == ["200.00%"]


@pytest.mark.parametrize(
    ("lower_is_better", "actual", "goal", "share"),
    [
        (False, 5, 4, "125.00%"),
        (False, 0, 4, ""),
        (False, -1, 4, ""),
        (True, 5, 4, "80.00%"),
        (True, 0, 4, ""),
        (True, -1, 4, ""),
        (True, 5, 0, ""),
        (True, 5, -4, ""),
        (False, None, 4, ""),
    ],
)
def test_a_goal_is_reached_by_a_share_that_can_be_worked_out(
    sheet, lower_is_better, actual, goal, share
):
    """Actual over goal, turned round where lower is better; of nothing there is no share."""
    value = None if actual is None else Fraction(actual)
    own = line(sheet, value=value, lower_is_better=lower_is_better)
    first = replace(sheet.dimensions[0], measures=(own,))
    goals = [Goal(measure_code=own.code, target=Fraction(goal))]
    facts = facts_beside("goals", replace(sheet, dimensions=(first,)), goals, "").facts
    assert [fact.share for fact in facts] == [share]


@pytest.mark.parametrize(
    ("actual", "goal", "unit", "value", "suffix"),
    [
        (Fraction(50), Fraction(54), "yuan", 8, "%"),
        (Fraction(129, 10_000), Fraction(95, 10_000), "ratio", Fraction(-34, 100), "个百分点"),
        (Fraction(0), Fraction(1, 100), "ratio", 1, "个百分点"),
    ],
)
def test_a_change_is_in_percent_and_of_a_ratio_in_points(actual, goal, unit, value, suffix):
    change = change_of(actual, goal, next(scales(unit)), lower_is_better=False)
    assert (change.value, change.suffix) == (value, suffix)


@pytest.mark.parametrize("actual", [None, Fraction(0), Fraction(-3)])
def test_a_percentage_of_nothing_is_not_given(actual):
    assert change_of(actual, Fraction(5), next(scales("yuan")), lower_is_better=False) is None
