"""The schemes that come with the software hold what they are said to hold."""

from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from portfolio.models import Product
from scoring.graph.ledger import Family
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.reading import parse
from scoring.scheme.shape import NOT_YET
from scoring.scheme.shipped import BALANCED

LINJIANG = Path(settings.BASE_DIR) / "perfcenter" / "demo" / "linjiang.toml"

# The table of the published scorecard: dimension, code, weight within, metric, rule, floor, cap.
TABLE = [
    ("finance", "RORAC", 60, "rorac", "completion", 0, 150),
    ("finance", "RPROFIT", 40, "responsibility_profit", "completion", 0, 150),
    ("customer", "DEP", 30, "daily_average", "completion", 0, 150),
    ("customer", "LOAN", 25, "daily_average", "completion", 0, 150),
    ("customer", "FEE", 20, "fees", "completion", 0, 150),
    ("customer", "OTHER", 10, "sales_income", "completion", 0, 150),
    ("customer", "SAT", 15, "value", "value", None, None),
    ("process", "NPL", 40, "npl_ratio", "linear", None, None),
    ("process", "FIRST", 25, "value", "value", None, None),
    ("process", "FILES", 20, "value", "value", None, None),
    ("process", "P360", 15, "value", "value", None, None),
    ("learning", "HOURS", 40, "training_hours", "completion", 0, 120),
    ("learning", "EXAM", 40, "exam_mean", "value", None, None),
    ("learning", "RESEARCH", 20, "value", "value", None, None),
]


@pytest.fixture(scope="module")
def balanced() -> SchemeDefinition:
    return parse(BALANCED.read_bytes(), file="balanced.toml")


@pytest.fixture(scope="module")
def linjiang() -> SchemeDefinition:
    return parse(LINJIANG.read_bytes(), file="linjiang.toml")


def bounds(rule) -> tuple:
    return getattr(rule, "floor", None), getattr(rule, "cap", None)


def test_the_measures_are_those_of_the_published_table(balanced):
    got = [
        (m.dimension, m.code, m.weight, m.source.metric, m.rule.name, *bounds(m.rule))
        for m in balanced.measures
    ]
    assert got == TABLE


def test_the_dimensions_are_weighed_by_the_published_judgments(balanced):
    weights = balanced.dimension_weights()
    assert list(weights) == ["finance", "customer", "process", "learning"]
    assert [round(w, 4) for w in weights.values()] == [0.4832, 0.2717, 0.1569, 0.0882]
    assert sum(weights.values()) == pytest.approx(1, abs=1e-15)
    assert round(balanced.ahp.analysis.cr, 4) == 0.0054


def test_each_metric_counts_the_families_of_the_table(balanced):
    families = {
        m.code: m.source.families for m in balanced.measures if getattr(m.source, "families", ())
    }
    assert families == {
        "DEP": ("deposit",),
        "LOAN": ("loan",),
        "FEE": ("fee",),
        "OTHER": ("settlement", "other"),
    }


def test_bad_loans_score_100_up_to_half_a_percent_and_0_from_five(balanced):
    npl = balanced.measure("NPL")
    assert npl.lower_is_better
    assert (npl.rule.best, npl.rule.best_score) == (Fraction(5, 1000), 100)
    assert (npl.rule.worst, npl.rule.worst_score) == (Fraction(5, 100), 0)


def test_missing_and_zero_targets_are_out(balanced):
    with_target = [m for m in balanced.measures if m.has_target]
    assert {(m.missing_target, m.zero_target) for m in with_target} == {("out", "out")}
    assert all(m.is_prorated for m in with_target)


def test_hours_without_records_are_0_once_anybody_has_records(balanced):
    policies = {m.code: m.without_records for m in balanced.all_measures()}
    assert policies.pop("HOURS") == "zero_once_anybody_has"
    assert set(policies.values()) == {"out"}


def test_bonus_is_years_and_medical_balances_up_to_5(balanced):
    assert balanced.bonus.cap == 5
    rules = {m.code: m.rule for m in balanced.bonus_measures}
    assert (rules["YEARS"].points, rules["YEARS"].whole_units) == (Fraction(1, 5), True)
    assert (rules["MEDICAL"].points, rules["MEDICAL"].per) == (2, 1)
    assert balanced.deduction_measures == ()


def test_the_bands_are_the_five_grades(balanced):
    assert [(b.code, b.title_zh, b.lowest) for b in balanced.bands] == [
        ("outstanding", "卓越", 110),
        ("excellent", "优秀", 100),
        ("good", "良好", 90),
        ("competent", "合格", 75),
        ("below", "不合格", None),
    ]


def test_parameters_that_others_would_assume_are_in_the_file(balanced):
    assert (balanced.rorac.decay, balanced.rorac.floor) == (Fraction(5, 100), Fraction(8, 10))
    loss = balanced.loan_loss
    assert (loss.substandard, loss.doubtful, loss.loss) == (Fraction(3, 10), Fraction(1, 2), 1)
    assert (balanced.places, balanced.no_composite_below) == (4, Fraction(1, 2))
    assert (balanced.good_from, balanced.peers) == (90, "line")


def test_titles_and_meanings_come_in_the_language_of_the_page(balanced):
    dep = balanced.measure("DEP")
    assert dep.title_for("zh-hans") == "存款日均"
    assert dep.title_for("en") == "Deposits, daily average"
    assert dep.meaning_for("zh-hans") == "考核周期内名下存款的日均余额。"
    assert balanced.dimension("process").title_for("zh-hans") == "内部流程"
    assert balanced.grade_title("below", "zh-hans") == "不合格"


def test_the_demo_bank_has_all_of_balanced_a_judgment_and_deductions(balanced, linjiang):
    own = {m.code for m in linjiang.all_measures()} - {m.code for m in balanced.all_measures()}
    assert own == {"POSTLOAN", "COMPLIANCE"}
    assert [m.code for m in linjiang.judged_measures] == ["POSTLOAN"]
    assert {m.code: m.weight for m in linjiang.measures_of("process")} == {
        "NPL": 35,
        "FIRST": 20,
        "FILES": 20,
        "P360": 15,
        "POSTLOAN": 10,
    }
    assert linjiang.measure("COMPLIANCE").source.metric == "incident_points"


def test_a_scheme_cannot_be_changed_in_memory(balanced):
    with pytest.raises(ValueError, match="frozen"):
        balanced.measures[0].weight = Fraction(1)


def test_families_are_those_of_the_products():
    assert set(Family.__args__) == set(Product.Family.values)


def test_no_word_is_both_available_and_not_yet(balanced):
    used = {m.source.metric for m in balanced.all_measures()} | set(SchemeDefinition.model_fields)
    assert not NOT_YET & used
