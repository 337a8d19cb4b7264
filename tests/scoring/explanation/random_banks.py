"""Random banks of a quarter as files, and random schemes over what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

MONTHS = ("2026-01", "2026-02", "2026-03")
STAFF = ("01", "02", "03")
ACCOUNTS = ("D1", "D2", "D3")
HEAD = """
name = "random"
title = "Random"
title_zh = "随机"
no_composite_below = 0

[rorac]
capital_ratio = 0.105

[bonus]
cap = 5

[[bonus.measures]]
code = "YEARS"
title = "Years"
title_zh = "年限"
meaning = "Years."
meaning_zh = "年限。"
unit = "years"
source = { metric = "years_of_service" }
rule = { name = "points_per_unit", points = 0.7 }

[[dimensions]]
code = "one"
title = "One"
title_zh = "一"
weight = 70

[[dimensions]]
code = "two"
title = "Two"
title_zh = "二"
weight = 30

[[bands]]
code = "high"
title = "High"
title_zh = "高"
from = 60

[[bands]]
code = "low"
title = "Low"
title_zh = "低"
"""
SOURCES = (
    ('metric = "daily_average", families = ["deposit"]', "yuan"),
    ('metric = "end_balance", families = ["deposit", "loan"], coefficients = "product"', "yuan"),
    ('metric = "amounts", of = ["interest", "fees"], less = ["provision"]', "yuan"),
    ('metric = "increment", families = ["deposit"], base_month = 202601', "yuan"),
    ('metric = "sales_quantity", coefficients = "product"', "count"),
    ('metric = "sales_income"', "yuan"),
    ('metric = "npl_ratio"', "ratio"),
    ('metric = "rorac"', "yuan"),
    ('metric = "training_hours"', "hours"),
    ('metric = "exam_mean"', "points"),
    ('metric = "value"', "points"),
)
BY_PERIOD = ("daily_average", "sales_quantity", "sales_income", "amounts")
RULES = (
    'name = "completion", floor = 0, cap = 150',
    'name = "completion"',
    'name = "linear", best = 100, worst = 0',
    'name = "tiers", steps = [{ from = 1, score = 60 }, { from = 1000, score = 90 }]',
    'name = "tiers", slices = true, steps = [{ from = 0, rate = 1 }, { from = 10, rate = 2 }]',
    'name = "points_per_unit", points = 0.3, per = 7, whole_units = true',
    'name = "percentile", group = "bank"',
)
PERIODS = (
    'period = "month"\ngives = "mean"',
    'period = "month"\ngives = "best"',
    'period = "year_to_date"\ngives = "last"',
)
AMOUNTS = st.integers(0, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")


@st.composite
def schemes(draw: Any) -> str:
    """Draw the text of a scheme of two to five measures in two dimensions."""
    chosen = draw(st.lists(st.sampled_from(SOURCES), min_size=2, max_size=5, unique=True))
    tables = []
    for place, (source, unit) in enumerate(chosen):
        rule = draw(st.sampled_from(RULES))
        first = place == 0
        share = 100 if first else f"{100 // (len(chosen) - 1)}"
        if place == 1:
            share = 100 - 100 // (len(chosen) - 1) * (len(chosen) - 2)
        lines = [
            "[[measures]]", f'code = "M{place}"', f'dimension = "{"one" if first else "two"}"',
            f"weight = {share}", f'unit = "{unit}"', 'title = "M"', 'title_zh = "指标"',
            'meaning = "M."', 'meaning_zh = "指标。"', f"source = {{ {source} }}",
            f"rule = {{ {rule} }}",
        ]  # fmt: skip
        if "completion" in rule:
            lines += ['missing_target = "zero"', 'zero_target = "hundred"']
        if any(f'"{word}"' in source for word in BY_PERIOD) and draw(st.booleans()):
            lines.append(draw(st.sampled_from(PERIODS)))
        tables.append("\n".join(lines))
    return "\n\n".join([HEAD, *tables])


@st.composite
def banks(draw: Any) -> dict[str, str]:
    """Draw the files of a bank: three people, who share accounts, sell, learn and have targets."""

    def some(rows: list[str]) -> str:
        return "\n".join(row for row in rows if draw(st.integers(0, 5)))

    ledger, sales, values, targets, training = [], [], [], [], []
    for month in MONTHS:
        for account in (*ACCOUNTS, "L1"):
            kind = draw(st.sampled_from(["normal", "substandard"])) if account == "L1" else ""
            row = [draw(AMOUNTS) for _column in range(4)]
            ledger.append(f"{month},{account},{','.join(row)},{kind}")
        for staff in STAFF:
            sold = draw(st.integers(-30, 200))
            sales.append(f"{month},{staff},CARD,{sold / 10},{draw(AMOUNTS)},{draw(AMOUNTS)}")
    for staff in STAFF:
        for place in range(5):
            targets.append(f"{staff},M{place},{draw(st.integers(0, 10**5))},")
            values.append(f"{staff},M{place},{draw(st.integers(0, 120))},")
        hours, mark = draw(st.integers(0, 40)), draw(st.integers(0, 100))
        training.append(f"{staff},Course,{hours},{mark},2026-02-03")
    share = draw(st.integers(1, 999_999))
    return {
        "branches": "code,name,parent_code\nHO,Head,\nB1,One,HO",
        "managers": "staff_no,name,branch_code,line,hired_on,left_on\n"
        "01,Ai,B1,personal,2010-01-01,\n02,Bo,B1,personal,2026-02-11,\n"
        "03,Cao,HO,corporate,2015-05-05,",
        "products": "code,name,family,ftp_rate,provision_rate,tax_rate,risk_weight,coefficient\n"
        "SAV,Savings,deposit,0.0365,0,0.03,0,0.8\nLN,Loans,loan,0.03,0.007,0.05,1,1\n"
        "CARD,Cards,fee,0,0,0.06,0,1.5",
        "clients": "client_no,name,kind,branch_code,manager_no\n"
        "C1,One,person,B1,01\nC2,Two,person,B1,02\nC3,Three,company,HO,03",
        "deposits": "account_no,client_no,product_code,opened_on,closed_on,rate\n"
        "D1,C1,SAV,2020-01-01,,0.01\nD2,C2,SAV,2026-02-02,,0.01\nD3,C3,SAV,2021-01-01,,0.01",
        "loans": "contract_no,client_no,product_code,contract_amount,disbursed_on,matures_on,rate\n"
        "L1,C3,LN,1000.00,2025-05-05,2027-05-05,0.05",
        "assignments": "account_no,staff_no,from_month,to_month,share\n"
        f"D1,01,,,0.{share:06d}\nD1,02,,,0.{1_000_000 - share:06d}",
        "ledger": "month,account_no,end_balance,average_balance,interest,fees,classification\n"
        + "\n".join(ledger),
        "sales": "month,staff_no,product_code,quantity,amount,income\n" + some(sales),
        "targets": "staff_no,measure_code,target,month\n" + some(targets),
        "values": "staff_no,measure_code,value,month\n" + some(values),
        "training": "staff_no,course,hours,exam_score,completed_on\n" + some(training),
    }


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    return folder
