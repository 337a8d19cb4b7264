"""A scheme in which every source, rule, period and kind of formula is a measure."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.graph.registry import rules, sources

SOURCES = {
    "amounts": 'of = ["interest", "fees"], less = ["provision"]',
    "daily_average": 'families = ["deposit"], coefficients = "product"',
    "end_balance": 'families = ["deposit", "loan"], class_coefficients = "standard"',
    "fees": 'families = ["settlement", "other", "fee"]',
    "increment": 'families = ["deposit"], base_month = {base}',
    "account_increment": 'families = ["deposit"], base_month = {base}',
    "survey": "weights = { superior = 60, peer = 40 }",
}
"""What a source needs besides its word; others need nothing."""
RULES = {
    "linear": "best = 100, worst = 0",
    "pass_fail": "bound = 1",
    "points_per_unit": "points = 0.5, per = 3",
    "deduct_per_unit": "points = 0.5",
    "tiers": "steps = [{ from = 1, score = 60 }, { from = 50, score = 90 }]",
    "completion": "cap = 150",
    "pool_share": "amount = 1000",
}
HEAD = """
name = "every-word"
title = "Every word"
title_zh = "全部词汇"
no_composite_below = 0

[rorac]
capital_ratio = 0.105

[[dimensions]]
code = "all"
title = "All"
title_zh = "全部"
weight = 100
"""
BANDS = """
[[bands]]
code = "high"
title = "High"
title_zh = "高"
from = 50

[[bands]]
code = "low"
title = "Low"
title_zh = "低"

[[pools]]
code = "PURSE"
title = "Purse"
title_zh = "奖金池"
amount = 10000

[[pools.parts]]
code = "DEPOSITS"
title = "For deposits"
title_zh = "存款部分"
share = 70
measure = "S_daily_average"

[[pools.parts]]
code = "SALES"
title = "For sales"
title_zh = "销售部分"
share = 30
measure = "S_sales_income"
"""


def source_codes() -> list[str]:
    return [f"S_{word}" for word in sources.words]


def rule_codes() -> list[str]:
    return [f"R_{word}" for word in rules.words]


OTHERS = ("M_month", "M_quarter", "M_year", "F_formula", "F_pool", "W_units")


def scheme_text(base: int) -> str:
    """Return the scheme; increments are over the month `base`."""
    return "\n".join([HEAD, *_measures(base), BANDS])


def _measures(base: int) -> Iterator[str]:
    scored = [word for word in rules.words if rules[word].result == "points"]
    weights = dict.fromkeys(scored, 100 // len(scored))
    weights[scored[0]] += 100 - sum(weights.values())
    for word in rules.words:
        cls = rules[word]
        asked = RULES.get(word, "")
        rule = f'rule = {{ name = "{word}"{", " if asked else ""}{asked} }}'
        more = [rule, 'source = { metric = "training_hours" }', 'unit = "hours"']
        if cls.uses_target:
            more += ['missing_target = "zero"', 'zero_target = "out"']
        if cls.result == "points":
            more += ['dimension = "all"', f"weight = {weights[word]}"]
        yield _measure(f"R_{word}", more)
    for word in sources.words:
        asked = SOURCES.get(word, "").replace("{base}", str(base))
        source = f'source = {{ metric = "{word}"{", " if asked else ""}{asked} }}'
        yield _measure(f"S_{word}", [source, f'unit = "{sources[word].units[0]}"'])
    deposits = 'source = { metric = "daily_average", families = ["deposit"] }'
    for code, period, gives in (
        ("M_month", "month", "sum"),
        ("M_quarter", "quarter", "mean"),
        ("M_year", "year_to_date", "last"),
    ):
        more = [deposits, 'unit = "yuan"', f'period = "{period}"', f'gives = "{gives}"']
        yield _measure(
            code, [*more, 'rule = { name = "tiers", steps = [{ from = 1, score = 7 }] }']
        )
    formula = "max(0, S_daily_average - 2 * S_end_balance) + if(S_fees > 0, S_fees / 3, 1)"
    yield _measure("F_formula", [f'formula = "{formula}"', 'unit = "yuan"'])
    yield _measure("F_pool", ['formula = "round(pool(PURSE) * 2, 1)"', 'unit = "yuan"'])
    yield _measure(
        "W_units",
        [
            'source = { metric = "sales_quantity", coefficients = "product" }',
            'unit = "count"',
            'rule = { name = "points_per_unit", points = 1, per = 3, whole_units = true }',
        ],
    )


def _measure(code: str, more: list[str]) -> str:
    words = [f'title = "{code}"', f'title_zh = "{code}"', 'meaning = "A."', 'meaning_zh = "一。"']
    return "\n".join(["[[measures]]", f'code = "{code}"', *words, *more])
