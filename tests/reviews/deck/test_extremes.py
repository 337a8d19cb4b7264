"""However large or negative what is drawn is: labels stay clear of marks and say something."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcenter.base.formats import usual_unit
from reviews.deck.build import draw_deck
from reviews.deck.charts.completion import HIDDEN, completion_bars
from reviews.deck.charts.trend import NEAR, Track, end_line, trend
from reviews.deck.charts.values import Chart, Series
from reviews.deck.charts.waterfall import waterfall
from reviews.deck.drawing import Slide, Table, TextBox
from reviews.deck.unit import deck_unit
from scoring.sheet.steps import shown_steps
from tests.reviews.deck import building
from tests.reviews.deck.samples import SAMPLES
from tests.reviews.deck.test_valid import COMPLETIONS, shaped

MOST_ROWS = 14
amounts = st.integers(-(10**10), 10**10) | st.integers(-3_000, 3_000) | st.just(0)
steps = st.tuples(*[st.tuples(*[amounts] * 7)] * 2).map(lambda both: building.waterfall(*both))


@settings(max_examples=25, deadline=None)
@given(steps)
def test_at_most_one_label_of_something_reads_nothing(found):
    with translation.override("zh-hans"):
        unit = deck_unit(building.sheet(waterfall=found, staff_no="1", name="许文静"))
        figures = [total for _step, _stock, _new, total in shown_steps(found, unit)]
    hidden = [one for one, figure in zip(found, figures, strict=True) if one.total and not figure]
    assert len(hidden) <= 1


@settings(max_examples=25, deadline=None)
@given(steps)
def test_the_label_of_a_step_is_clear_of_bars_and_connectors(found):
    """It stands above all that is drawn in its column, or under all of it."""
    with translation.override("zh-hans"):
        figures = [total for _step, _stock, _new, total in shown_steps(found, usual_unit())]
        chart = waterfall(found, figures, usual_unit())
    bars, lines = chart.plots
    *levels, over, under = lines.series
    for row in range(chart.book.rows):
        drawn = [value(chart, one, row) for one in levels]
        stack = [value(chart, one, row) or 0.0 for one in bars.series]
        drawn += [sum(v for v in stack if v > 0), sum(v for v in stack if v < 0)]
        reached = [v for v in drawn if v is not None]
        near = 1e-9 * max(map(abs, [*reached, 1.0]))
        if label(chart, over, row):
            assert value(chart, over, row) >= max(reached) - near
        if label(chart, under, row):
            assert value(chart, under, row) <= min(reached) + near


def value(chart: Chart, one: Series, row: int) -> float | None:
    return chart.book.columns[one.column].numbers[row]


def label(chart: Chart, one: Series, row: int) -> str:
    return chart.book.columns[one.labels.column].texts[row]


def test_the_number_beside_a_bar_is_clear_of_it_whatever_was_completed():
    """It stands in an unseen stretch behind everything that is drawn to the right."""
    lines = [
        building.measure(f"M{i}", f"指标{i}", value=Fraction(c) * 1_000, target=1_000, cap=1e9)
        for i, c in enumerate(COMPLETIONS)
    ]
    with translation.override("zh-hans"):
        completions = [one.value / one.target for one in lines]
        chart = completion_bars(lines, completions, [m.title for m in lines], 90.0, (0, 0, 1, 1))
    (plot,) = chart.plots
    *drawn, last = plot.series
    assert plot.stacked
    assert last.labels.position == "inBase"
    assert last.look == drawn[-1].look == HIDDEN
    for row in range(chart.book.rows):
        assert value(chart, drawn[-1], row) > 0
        assert value(chart, last, row) > 0
        positive = [value(chart, one, row) for one in drawn if value(chart, one, row) > 0]
        assert sum(positive) >= 100


@given(st.integers(0, 10**13), st.integers(0, 10**13))
@settings(max_examples=25, deadline=None)
def test_the_ends_of_two_lines_are_labelled_on_different_sides_where_they_are_near(one, other):
    tracks = [Track("存款", (0, one), end_line("own"), is_labelled=True),
              Track("贷款", (0, other), end_line("ded"), is_labelled=True)]  # fmt: skip
    with translation.override("zh-hans"):
        chart = trend(["1月", "2月"], tracks, 2_000_000)
    sides = [series.labels.position for series in chart.series]
    assert sides == ["r", "r"] or set(sides) == {"t", "b"}
    assert abs(one - other) >= NEAR * max(one, other) or sides != ["r", "r"]


def presented(slides: tuple[Slide, ...]) -> list[Slide]:
    return [slide for slide in slides if slide.section not in ("Appendix", "附录")]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_table_that_is_presented_has_at_most_fourteen_rows(language):
    for data in (replace(SAMPLES["crowded"](), language=language), shaped(40, 10, language)):
        slides = draw_deck(data).slides
        talk = presented(slides)
        assert len(talk) < len(slides)
        for slide in talk:
            tables = [item.table for item in slide.items if isinstance(item, Table)]
            assert all(len(table.rows) - 1 <= MOST_ROWS for table in tables), slide.title


ODD = ("eBank users", "RORAC of iLoans", "van der Berg & co", "deposits (m)")


def test_names_keep_their_capitals_wherever_they_stand():
    data = SAMPLES["losing"]()
    first, *rest = data.sheet.dimensions
    renamed = replace(first, title=ODD[2], measures=tuple(
        replace(m, title=name) for m, name in zip(first.measures, ODD, strict=False)
    ))  # fmt: skip
    goals = tuple(replace(goal, title=ODD[3]) for goal in data.goal_lines)
    sheet = replace(data.sheet, name="ole van der Marsh", dimensions=(renamed, *rest))
    said = "\n".join(texts(replace(data, sheet=sheet, goal_lines=goals)))
    for name in (*ODD, sheet.name):
        assert name in said
        assert said.lower().count(name.lower()) == said.count(name), name


def texts(data) -> list[str]:
    """Everything that is read on slides and in notes."""
    found = []
    for slide in draw_deck(data).slides:
        paragraphs = [*slide.title, *slide.notes]
        for item in slide.items:
            if isinstance(item, TextBox):
                paragraphs += item.paragraphs
            if isinstance(item, Table):
                paragraphs += [cell for row in item.table.rows for cell in row.cells]
        found += [one.text.replace("\n", " ") for one in paragraphs]
    return found
