"""What a slide shows can be computed with: a reader gets the numbers that stand beside it."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base import formats
from reviews.deck.charts.completion import HUNDRED, completion_bars
from reviews.deck.data import DeckGoal
from reviews.deck.slides import goals
from scoring.sheet.scales import scale_of
from tests.reviews.deck.building import measure

AMOUNTS = st.integers(10_000, 10**10)


def read(text: str) -> Fraction:
    return Fraction(text.replace(",", "").replace("−", "-"))


def chinese(line, value) -> str:
    with translation.override("zh-hans"):
        return scale_of(line).text(value)


def near(one: Fraction, other: Fraction) -> bool:
    """Whether a completion is another to a twentieth of a point, as far as both are small."""
    return abs(one - other) <= Fraction(1, 2000) * max(1, abs(other))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_value_over_target_as_shown_is_the_completion_that_is_shown(value, target, before):
    line = measure("RORAC", "RORAC", value=value, target=target, before=before)
    shown = read(chinese(line, value)) / read(chinese(line, target))
    assert near(shown, Fraction(value, target))
    assert (shown < 1) == (value < target)


@given(st.integers(1, 9_999), st.integers(1, 9_999))
def test_a_limit_over_a_rate_as_shown_is_the_completion_that_is_shown(rate, limit):
    exact = Fraction(rate, 100_000), Fraction(limit, 100_000)
    line = measure("NPL", "不良贷款率", "ratio", *exact, lower=True)
    shown = read(chinese(line, line.target)) / read(chinese(line, line.value))
    assert near(shown, line.target / line.value)
    assert (shown < 1) == (limit < rate)


@pytest.mark.parametrize(
    ("value", "target", "written"),
    [
        (438_200_000, 420_000_000, ("43,820.00万元", "42,000.00万元")),
        (137_175_630, 127_700_000, ("13,717.56万元", "12,770.00万元")),
        (6_438, 6_200, ("0.644万元", "0.620万元")),
        (99_999_990, 100_000_000, ("9,999.999万元", "10,000.000万元")),
    ],
)
def test_money_stays_in_its_unit_and_takes_the_places_it_needs(value, target, written):
    line = measure("DEP", "存款日均", value=value, target=target)
    with translation.override("zh-hans"):
        scale = scale_of(line)
        assert (scale.written(line.value), scale.written(line.target)) == written


@given(AMOUNTS, AMOUNTS)
def test_a_goal_reads_as_it_was_typed_beside_the_change_that_it_means(actual, target):
    line = DeckGoal("存款日均", "yuan", Fraction(actual), Fraction(target))
    with translation.override("zh-hans"):
        _name, _now, goal, stated = goals.cells_of(line)
    assert read(goal.text) * 10_000 == target
    change = (Fraction(target, actual) - 1) * 100
    assert abs(read(stated.rstrip("%")) - change) <= Fraction(1, 200)
    assert (read(stated.rstrip("%")) == 0) == (actual == target)


def texts(slide) -> str:
    """All that a slide says besides its title: frames, cells, labels of charts."""
    found = []
    for shape in slide.shapes:
        if shape == slide.shapes.title:
            continue
        element = shape.chart._chartSpace if shape.has_chart else shape._element
        found += [t.text or "" for t in element.iter("{*}t", "{*}v")]
    return "".join(found)


PART = re.compile(r"（\d+/\d+）$| \(\d+ of \d+\)$")
# From two numbers of the slide, as tested above.
FOLLOWING = (
    "收益", "income", "失", " cost ", "增", "降", "减", "差", "grow", "grew", "fell", "rise",
    "short",
    "提高", "比上年", "the year before",
)  # fmt: skip


def test_the_numbers_of_a_title_stand_on_its_slide(each):
    """Or are what a completion on it is beyond 100%, or follow from two of its numbers."""
    slides = list(each.deck.slides)[1:]
    heads = [PART.sub("", slide.shapes.title.text_frame.text) for slide in slides]
    for title in heads:  # slides that continue one another share it
        shown = "".join(texts(s) for s, head in zip(slides, heads, strict=True) if head == title)
        for number in re.findall(r"[\d,]+\.\d+", title):
            completed = f"{formats.plain(100 + read(number))}%"
            follows = any(word in title for word in FOLLOWING)
            assert number in shown or completed in shown or follows, title


def test_the_bar_of_a_plan_missed_by_little_ends_before_the_mark():

    lines = [
        measure("A", "一", value=99_970, target=100_000),
        measure("B", "二", value=1, target=1),
    ]
    completions = [Fraction(9997, 10000), Fraction(1)]
    chart = completion_bars(lines, completions, ["一", "二"], 90.0, (0, 0, 1, 1))
    missed, met = chart.book.columns[chart.series[0].column].numbers
    assert missed < HUNDRED == met
    assert chart.book.columns[chart.series[-1].labels.column].texts == ("99.97%", "100.00%")


@pytest.mark.parametrize("name", ["strong", "losing", "crowded"])
def test_change_and_completion_beside_a_figure_follow_from_it(made, name):
    data = made[name].data
    for line in data.sheet.measures:
        if line.unit == "yuan" and line.target and (line.value or 0) > 0:
            with translation.override(data.language):
                scale = scale_of(line)
                shown = read(scale.text(line.value)) / read(scale.text(line.target))
            assert near(shown, line.value / line.target)
