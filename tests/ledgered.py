"""A published cycle of two months with a small ledger, of which single facts are put right."""

from __future__ import annotations

from datetime import date

from portfolio.close.write import close_month
from reviews.deciding.write import Verdict, approve
from reviews.report.write import submit
from scoring.models import Cycle, Scheme
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.cast import Cast
from tests.published import BANDS, HEAD

MEASURE = """
[[measures]]
code = "{code}"
dimension = "all"
weight = {weight}
title = "{title}"
title_zh = "{title}"
meaning = "{title}"
meaning_zh = "{title}"
unit = "{unit}"
direction = "{direction}"
source = {{ {source} }}
rule = {{ {rule} }}
"""
MISSING = 'missing_target = "out"\nzero_target = "out"\n'
ROWS = (
    ("DEP", 40, "存款日均", "yuan", "higher", 'metric = "daily_average", families = ["deposit"]',
     'name = "completion", floor = 0, cap = 150'),
    ("NPL", 20, "不良率", "ratio", "lower", 'metric = "npl_ratio"',
     'name = "linear", best = 0.0, worst = 0.5, best_score = 100, worst_score = 0'),
    ("OTHER", 20, "中收", "yuan", "higher", 'metric = "sales_income", families = ["other"]',
     'name = "completion", floor = 0, cap = 150'),
    ("HAND", 20, "贷后管理", "points", "higher", 'metric = "judgment"', 'name = "value"'),
)  # fmt: skip
NAMES = ("code", "weight", "title", "unit", "direction", "source", "rule")
YUAN = 100
MONTHS = (202601, 202602)


def make_scheme() -> Scheme:
    rows = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
    measures = "".join(
        MEASURE.format(**row) + (MISSING if "completion" in row["rule"] else "") for row in rows
    )
    head = HEAD.replace('"small"', '"ledger"')
    return load_scheme(source=head + measures + BANDS, file="ledger.toml")[0]


def make_ledger(cast: Cast) -> None:
    """M1 has a deposit, a good loan and a bad one; M2 a deposit; both have sold something."""
    deposit, loan, other = (
        make.make_product(code, family=family) for code, family in
        (("D1", "deposit"), ("L1", "loan"), ("O1", "other"))
    )  # fmt: skip
    for number, user in (("1", cast.manager), ("2", cast.colleague)):
        client = make.make_client(f"C{number}", manager=user.manager)
        account = make.make_account(
            f"A{number}", client=client, product=deposit, opened_on=date(2025, 5, 1)
        )
        for month in MONTHS:
            make.make_ledger_row(account, month, average_balance=1000 * YUAN, interest=500)
        make.make_sale(user.manager, other, MONTHS[0], income=100 * YUAN)
        for code in ("DEP", "OTHER"):
            make.make_target(user.manager, code, (2000 if code == "DEP" else 200) * 1_000_000)
        if user == cast.manager:
            for name, rating in (("G1", "normal"), ("B1", "doubtful")):
                lent = make.make_account(
                    name, client=client, product=loan, opened_on=date(2025, 6, 1)
                )
                for month in MONTHS:
                    make.make_ledger_row(
                        lent, month, average_balance=500 * YUAN, classification=rating
                    )


def make_ledgered(cast: Cast) -> Cycle:
    """Two closed months of M1 and M2, approved, judged and scored; nothing is published yet."""
    users = (cast.manager, cast.colleague)
    make_ledger(cast)
    for month in MONTHS:
        close_month(month=month, explained="没有总账")
    cycle = make.make_cycle(
        managers=[user.manager for user in users], scheme=make_scheme(),
        first_month=MONTHS[0], last_month=MONTHS[-1],
    )  # fmt: skip
    for user in users:
        report = submit(
            cycle=cycle, manager=user.manager, content=make.rewritten(), version=0, actor=user
        )
        verdicts = {"HAND": Verdict(80, "有据")}
        approve(report=report, verdicts=verdicts, actor=cast.supervisor)
    score(cycle=cycle)
    return cycle
