"""What a supervisor or an auditor would ask about is said at loading, and on the scheme's page."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from perfcenter.models import User
from scoring.scheme.lint import warned
from scoring.scheme.lint_data import without_data
from scoring.scheme.lint_words import CITED, SAID
from scoring.scheme.reading import parse
from tests import factories as make

COMMON = """
title = "M"
title_zh = "指标"
meaning = "m"
meaning_zh = "说明"
"""
TARGETS = 'missing_target = "out"\nzero_target = "out"\n'
DEPOSITS = f"""
[[measures]]
code = "DEP"
dimension = "all"
weight = 40
unit = "yuan"
source = {{ metric = "daily_average", families = ["deposit"] }}
rule = {{ name = "completion", floor = 0, cap = 120 }}
{TARGETS}{COMMON}"""
BAD_LOANS = f"""
[[measures]]
code = "NPL"
dimension = "all"
weight = 60
unit = "ratio"
direction = "lower"
source = {{ metric = "npl_ratio" }}
rule = {{ name = "linear", best = 0.01, worst = 0.03 }}
{COMMON}"""
BANDS = """
[[bands]]
code = "A"
title = "A"
title_zh = "A"
from = 90

[[bands]]
code = "B"
title = "B"
title_zh = "B"
"""
GOOD = (
    'name = "good"\ntitle = "Good"\ntitle_zh = "方案"\n'
    '[[dimensions]]\ncode = "all"\ntitle = "All"\ntitle_zh = "全部"\nweight = 100\n'
    + DEPOSITS
    + BAD_LOANS
    + BANDS
)
HELPER = f"""
[[measures]]
code = "X"
unit = "yuan"
%s
{COMMON}"""
POOL = """
[[pools]]
code = "P"
title = "P"
title_zh = "资金池"
amount = 1000
[[pools.parts]]
code = "one"
title = "One"
title_zh = "一"
share = %s
measure = "X"
"""
SALES = 'source = { metric = "sales_income", families = ["fee"] }'
DAILY = '"daily_average", families = ["deposit"] }'
COMPLETION = 'rule = { name = "completion", floor = 0, cap = 120 }\n' + TARGETS
STEPS = 'rule = { name = "tiers", beyond = %s, steps = [%s] }\n'

CASES = [
    # what is changed, into what, the kind, its place
    (DAILY, '"end_balance", families = ["deposit"] }', "scale_at_a_date", "measures.DEP"),
    (
        DAILY,
        '"increment", of = "end_balance", families = ["deposit"] }',
        "scale_at_a_date",
        "measures.DEP",
    ),
    (COMPLETION, 'rule = { name = "percentile" }\n', "only_ranks", "measures.DEP"),
    (
        BANDS,
        '[[grading.quotas]]\ncode = "A"\ntitle = "A"\ntitle_zh = "A"\nshare = 100\n',
        "quotas_alone",
        "grading.quotas",
    ),
    ("weight = 60", 'weight = 60\nconcern = "operation"', "nothing_watched", "measures"),
    ("weight = 40", "weight = 50", "watched_less", "measures"),
    (BANDS, BANDS + HELPER % SALES + POOL % 100, "beside_the_composite", "pools.P.one"),
    (
        BANDS,
        BANDS + HELPER % (SALES + '\nrule = { name = "value" }'),
        "scored_beside",
        "measures.X",
    ),
    (BANDS, BANDS + HELPER % SALES + POOL % 3, "parts_do_not_add_up", "pools.P.parts"),
    ("from = 90", "from = 120.5", "band_out_of_reach", "bands.A"),
    (
        COMPLETION,
        STEPS % (0, "{ from = 1, score = 80 }, { from = 2, score = 60 }"),
        "overlapping_tiers",
        "measures.DEP.rule.steps",
    ),
    (
        COMPLETION,
        STEPS % (90, "{ from = 1, score = 80 }"),
        "overlapping_tiers",
        "measures.DEP.rule.steps",
    ),
    (BANDS, BANDS + HELPER % 'formula = "DEP * 2"', "formula_read_by_nobody", "measures.X"),
    (BANDS, BANDS + HELPER % SALES, "read_by_nobody", "measures.X"),
]


def changed(old: str, new: str):
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    if new == "weight = 50":
        text = text.replace("weight = 60", "weight = 50")
    return parse(text, file="good.toml")


def test_a_good_scheme_is_not_warned_of():
    assert warned(parse(GOOD, file="good.toml")) == []


@pytest.mark.parametrize(("old", "new", "kind", "place"), CASES)
def test_each_thing_is_warned_of_at_its_place(old, new, kind, place):
    assert (kind, place) in [(one.kind, one.place) for one in warned(changed(old, new))]


def test_a_band_that_the_caps_just_allow_is_in_reach():
    assert warned(changed("from = 90", "from = 120")) == []


def test_a_band_without_room_for_a_composite_is_warned_of():
    middle = '[[bands]]\ncode = "M"\ntitle = "M"\ntitle_zh = "M"\nfrom = 89.99995\n'
    text = GOOD.replace('[[bands]]\ncode = "B"', middle + '[[bands]]\ncode = "B"')
    assert [one.kind for one in warned(parse(text, file="x.toml"))] == ["band_without_room"]


def test_bad_loans_on_a_day_are_no_scale_but_a_risk():
    text = GOOD.replace(
        'source = { metric = "npl_ratio" }',
        'source = { metric = "end_balance", families = ["loan"], classes = ["loss"] }',
    )
    assert warned(parse(text.replace('unit = "ratio"', 'unit = "yuan"'), file="x.toml")) == []


def test_what_a_pool_shares_counts_once_the_pool_does():
    paid = HELPER % SALES + POOL % 100
    scored = f"""
[[bonus.measures]]
code = "PAID"
unit = "yuan"
formula = "pool(P)"
rule = {{ name = "points_per_unit", points = 1, per = 1000 }}
{COMMON}"""
    text = GOOD + paid + "[bonus]\ncap = 5\n" + scored
    assert warned(parse(text, file="x.toml")) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", SAID)
def test_every_warning_cites_who_asks_for_it(kind, language):
    with translation.override(language):
        assert str(SAID[kind])
        assert str(CITED[kind])


@pytest.mark.django_db
def test_measures_without_data_are_warned_of_once_there_is_a_bank():
    scheme = parse(GOOD, file="good.toml")
    assert without_data(scheme) == []
    make.make_product("D1")
    kinds = {(one.kind, one.place) for one in without_data(scheme)}
    assert kinds == {("no_rows", "measures.DEP.source"), ("no_targets", "measures.DEP")}


@pytest.mark.django_db
def test_products_that_the_bank_has_not_are_warned_of():
    product, manager = make.make_product("D1"), make.make_manager()
    account = make.make_account(client=make.make_client(manager=manager), product=product)
    make.make_ledger_row(account, 202601, average_balance=1)
    make.make_target(manager, "DEP", 1)
    text = GOOD.replace('["deposit"]', '["deposit", "loan"], coefficients = {}')
    (missing,) = without_data(parse(text, file="x.toml"))
    assert (missing.kind, missing.words["code"]) == ("no_product_of_family", "loan")
    with translation.override("zh-hans"):
        assert missing.text == "没有大类为贷款的产品"
    (missing,) = without_data(
        parse(GOOD.replace('families = ["deposit"]', 'products = ["D9"]'), file="x.toml")
    )
    assert (missing.kind, missing.words) == ("no_such_product", {"code": "D9"})


@pytest.mark.django_db
def test_loading_says_them_each_with_file_and_place(tmp_path):
    path = tmp_path / "bank.toml"
    path.write_text(GOOD.replace("daily_average", "end_balance"), encoding="utf-8")
    out = io.StringIO()
    with translation.override("en"):
        call_command("load_scheme", path, stdout=out)
    _loaded, warning = out.getvalue().splitlines()
    assert warning.startswith("bank.toml, measures.DEP: a volume on one day")
    assert warning.endswith("[CBRC [2012] No. 34; Notice on the Deposit Deviation of Commercial "
                            "Banks, CBIRC Office [2018] No. 48]")  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "CBIRC Office [2018] No. 48"), ("zh-hans", "银监发〔2012〕34号")],
)
def test_the_page_shows_them_to_who_keeps_schemes(client, tmp_path, language, words):
    path = tmp_path / "bank.toml"
    path.write_text(GOOD.replace("daily_average", "end_balance"), encoding="utf-8")
    call_command("load_scheme", path, stdout=io.StringIO())
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(make.make_user(role=User.Role.HR))
    page = client.get(reverse("scoring:scheme_detail", args=["good", 1]))
    assert words in page.content.decode()
