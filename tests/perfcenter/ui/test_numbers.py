"""Numbers and dates as we write them, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation

from perfcenter.base.formats import amount_unit, completion, measure_value, usual_unit


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def show(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (Fraction("6564650"), "656.47万元"),
        (438_165_000, "4.38亿元"),
        (-99_999_999, "−10,000.00万元"),
        (0, "0.00万元"),
        (None, "—"),
    ],
)
def test_chinese_amounts_are_in_wan_below_a_hundred_million_and_in_yi_above(chinese, yuan, shown):
    assert show("{{ yuan|amount }}", yuan=yuan) == shown


@pytest.mark.parametrize(
    ("yuan", "shown"), [(Fraction("6564637.125"), "CNY 6,564.6 k"), (438_165_000, "CNY 438.2 m")]
)
def test_english_amounts_are_in_thousands_or_millions(english, yuan, shown):
    assert show("{{ yuan|amount }}", yuan=yuan) == shown


def test_the_largest_amount_chooses_the_unit_of_its_column(chinese):
    unit = "{% amount_unit a b as unit %}"
    cells = "{{ a|amount_in:unit }} {{ b|amount_in:unit }} {{ unit.label }}"
    assert show(unit + cells, a=1_000_000, b=250_000_000) == "0.01 2.50 亿元"


def test_fen_are_written_to_the_cent(language):
    unit = {"zh-hans": "32,000,000.00元", "en": "CNY 32,000,000.00"}[language]
    assert show("{{ fen|fen }} {{ fen|money }}", fen=3_200_000_000) == f"32,000,000.00 {unit}"


def test_scores_and_shares_read_the_same_in_both_languages(language):
    template = (
        "{{ s|score }} {{ w|weight }} {{ r|rate }} {{ c|reached }} {{ k|decimals:4 }} {{ n|count }}"
    )
    shown = show(template, s=102.2331, w=0.4832, r=Fraction(129, 10_000), c=1.0588, k=0.882, n=1248)
    assert shown == "102.23 48.32% 1.29% 105.88% 0.8820 1,248"


def test_a_change_carries_its_sign_and_minus_is_a_minus(language):
    assert show(
        "{{ up|signed }} {{ down|signed }} {{ none|signed }}", up=4.21, down=-0.69, none=0
    ) == ("+4.21 −0.69 0.00")


def test_a_difference_of_rates_is_in_percentage_points(chinese):
    assert show("{{ d|points }}", d=Fraction(65, 10_000)) == "+0.65个百分点"


@pytest.mark.parametrize(
    ("value", "lower", "tone", "mark"),
    [
        (5, False, "good", "▲"),
        (-5, False, "bad", "▼"),
        (5, True, "bad", "▲"),
        (-5, True, "good", "▼"),
    ],
)
def test_colour_says_how_good_a_change_is_and_the_mark_where_it_went(value, lower, tone, mark):
    shown = show("{% change v beyond=3 lower_is_better=lower %}", v=value, lower=lower)
    assert f'class="change {tone}"' in shown
    assert mark in shown


def test_a_small_change_has_no_colour_and_no_mark():
    assert show("{% change v beyond=3 %}", v=-2.89) == '<span class="change">−2.89</span>'


def test_dates_times_and_months(chinese):
    moment = datetime(2026, 12, 31, 6, 32, 8, tzinfo=UTC)
    template = "{{ d|day }} {{ d|iso }} {{ t|clock }} {{ t|stamp }} {{ m|month }}"
    assert show(template, d=date(2026, 1, 15), t=moment, m=202612) == (
        "1月15日 2026-01-15 14:32:08 2026-12-31 14:32 2026-12"
    )


@pytest.mark.parametrize(("day", "shown"), [(22, "还有7天"), (15, "今日截止"), (13, "已逾期2天")])
def test_a_due_date_says_how_many_days(chinese, day, shown):
    assert show("{{ d|due:today }}", d=date(2027, 1, day), today=date(2027, 1, 15)) == shown


@pytest.mark.parametrize(
    ("unit", "value", "written"),
    [
        ("yuan", 438_165_000, "43,816.50万元"),
        ("yuan", 12_345, "1.2345万元"),
        ("ratio", Fraction(1, 200), "0.50%"),
        ("ratio", Fraction(333, 100_000), "0.333%"),
        ("hours", 40, "40学时"),
        ("hours", Fraction("40.125"), "40.125学时"),
        ("count", 21, "21"),
    ],
)
def test_a_parameter_has_all_its_places(chinese, unit, value, written):
    assert measure_value(unit, value) == written


def test_a_measures_money_never_changes_its_unit(language):
    """Its formula, its tree and the goals typed for it stand in the same unit."""
    assert usual_unit() == amount_unit([10_000])
    assert usual_unit() != amount_unit([438_165_000])


def test_whole_parameters_have_no_places(language):
    template = "{{ a|whole }} {{ b|whole }} {{ c|whole_rate }} {{ d|whole_rate }}"
    shown = show(template, a=90.0, b=Fraction("0.2"), c=Fraction(3, 10), d=Fraction("0.0255"))
    assert shown == "90 0.2 30% 2.55%"


def test_what_is_rounded_already_keeps_its_places():
    shown = show("{{ a|figure }} {{ a|signed_figure }} {% change a %}", a=Decimal("0.003"))
    assert shown.startswith("0.003 +0.003 ")
    assert "+0.003</span>" in shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(99967, 100_000), "99.97%"),
        (Fraction(99_997, 100_000), "99.997%"),
        (Fraction(99_999_999, 100_000_000), "99.999999%"),
        (1, "100.00%"),
        (Fraction(100_004, 100_000), "100.00%"),
        (1.0588, "105.88%"),
        (Fraction(87_525, 100_000), "87.53%"),
        (None, "—"),
    ],
)
def test_only_what_reaches_its_target_shows_a_hundred_percent(share, shown):
    assert show("{{ share|reached }}", share=share) == shown


@pytest.mark.parametrize(("share", "shown"), [("0.89997", "89.997%"), ("0.9", "90.00%")])
def test_nor_does_a_bad_completion_read_as_a_good_one(share, shown):
    assert completion(Fraction(share), good_from=90) == shown
