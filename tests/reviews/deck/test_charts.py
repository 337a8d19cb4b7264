"""The numbers behind the charts are those of the sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from perfcenter.base.formats import as_text
from reviews.deck.charts.completion import completion_bars
from reviews.deck.charts.radar import radar
from reviews.deck.charts.steps import bars
from reviews.deck.findings.base import completion_of, planned
from reviews.deck.findings.rorac import figures
from reviews.deck.slides.completion import shown
from tests.reviews.deck.building import measure
from tests.reviews.deck.conftest import columns, drawn_columns, workbook

BOOKS = ("strong", "losing", "crowded")
DIGITS = 1e-15  # a workbook holds sixteen digits


def record(chart, *heads: str) -> list[list]:
    """Columns of the workbook by their Chinese or English heads."""
    found = columns(chart)
    return [next(found[head] for head in names.split("|") if head in found) for names in heads]


def labels(chart) -> list[str]:
    return [
        "".join(t.text for t in label.iter("{*}t")) for label in chart._chartSpace.iter("{*}dLbl")
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_the_waterfall_records_every_part_to_the_fen(made, name):
    chart = made[name].waterfall()
    heads = ("存量，元|Stock, CNY", "增量，元|Increment, CNY", "合计，元|Total, CNY")
    stock, increment, total = record(chart, *heads)
    for index, step in enumerate(made[name].data.sheet.waterfall):
        for held, fen in zip(
            (stock, increment, total), (step.stock, step.increment, step.total), strict=True
        ):
            assert Decimal(str(held[index])) == Decimal(int(fen)) / 100


@pytest.mark.parametrize("name", BOOKS)
def test_the_waterfall_is_labelled_as_the_score_sheet_shows_it(made, name):
    data = made[name].data
    with translation.override(data.language):
        figured = [as_text(figure) for figure in figures(data.sheet).values()]
    assert labels(made[name].waterfall()) == figured


@pytest.mark.parametrize("name", BOOKS)
def test_what_a_chart_draws_is_what_its_workbook_holds(made, name):
    for slide in made[name].deck.slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            held = workbook(shape.chart)
            series = [one for plot in shape.chart.plots for one in plot.series]
            for one, letters in zip(series, drawn_columns(shape.chart), strict=True):
                drawn = [v for v in one.values if v is not None]
                column = held[place_of(letters)]
                assert drawn == pytest.approx([v for v in column if v != ""], rel=DIGITS)


def place_of(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


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
    scores, medians = record(chart, "得分，精确值", "同类中位数，精确值")
    measures = made["strong"].data.sheet.measures
    assert scores == pytest.approx([m.score for m in measures], rel=DIGITS)
    assert medians == pytest.approx([m.peer_median for m in measures], rel=DIGITS)
    own = list(chart.series)[-1]
    assert list(own.values) == [min(max(m.score, 40), 120) for m in measures]


def test_the_bars_of_few_measures_are_their_scores(made):
    measures = made["losing"].data.sheet.measures
    chart = next(c for c in made["losing"].charts("barChart") if len(c.plots[0].categories) == 4)
    assert list(next(iter(chart.series)).values) == [m.score for m in measures]


PLANNED = (
    "任务完成率，%|Completion in percent",
    "实际|Actual",
    "任务|Plan",
)


@pytest.mark.parametrize("name", BOOKS)
def test_completion_bars_record_completion_value_and_plan(made, name):
    sheet = made[name].data.sheet
    charts = made[name].charts("barChart")
    rows = []
    for chart in charts:
        if PLANNED[0].split("|")[made[name].data.language == "en"] in columns(chart):
            rows += zip(*record(chart, *PLANNED), strict=True)
    expected = [
        (float(c * 100), float(m.value or 0), float(m.target or 0))
        for m, c in shown(planned(sheet))
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
    chart = next(c for c in made["losing"].charts("barChart") if "▼ 6.81%" in labels(c))
    assert labels(chart) == ["▼ 50.25%", "▼ 6.81%", "▼ −22.16%"]


def test_what_is_cut_carries_a_mark_and_its_true_number():
    lines = [measure("A", "一", value=-1023, target=100), measure("B", "二", value=7472, target=1),
             measure("C", "三", value=200, target=100)]  # fmt: skip
    done = [completion_of(line) for line in lines]
    with translation.override("zh-hans"):
        chart = completion_bars(lines, done, ["一", "二", "三"], 90.0, (0, 0, 1, 1))
    texts = chart.book.columns[chart.series[-1].labels.column].texts
    assert texts == ("» ▼ −1,023.00%", "» 747,200.00%", "200.00%")


def test_scores_beyond_the_rings_carry_a_mark_and_their_true_number():
    lines = [measure(f"M{i}", "甲", value=1, target=1, score=s) for i, s in
             enumerate((150.0, 160.0, 160.1, 7472.0, 90.0))]  # fmt: skip
    axis = radar(lines, [m.title for m in lines]).book.columns[0].texts
    assert [("»" in text) for text in axis] == [False, False, True, True, False]
    assert "7,472.00" in axis[3]
