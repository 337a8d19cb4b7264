"""What a slide shows can be computed with: a reader gets the numbers that stand beside it."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base.formats import completion
from reviews.deck.charts.completion import HUNDRED, completion_bars
from reviews.deck.data import DeckGoal
from reviews.deck.figures import scale_of
from reviews.deck.findings.goals import goal_scale
from reviews.deck.slides import goals
from reviews.deck.style import Box
from tests.reviews.deck.building import measure

AMOUNTS = st.integers(10_000, 10**10)


def read(text: str) -> Fraction:
    return Fraction(text.replace(",", "").replace("−", "-"))


def chinese(line, value) -> str:
    with translation.override("zh-hans"):
        return scale_of(line).text(value)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_value_over_target_as_shown_is_the_completion_that_is_shown(value, target, before):
    line = measure("RORAC", "RORAC", value=value, target=target, before=before)
    shown = read(chinese(line, value)) / read(chinese(line, target))
    assert completion(shown) == completion(Fraction(value, target))


@given(st.integers(1, 9_999), st.integers(1, 9_999))
def test_a_limit_over_a_rate_as_shown_is_the_completion_that_is_shown(rate, limit):
    exact = Fraction(rate, 100_000), Fraction(limit, 100_000)
    line = measure("NPL", "不良贷款率", "ratio", *exact, lower=True)
    shown = read(chinese(line, line.target)) / read(chinese(line, line.value))
    assert completion(shown) == completion(line.target / line.value)


def test_the_usual_unit_stays_where_it_bears_the_completion_out():
    line = measure("DEP", "存款日均", value=438_200_000, target=420_000_000)
    assert chinese(line, line.value) == "4.38"


def test_a_finer_unit_is_taken_where_the_usual_one_does_not():
    line = measure("DEP", "存款日均", value=137_450_000, target=128_000_000)
    with translation.override("zh-hans"):
        scale = scale_of(line)
        assert scale.written(line.value), scale.written(line.target) == ("13,745万元", "12,800万元")


@given(AMOUNTS, AMOUNTS)
def test_a_goal_over_the_actual_as_shown_is_the_change_that_is_shown(actual, target):
    line = DeckGoal("存款日均", "yuan", Fraction(actual), Fraction(target))
    with translation.override("zh-hans"):
        scale = goal_scale(line)
        shown = read(scale.text(line.target)) / read(scale.text(line.actual)) - 1
        stated = read(goals.change(line).rstrip("%"))
    if stated not in (0, Fraction(-1, 10)):  # a completion never reaches 100%, a change may be 0
        assert abs(shown * 100 - stated) <= Fraction(1, 20)


def texts(slide) -> str:
    """All that a slide says besides its title: frames, cells, labels of charts."""
    found = []
    for shape in slide.shapes:
        if shape == slide.shapes.title:
            continue
        element = shape.chart._chartSpace if shape.has_chart else shape._element
        found += [t.text or "" for t in element.iter("{*}t")]
    return "".join(found)


PART = re.compile(r"（\d+/\d+）$| \(\d+ of \d+\)$")
FOLLOWING = ("收益", "income", "失", " cost ")  # from two numbers of the slide, as tested above


def test_the_numbers_of_a_title_stand_on_its_slide(each):
    """Or are what a completion on it is beyond 100%, or follow from two of its numbers."""
    slides = list(each.deck.slides)[1:]
    heads = [PART.sub("", slide.shapes.title.text_frame.text) for slide in slides]
    for title in heads:  # slides that continue one another share it
        shown = "".join(texts(s) for s, head in zip(slides, heads, strict=True) if head == title)
        for number in re.findall(r"[\d,]+\.\d+", title):
            completed = f"{float(100 + read(number)):.1f}%"
            follows = any(word in title for word in FOLLOWING)
            assert number in shown or completed in shown or follows, title


def test_the_bar_of_a_plan_missed_by_little_ends_before_the_mark():

    lines = [
        measure("A", "一", value=99_970, target=100_000),
        measure("B", "二", value=1, target=1),
    ]
    box = Box(0, 0, 1_000_000, 500_000)
    chart = completion_bars(lines, [Fraction(9997, 10000), Fraction(1)], 90.0, box, box, "zh-hans")
    missed, met = chart.chart.book.series[0].values
    assert missed < HUNDRED == met
    assert "99.9%" in chart.chart.book.series[-1].labels[0].text


@pytest.mark.parametrize("name", ["strong", "losing", "crowded"])
def test_change_and_completion_beside_a_figure_follow_from_it(made, name):
    data = made[name].data
    for line in data.sheet.measures:
        if line.unit == "yuan" and line.target and (line.value or 0) > 0:
            with translation.override(data.language):
                scale = scale_of(line)
                shown = read(scale.text(line.value)) / read(scale.text(line.target))
            assert completion(shown) == completion(line.value / line.target)
