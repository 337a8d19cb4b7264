"""Two windows on one report: what is asked about, and what stands."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reviews.report.content import GoalLine, ReportContent
from reviews.report.merging import answered, goal_place, merged

ORDER = ["DEP", "LOAN", "FEE"]
words = st.sampled_from(["", "甲", "乙", "丙"])


SECTIONS = ("achievements", "problems", "improvements", "goals")


@st.composite
def contents(draw):
    lines = [
        GoalLine(code, target, draw(words))
        for code in draw(st.permutations(ORDER))[: draw(st.integers(0, 3))]
        if (target := draw(st.sampled_from([None, Fraction(1), Fraction(2)]))) is not None
    ]
    lines.sort(key=lambda line: ORDER.index(line.measure_code))
    return ReportContent({code: draw(words) for code in SECTIONS}, tuple(lines))


def places(content):
    goals = {line.measure_code: line for line in content.goal_lines}
    return dict(content.texts) | {
        goal_place(code): goals.get(code, GoalLine(code)) for code in ORDER
    }


@given(contents(), contents(), contents())
def test_a_place_is_asked_about_only_where_both_changed_it_differently(base, typed, stored):
    found = merged(base, typed, stored, ORDER)
    read, mine, theirs = places(base), places(typed), places(stored)
    for place, stands in places(found.content).items():
        both = mine[place] != read[place] != theirs[place] != mine[place]
        assert (place in found.asked) == both
        untouched = mine[place] == read[place]
        assert stands == (theirs[place] if untouched else mine[place])


@given(contents(), contents())
def test_what_was_read_is_unknown_every_difference_is_asked_about(typed, stored):
    found = merged(None, typed, stored, ORDER)
    mine, theirs = places(typed), places(stored)
    assert found.asked == {place for place in mine if mine[place] != theirs[place]}
    assert found.content == typed


@given(contents(), contents())
def test_choosing_one_window_throughout_gives_its_content(typed, read):
    assert answered(typed, read, dict.fromkeys(places(read), "stored"), ORDER) == read
    assert answered(typed, read, dict.fromkeys(places(read), "typed"), ORDER) == typed


def test_a_goal_of_a_measure_that_the_form_does_not_have_is_not_dropped():
    other = ReportContent(goal_lines=(GoalLine("OLD", Fraction(3), "照旧"),))
    assert merged(other, other, other, ORDER).content == other
