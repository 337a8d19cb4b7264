"""A score sheet as it is shown: the equation adds up, the charts and findings say what is so."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from scoring.sheet import charts as sheet_charts
from scoring.sheet import headlines as findings
from scoring.sheet.equation import equation_of
from scoring.sheet.printed import printed_sheet
from scoring.sheet.samples import sample_sheet


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
    for dimension in printed_sheet(sheet).dimensions:
        assert sum(m.contribution for m in dimension.measures) == dimension.contribution
        assert sum(m.weight for m in dimension.measures) == dimension.weight


def test_bonus_and_deduction_lines_add_up_to_theirs(sheet):
    figures = printed_sheet(sheet)
    assert sum(m.contribution for m in figures.bonus_lines) == figures.bonus
    assert sum(m.contribution for m in figures.deduction_lines) == -figures.deduction


def test_a_dimension_that_takes_points_away_is_subtracted(sheet):
    first, second, *rest = sheet.dimensions
    worse = replace(second, contribution=-5.0, score=-18.4)
    changed = replace(sheet, dimensions=(first, worse, *rest), composite=Fraction("69.6244"))
    assert [term.sign for term in equation_of(changed).terms] == ["=", "−", "+", "+", "+", "−"]


def test_without_a_composite_there_is_no_total_and_the_reason_is_given(sheet):
    equation = equation_of(replace(sheet, composite=None, weight_with_data=0.38))
    assert (equation.is_whole, equation.value) == (False, "—")
    assert equation.note == "only 38.00% of the weight has data"


def test_grade_and_rank_are_shown_once_there_is_a_grade(sheet):
    assert equation_of(sheet).note == "Excellent (≥ 100) · place 3 of 34"
    assert equation_of(replace(sheet, grade_title="")).note == "grade after publication"


@pytest.mark.parametrize(
    ("composite", "sign", "rounding"),
    [("102.2", "−", "0.03"), ("102", "−", "0.23"), ("102.3", "+", "0.07")],
)
def test_what_the_scheme_rounds_away_is_a_term_of_its_own(sheet, composite, sign, rounding):
    equation = equation_of(replace(sheet, composite=Fraction(composite)))
    last = equation.terms[-1]
    assert (last.name, last.sign, last.value) == ("Rounding", sign, rounding)
    assert equation.terms[:-1] == equation_of(sheet).terms
    assert sum(map(value, equation.terms)) == Decimal(composite)
    assert equation.is_whole


def test_terms_that_do_not_come_to_the_composite_have_no_double_rule(sheet):
    assert not equation_of(replace(sheet, composite=Fraction(90))).is_whole


def test_a_term_links_to_its_reason(sheet):
    html = Template("{% load sheets %}{% equation sheet links %}").render(
        Context({"sheet": sheet, "links": {"finance": "/why/"}})
    )
    assert '<a class="why" href="/why/">49.35</a>' in html


def test_the_waterfall_adds_up_as_it_is_written(sheet):
    unit = sheet_charts.waterfall_unit()
    rows = sheet_charts.shown_steps(sheet.waterfall, unit)
    for column in (1, 2, 3):
        assert sum(row[column] for row in rows[:-1]) == rows[-1][column]
    assert all(stock + increment == total for _, stock, increment, total in rows)


fen = st.integers(-(10**11), 10**11)


@given(st.lists(st.tuples(fen, fen), min_size=7, max_size=7))
def test_any_waterfall_adds_up_both_ways_and_no_figure_is_two_units_away(pairs):
    first = sample_sheet().waterfall
    amounts = [(Fraction(stock), Fraction(new)) for stock, new in pairs]
    amounts.append(tuple(map(sum, zip(*amounts, strict=True))))
    lines = tuple(
        replace(line, stock=stock, increment=new)
        for line, (stock, new) in zip(first, amounts, strict=True)
    )
    unit = sheet_charts.waterfall_unit()
    rows = sheet_charts.shown_steps(lines, unit)
    least = Decimal(10) ** -unit.places
    for line, stock, new, total in rows:
        assert stock + new == total
        for said, true in ((stock, line.stock), (new, line.increment), (total, line.total)):
            assert abs(Fraction(said) - true / (unit.yuan * 100)) < 2 * Fraction(least)
    for column in (1, 2, 3):
        assert sum(row[column] for row in rows[:-1]) == rows[-1][column]


def test_the_radar_leaves_out_what_has_no_score(sheet):
    names = [row[0] for row in sheet_charts.radar_of(sheet).rows]
    assert len(names) == 13
    assert "Research" not in names


def with_measures(sheet, count):
    """The sheet with so many scored measures, the first the lightest."""
    line = next(m for m in sheet.measures if m.score is not None)
    many = tuple(
        replace(line, code=f"M{i}", title=f"Measure {i}", weight=i / 1000) for i in range(count)
    )
    return replace(sheet, dimensions=(replace(sheet.dimensions[0], measures=many),))


def test_of_more_than_fourteen_scores_the_radar_shows_the_heaviest_and_says_so(sheet):
    many = with_measures(sheet, 15)
    names = [row[0] for row in sheet_charts.radar_of(many).rows]
    assert names == [f"Measure {i}" for i in range(1, 15)]
    assert sheet_charts.left_out(many) == "14 heaviest of 15"
    assert sheet_charts.left_out(with_measures(sheet, 14)) == ""


def test_fewer_than_five_scores_are_bars(sheet):
    few = sheet_charts.radar_of(with_measures(sheet, 4))
    assert len(few.rows) == 4
    assert few.svg.count('class="target"') == 4
    assert sheet_charts.radar_of(with_measures(sheet, 5)).svg.count('class="target"') == 0


def test_without_a_score_the_finding_says_so(sheet):
    nothing = with_measures(sheet, 0)
    assert sheet_charts.radar_of(nothing) is None
    assert findings.measures_against_peers(nothing) == "No measure has a score yet."


@pytest.mark.parametrize(
    ("composite", "median", "said"),
    [
        ("96.33", 96.33, "median 96.33; exactly at it"),
        ("96.334", 96.33, "median 96.330; 0.004 above"),
        ("96.335", 96.33, "median 96.33; 0.01 above"),
        ("96.33", 96.3449, "median 96.34; 0.01 below"),
    ],
)
def test_the_place_among_peers_compares_what_is_shown(sheet, composite, median, said):
    close = replace(sheet, composite=Fraction(composite), peer_median=median)
    assert said in findings.place_among_peers(close)


def test_only_a_deduction_of_something_carries_its_minus(sheet):
    assert [term.takes_off for term in equation_of(sheet).terms] == [False] * 5 + [True]
    spotless = replace(sheet, deduction_points=0.0, deductions=())
    none = replace(sheet, deduction_points=0.0, composite=sheet.composite + 1)
    assert not any(term.takes_off for term in equation_of(spotless).terms)
    assert not equation_of(none).terms[-1].takes_off


def test_names_with_a_conjunction_of_their_own_are_joined_by_a_comma(sheet):
    first, second, *rest = sheet.dimensions[1].measures
    other = replace(second, title="Settlement and other", score=70.0)
    customer = replace(sheet.dimensions[1], measures=(first, other, *rest))
    changed = replace(sheet, dimensions=(sheet.dimensions[0], customer, *sheet.dimensions[2:]))
    assert "Settlement and other, NPL ratio behind" in findings.measures_against_peers(changed)


def test_where_nothing_is_above_the_median_the_finding_counts_none(sheet):
    low = replace(
        sheet,
        dimensions=tuple(
            replace(d, measures=tuple(replace(m, peer_median=m.score) for m in d.measures))
            for d in sheet.dimensions
        ),
    )
    said = findings.measures_against_peers(low)
    assert said == "None of 13 measures above the peers' median."


def test_the_finding_counts_measures_above_the_median_and_names_the_worst(sheet):
    assert findings.measures_against_peers(sheet) == (
        "9 of 13 measures above the peers' median, NPL ratio and New active clients behind."
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
    assert "CNY 24,489.5 k leaves CNY 6,564.6 k" in said
    assert "increment is 56.45% of it" in said


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
