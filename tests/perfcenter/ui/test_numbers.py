"""Numbers and dates as we write them, in both languages."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation

from perfcenter.base.formats import amount, amount_unit, measure_cells, money


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
        (Fraction("6564637.125"), "656.46万元"),
        (438_165_000, "4.38亿元"),
        (-99_999_999, "−10,000.00万元"),
        (0, "0.00万元"),
        (None, "—"),
    ],
)
def test_chinese_amounts_are_in_wan_below_a_hundred_million_and_in_yi_above(chinese, yuan, shown):
    assert amount(yuan) == shown


@pytest.mark.parametrize(
    ("yuan", "shown"), [(Fraction("6564637.125"), "CNY 6,564.6 k"), (438_165_000, "CNY 438.2 m")]
)
def test_english_amounts_are_in_thousands_or_millions(english, yuan, shown):
    assert amount(yuan) == shown


def test_the_largest_amount_chooses_the_unit_of_its_column(chinese):
    unit = amount_unit([1_000_000, 250_000_000])
    assert (unit.shown(1_000_000), unit.shown(250_000_000)) == ("0.01", "2.50")
    assert unit.label == "亿元"


def test_fen_are_written_to_the_cent(language):
    unit = {"zh-hans": "32,000,000.00元", "en": "CNY 32,000,000.00"}[language]
    assert show("{{ fen|fen }}", fen=3_200_000_000) == "32,000,000.00"
    assert money(3_200_000_000) == unit


def test_scores_and_shares_read_the_same_in_both_languages(language):
    template = (
        "{{ s|score }} {{ w|weight }} {{ r|rate }} {{ c|reached }} {{ k|decimals:4 }} {{ n|count }}"
    )
    shown = show(template, s=102.2331, w=0.4832, r=Fraction(129, 10_000), c=1.0588, k=0.882, n=1248)
    assert shown == "102.23 48.32% 1.29% 105.9% 0.8820 1,248"


def test_a_change_carries_its_sign_and_minus_is_a_minus(language):
    assert show(
        "{{ up|signed }} {{ down|signed }} {{ none|signed }}", up=4.21, down=-0.69, none=0
    ) == ("+4.21 −0.69 0.00")


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
    ("unit", "value", "target", "cells"),
    [
        ("yuan", 4_380_000, 420_000_000, ("0.04", "4.20", "亿元")),
        ("ratio", Fraction(129, 10_000), None, ("1.29", "—", "%")),
        ("hours", 50, Fraction("40.5"), ("50", "40.50", "学时")),
        ("count", 21, 24, ("21", "24", "")),
    ],
)
def test_a_measure_and_its_target_share_a_unit(chinese, unit, value, target, cells):
    shown = measure_cells(unit, value, target)
    assert (shown.value, shown.target, shown.unit) == cells


def test_a_chart_shows_one_place_less_than_a_table(language):
    unit = amount_unit([Fraction(24_489_500)])
    assert unit.chart_places == unit.places - 1


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(99967, 100_000), "99.9%"),
        (Fraction(99_999_999, 100_000_000), "99.9%"),
        (1, "100.0%"),
        (1.0588, "105.9%"),
        (Fraction(8752, 10_000), "87.5%"),
        (None, "—"),
    ],
)
def test_only_what_reaches_its_target_shows_a_hundred_percent(share, shown):
    assert show("{{ share|reached }}", share=share) == shown
