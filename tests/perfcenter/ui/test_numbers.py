"""Numbers and dates as we write them, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from perfcenter.base.formats import completion, measure_value, money, usual_unit


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
    ("yuan", "written"),
    [(Fraction("6564650"), "656.47"), (438_165_000, "43,816.50"), (0, "0.00"), (None, "—")],
)
def test_chinese_money_stays_in_wan_however_large(chinese, yuan, written):
    """A measure's formula, its tree and the goals typed for it stand in the same unit."""
    assert usual_unit().shown(yuan) == written
    assert usual_unit().label == "万元"


@pytest.mark.parametrize(
    ("yuan", "written"), [(Fraction("6564650"), "6,564.7"), (438_165_000, "438,165.0")]
)
def test_english_money_stays_in_thousands(english, yuan, written):
    assert usual_unit().shown(yuan) == written
    assert usual_unit().label == "CNY k"


def test_fen_are_written_to_the_cent(language):
    unit = {"zh-hans": "32,000,000.00元", "en": "CNY 32,000,000.00"}[language]
    assert show("{{ fen|fen }}", fen=3_200_000_000) == "32,000,000.00"
    assert money(3_200_000_000) == unit


def test_shares_and_counts_read_the_same_in_both_languages(language):
    template = "{{ w|weight }} {{ r|rate }} {{ k|decimals:4 }} {{ n|count }}"
    shown = show(template, w=0.4832, r=Fraction(129, 10_000), k=0.882, n=1248)
    assert shown == "48.32% 1.29% 0.8820 1,248"


@pytest.mark.parametrize(
    ("value", "written"), [(4.21, "+4.21"), (-0.69, "−0.69"), (0, "0.00"), (None, "—")]
)
def test_a_change_carries_its_sign_and_minus_is_a_minus(language, value, written):
    assert written in show("{% change v %}", v=value)


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
    template = "{{ d|iso }} {{ t|clock }} {{ t|stamp }} {{ m|month }}"
    assert show(template, d=date(2026, 1, 15), t=moment, m=202612) == (
        "2026-01-15 14:32:08 2026-12-31 14:32 2026-12"
    )


def test_a_day_of_another_year_than_this_one_says_its_year(language):
    today = timezone.localdate()
    here, before = date(today.year, 1, 15), date(today.year - 1, 12, 31)
    shown = {"zh-hans": "1月15日", "en": "15 Jan"}
    assert show("{{ d|day }}", d=here) == shown[language]
    shown = {"zh-hans": f"{before.year}年12月31日", "en": f"31 Dec {before.year}"}
    assert show("{{ d|day }}", d=before) == shown[language]


@pytest.mark.parametrize(("day", "shown"), [(22, "还有7天"), (15, "今日截止"), (13, "已逾期2天")])
def test_a_due_date_says_how_many_days(chinese, day, shown):
    assert show("{{ d|due:today }}", d=date(2027, 1, day), today=date(2027, 1, 15)) == shown


def test_many_days_have_thousands(chinese):
    assert show("{{ d|due:t }}", d=date(2020, 1, 1), t=date(2027, 1, 1)) == "已逾期2,557天"


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
    assert completion(share) == shown


@pytest.mark.parametrize(("share", "shown"), [("0.89997", "89.997%"), ("0.9", "90.00%")])
def test_nor_does_a_bad_completion_read_as_a_good_one(share, shown):
    assert completion(Fraction(share), good_from=90) == shown
