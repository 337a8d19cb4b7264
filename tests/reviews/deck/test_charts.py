"""The numbers behind the charts are those of the sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from perfcenter.base.formats import as_text
from reviews.deck.charts.axes import round_scale
from reviews.deck.charts.steps import bars
from reviews.deck.findings.base import completion_of, planned
from reviews.deck.findings.rorac import figures
from tests.reviews.deck.building import measure
from tests.reviews.deck.conftest import workbook

BOOKS = ("strong", "losing", "crowded")
DIGITS = 1e-15  # a workbook holds sixteen digits


def record(chart) -> list[list]:
    """The columns after those that are drawn."""
    return workbook(chart)[1 + len(list(chart.series)) :]


def labels(chart) -> list[str]:
    return [
        "".join(t.text for t in label.iter("{*}t")) for label in chart._chartSpace.iter("{*}dLbl")
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_the_waterfall_records_every_part_to_the_fen(made, name):
    chart = made[name].charts("lineChart")[0]
    stock, increment, total = record(chart)
    for index, step in enumerate(made[name].data.sheet.waterfall):
        assert Decimal(str(stock[index])) == Decimal(int(step.stock)) / 100
        assert Decimal(str(increment[index])) == Decimal(int(step.increment)) / 100
        assert Decimal(str(total[index])) == Decimal(int(step.total)) / 100


@pytest.mark.parametrize("name", BOOKS)
def test_the_waterfall_is_labelled_as_the_score_sheet_shows_it(made, name):
    data = made[name].data
    with translation.override(data.language):
        shown = [as_text(figure) for figure in figures(data.sheet).values()]
    assert labels(made[name].charts("lineChart")[0]) == shown


@pytest.mark.parametrize("name", BOOKS)
def test_what_a_chart_draws_is_what_its_workbook_holds(made, name):
    for slide in made[name].deck.slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            columns = workbook(shape.chart)[1:]
            for series, column in zip(shape.chart.series, columns, strict=False):
                drawn = [v for v in series.values if v is not None]
                assert drawn == pytest.approx([v for v in column if v != ""], rel=DIGITS)


@pytest.mark.parametrize("name", BOOKS)
def test_the_drawn_lengths_of_a_part_add_up_to_it(made, name):
    steps = made[name].data.sheet.waterfall
    for step, bar in zip(steps, bars(steps), strict=True):
        if step.stock * step.increment < 0:
            continue
        stock = sum(v for (_side, slot), v in bar.pieces.items() if slot != "increment")
        increment = sum(v for (_side, slot), v in bar.pieces.items() if slot == "increment")
        assert (stock, increment) == (abs(step.stock), abs(step.increment))


def test_a_step_that_crosses_zero_lies_on_both_sides(made):
    laid = bars(made["losing"].data.sheet.waterfall)
    assert {side for side, _slot in laid[2].pieces} == {1, -1}


def test_the_last_level_is_the_total(made):
    for name in BOOKS:
        steps = made[name].data.sheet.waterfall
        assert bars(steps)[-2].level == steps[-1].total == bars(steps)[-1].level


def test_the_radar_records_true_scores_and_draws_them_within_its_rings(made):
    chart = made["strong"].charts("radarChart")[0]
    scores, medians = record(chart)
    measures = made["strong"].data.sheet.measures
    assert scores == pytest.approx([m.score for m in measures], rel=DIGITS)
    assert medians == pytest.approx([m.peer_median for m in measures], rel=DIGITS)
    own = list(chart.series)[-1]
    assert list(own.values) == [min(max(m.score, 40), 120) for m in measures]


def test_the_bars_of_few_measures_are_their_scores(made):
    measures = made["losing"].data.sheet.measures
    chart = made["losing"].charts("barChart")[1]
    assert list(next(iter(chart.series)).values) == [m.score for m in measures]


@pytest.mark.parametrize("name", BOOKS)
def test_completion_bars_record_completion_value_and_plan(made, name):
    sheet = made[name].data.sheet
    charts = [c for c in made[name].charts("barChart") if c in made[name].charts("overlap")]
    rows = []
    for chart in charts:
        if not any(e.tag.endswith("lineChart") for e in chart._chartSpace.iter()):
            rows += zip(*record(chart), strict=True)
    expected = [
        (float(c * 100), float(m.value or 0), float(m.target or 0)) for m, c in planned(sheet)
    ]
    assert rows == [pytest.approx(row, rel=DIGITS) for row in expected]


def test_completion_of_a_limit_is_the_plan_over_the_actual(made):
    npl = next(m for m in made["strong"].data.sheet.measures if m.code == "NPL")
    assert completion_of(npl) == Fraction("0.01") / Fraction("0.0129")


@pytest.mark.parametrize(
    ("value", "lower", "completion"),
    [("0", True, None), ("0.005", True, 2), ("0", False, 0), (None, True, None)],
)
def test_a_limit_that_nothing_came_near_has_no_completion(value, lower, completion):
    line = measure("NPL", "不良贷款率", "ratio", value, "0.01", lower=lower)
    assert completion_of(line) == completion


def test_the_numbers_beside_completion_bars_are_the_true_ones(made):
    charts = made["losing"].charts("overlap")
    assert labels(charts[-1]) == ["▼ 50.25%", "▼ 6.81%", "▼ −22.16%"]


@pytest.mark.parametrize("values", [[0.0], [0.004], [2449, 656.5], [12, -30], [99_999.3], [-5, -1]])
def test_an_axis_has_two_to_six_round_ticks_and_holds_every_value(values):
    scale = round_scale(values)
    assert 1 <= round((scale.high - scale.low) / scale.step) <= 5
    assert scale.low <= min(0, *values, 0)
    assert scale.high >= max(0, *values, 0)
