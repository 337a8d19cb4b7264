"""A score sheet as it is shown: the equation adds up, the charts and findings say what is so."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation

from perfcenter import findings, sheet_charts
from perfcenter.equation import equation_of
from perfcenter.samples import sample_sheet
from perfcenter.shown import shown


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def sheet():
    return sample_sheet()


def value(term) -> Decimal:
    number = Decimal(term.value.replace(",", ""))
    return -number if term.sign == "−" else number


def test_the_terms_of_the_equation_add_up_to_the_composite(sheet):
    equation = equation_of(sheet)
    assert equation.value == "102.23"
    assert sum(map(value, equation.terms)) == Decimal("102.23")


def test_measures_add_up_to_their_dimension_in_contribution_and_weight(sheet):
    for dimension in shown(sheet).dimensions:
        assert sum(m.contribution for m in dimension.measures) == dimension.contribution
        assert sum(m.weight for m in dimension.measures) == dimension.weight


def test_bonus_and_deduction_lines_add_up_to_theirs(sheet):
    figures = shown(sheet)
    assert sum(m.contribution for m in figures.bonus_lines) == figures.bonus
    assert sum(m.contribution for m in figures.deduction_lines) == -figures.deduction


def test_a_dimension_that_takes_points_away_is_subtracted(sheet):
    first, second, *rest = sheet.dimensions
    worse = replace(second, contribution=-5.0, score=-18.4)
    changed = replace(sheet, dimensions=(first, worse, *rest), composite=Fraction("69.62"))
    assert [term.sign for term in equation_of(changed).terms] == ["=", "−", "+", "+", "+", "−"]


def test_without_a_composite_there_is_no_total_and_the_reason_is_given(sheet):
    equation = equation_of(replace(sheet, composite=None, weight_with_data=0.38))
    assert (equation.is_whole, equation.value) == (False, "—")
    assert equation.note == "only 38% of the weight has data"


def test_grade_and_rank_are_shown_once_there_is_a_grade(sheet):
    assert equation_of(sheet).note == "Excellent (≥ 100) · place 3 of 34"
    assert equation_of(replace(sheet, grade_title="")).note == "grade after publication"


def test_a_term_links_to_its_reason(sheet):
    html = Template("{% equation sheet links %}").render(
        Context({"sheet": sheet, "links": {"finance": "/why/"}})
    )
    assert '<a class="why" href="/why/">49.35</a>' in html


def test_the_waterfall_adds_up_as_it_is_written(sheet):
    unit = sheet_charts.waterfall_unit(sheet)
    rows = sheet_charts.shown_steps(sheet.waterfall, unit)
    assert sum(total for *_, total in rows[:-1]) == rows[-1][3]
    assert all(stock + increment == total for _, stock, increment, total in rows)


def test_the_radar_leaves_out_what_has_no_score(sheet):
    names = [row[0] for row in sheet_charts.radar_of(sheet).rows]
    assert len(names) == 13
    assert "Research" not in names


def test_the_finding_counts_measures_above_the_median_and_names_the_worst(sheet):
    assert findings.measures_against_peers(sheet) == (
        "9 of 13 measures above the median of peers, NPL ratio and New active clients behind."
    )


def test_without_peers_the_finding_counts_what_is_below_the_limit(sheet):
    alone = replace(
        sheet,
        dimensions=tuple(
            replace(d, measures=tuple(replace(m, peer_median=None) for m in d.measures))
            for d in sheet.dimensions
        ),
    )
    assert findings.measures_against_peers(alone) == (
        "2 of 13 measures are below 90, most of all NPL ratio and New active clients."
    )


def test_the_finding_of_the_waterfall_uses_the_numbers_of_the_chart(sheet):
    said = findings.what_income_leaves(sheet)
    assert "CNY 24,490 k leaves CNY 6,565 k" in said
    assert "increment is 56% of it" in said


def test_a_loss_is_called_what_it_is(sheet):
    *steps, result = sheet.waterfall
    income = replace(steps[0], stock=Fraction(0), increment=Fraction(0))
    total = sum((step.total for step in steps[1:]), Fraction())
    loss = replace(result, stock=total, increment=Fraction(0))
    said = findings.what_income_leaves(replace(sheet, waterfall=(income, *steps[1:], loss)))
    assert "does not cover costs" in said


def test_below_five_peers_no_place_is_shown(sheet):
    few = replace(sheet, peer_composites=(), peers=4, peer_median=None)
    assert sheet_charts.position_of(few) is None
    assert findings.place_among_peers(few) == ""


def test_somebody_without_a_book_has_no_waterfall(sheet):
    empty = replace(sheet, waterfall=())
    assert sheet_charts.waterfall_of(empty) is None
    assert findings.what_income_leaves(empty) == ""
