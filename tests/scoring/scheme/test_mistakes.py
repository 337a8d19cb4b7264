"""Each mistake in a scheme file is refused at its place, with what was expected there."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.scoring.scheme.files import COMPLETION, NPL_RULE, changed, line_of, problems


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


TIERS = "rule = { name = 'tiers', beyond = 0, steps = [%s] }"
MEDICAL_RULE = 'rule = { name = "points_per_unit", points = 2 }'
LOANS = 'families = ["loan"]'

TWICE = """
[[pools]]
code = "P"
title = "P"
title_zh = "P"
amount = 1000
[[pools.parts]]
code = "one"
title = "One"
title_zh = "One"
share = 60
measure = "DEP"
[[pools.parts]]
code = "one"
title = "Two"
title_zh = "Two"
share = 40
measure = "LOAN"
"""
FIRST_DEP = "already used on line " + str(line_of('code = "DEP"'))

ONE_MISTAKE = [
    # what is changed, into what, the place named, words of the message
    ('"rorac" }', '"roarc" }', "measures.RORAC.source.metric", "responsibility_profit, rorac, "),
    (
        '"completion"',
        '"compleet"',
        "measures.RORAC.rule.name",
        "expected one of completion, deduct",
    ),
    ('unit = "yuan"', 'unit = "eur"', "measures.RORAC.unit", "one of yuan, ratio, points, hours"),
    ('"lower"', '"down"', "measures.NPL.direction", "expected one of higher, lower"),
    (
        '"customer"\nweight',
        '"sales"\nweight',
        "measures.DEP.dimension",
        "has finance, customer, proc",
    ),
    (
        'metric = "exam_mean"',
        'metric = "judgment", reason = "always"',
        "measures.EXAM.source.reason",
        "expected one of optional, required",
    ),
    (
        'metric = "exam_mean"',
        'metric = "exam_mean", reason = "required"',
        "measures.EXAM.source.reason",
        "not a word of schemes here",
    ),
    ('["loan"]', '["lons"]', "measures.LOAN.source.families.1", "one of deposit, loan, fee"),
    ('peers = "line"', 'peers = "bank"', "peers", "one of line, line_and_branch"),
    (
        "weight = 60",
        "weight = 60\nwieght = 3",
        "measures.RORAC.wieght",
        "not a word of schemes here",
    ),
    (
        "decay = 0.05",
        "decay = 0.05\nrate = 1",
        "rorac.rate",
        "allowed: decay, floor, capital_ratio",
    ),
    ("[loan_loss]", "[pay]\n[loan_loss]", "pay", "not available yet"),
    ("weight = 60", 'weight = 60\nperiod = "day"', "measures.RORAC.period", "one of cycle, month"),
    ("weight = 60", 'weight = 60\nperiod = "month"', "measures.RORAC.gives", "give the cycle"),
    ("weight = 60", 'weight = 60\ngives = "sum"', "measures.RORAC.gives", "measure with a period"),
    ('"exam_mean"', '"survey"', "measures.EXAM.source.weights", "is missing"),
    ('"linear"', '"pool_share"', "measures.NPL.rule.amount", "is missing"),
    ("weight = 60\n", "", "measures.RORAC.weight", "is missing"),
    ('metric = "rorac"', "", "measures.RORAC.source.metric", "is missing; expected one of account"),
    ("weight = 60", "weight = 0", "measures.RORAC.weight", "above 0"),
    ("weight = 60", "weight = -60", "measures.RORAC.weight", "above 0"),
    ("weight = 60", 'weight = "60"', "measures.RORAC.weight", "a number without quotes"),
    ("weight = 60", "weight = true", "measures.RORAC.weight", "a number without quotes"),
    ("weight = 60", "weight = nan", "measures.RORAC.weight", "a finite number"),
    ("decay = 0.05", "decay = inf", "rorac.decay", "a finite number"),
    ("decay = 0.05", "decay = 5", "rorac.decay", "from 0 to 1"),
    ("decay = 0.05", "decay = 1e999999999", "rorac.decay", "12 digits before the point"),
    ("decay = 0.05", "decay = 0.0000001", "rorac.decay", "6 after"),
    ("weight = 60", "weight = 60.000001", "measures.RPROFIT.weight", "add up to 100.000001"),
    ("places = 4", "places = 4.5", "places", "a whole number from 0 to 8"),
    ("places = 4", "places = -1", "places", "a whole number from 0 to 8"),
    (
        "whole_units = true",
        "whole_units = 1",
        "bonus.measures.YEARS.rule.whole_units",
        "true or false",
    ),
    ('code = "LOAN"', 'code = "DEP"', "measures.DEP.code", FIRST_DEP),
    ('code = "YEARS"', 'code = "DEP"', "bonus.measures.DEP.code", FIRST_DEP),
    ('code = "good"', 'code = "below"', "bands.below.code", "already used on line"),
    ("[loan_loss]", TWICE + "[loan_loss]", "pools.P.parts.one.code", "already used on line"),
    ('"Finance"', '"a\\u0000b"', "dimensions.finance.title", "one line"),
    ('"Finance"', '""', "dimensions.finance.title", "one line"),
    ('"财务"', '"\\u202e财务"', "dimensions.finance.title_zh", "one line"),
    ('name = "balanced"', 'name = "Balanced 2"', "name", "small letters"),
    ('code = "DEP"', 'code = "存款"', "measures.存款.code", "beginning with a letter"),
    ("cap = 150", "cap = -1", "measures.RORAC.rule.cap", "above the floor"),
    ("cap = 5", "cap = -5", "bonus.cap", "not below 0"),
    ('missing_target = "out"\n', "", "measures.RORAC.missing_target", "say what happens"),
    (
        'missing_target = "out"',
        'missing_target = "skip"',
        "measures.RORAC.missing_target",
        "default",
    ),
    ('zero_target = "out"\n', "", "measures.RORAC.zero_target", "say what happens"),
    (COMPLETION, 'rule = { name = "value" }', "measures.RORAC.zero_target", "only completion has"),
    ('unit = "ratio"', 'unit = "yuan"', "measures.NPL.unit", "npl_ratio is counted in ratio"),
    ('direction = "lower"\n', "", "measures.NPL.rule.best", "best must be above worst"),
    ("best = 0.005", "best = 0.05", "measures.NPL.rule.worst", "must differ"),
    ("best_score = 100", "best_score = 0", "measures.NPL.rule.best_score", "above worst_score"),
    (NPL_RULE, TIERS % "{from = 1, score = 1}", "measures.NPL.rule.steps.1", "expected up_to"),
    (NPL_RULE, TIERS % "{score = 1}", "measures.NPL.rule.steps.1", "either from or up_to"),
    (NPL_RULE, TIERS % "", "measures.NPL.rule.steps", "at least one"),
    (
        NPL_RULE,
        TIERS % "{up_to = 1, score = 1}, {up_to = 1, score = 2}",
        "measures.NPL.rule.steps",
        "must ascend",
    ),
    (LOANS, 'families = "loan"', "measures.LOAN.source.families", "expected a list"),
    (LOANS, 'families = ["loan", "loan"]', "measures.LOAN.source.families.2", "twice"),
    (", " + LOANS, "", "measures.LOAN.source", "either families or products"),
    (LOANS, LOANS + ', products = ["A"]', "measures.LOAN.source", "either families or products"),
    (
        LOANS,
        'products = ["A"], coefficients = { B = 0.3 }',
        "measures.LOAN.source.coefficients.B",
        "not among the products",
    ),
    ('source = { metric = "rorac" }', "source = 3", "measures.RORAC.source", "expected a table"),
    (
        MEDICAL_RULE,
        'rule = { name = "completion" }',
        "bonus.measures.MEDICAL.rule.name",
        "for a bonus",
    ),
    ('"years_of_service"', '"judgment"', "bonus.measures.YEARS.source.metric", "to a dimension"),
    ('"npl_ratio"', '"judgment"', "measures.NPL.rule.name", "its rule is value"),
    (
        '"rorac" }',
        '"rorac" }\nwithout_records = "nil"',
        "measures.RORAC.without_records",
        "zero_once_anybody_has",
    ),
    ("    [2],        # process against learning\n", "", "ahp.experts.1.judgments", "3, 2, 1"),
    ("[2, 3, 5],", "[2, 3, 10],", "ahp.experts.1.judgments.1.3", "from 1/9 to 9"),
    ("[2, 3, 5],", '[2, 3, "1/0"],', "ahp.experts.1.judgments.1.3", "from 1/9 to 9"),
    ("[2, 3, 5],", "[9, 3, 5],", "ahp.experts.1.judgments.1.1", "CR 0.1486 is not below 0.1"),
    ('"财务"', '"财务"\nweight = 40', "dimensions.finance.weight", "leave this one out"),
    ("\nfrom = 90", "\nfrom = 100", "bands.good.from", "not below 100"),
    ("\nfrom = 90", "\nfrom = 101", "bands.good.from", "not below 100"),
    ("\nfrom = 90\n", "\n", "bands.good.from", "is missing"),
    ('"不合格"', '"不合格"\nfrom = 0', "bands.below.from", "takes all the rest"),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), ONE_MISTAKE)
def test_a_mistake_is_refused_with_its_place(old, new, place, words):
    found = problems(changed((old, new)))
    assert any(p.place == place and words in p.expected for p in found), [str(p) for p in found]
    assert all(p.line is not None for p in found)
