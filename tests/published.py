"""A published cycle of four people with a value, a judgment and a percentile, small and quick."""

from __future__ import annotations

from functools import cache

from reviews.deciding.write import Verdict, approve
from reviews.publishing.write import ask_to_publish, publish_asked
from reviews.report.write import submit
from scoring.models import Cycle, Scheme
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.cast import Cast

MEASURE = """
[[measures]]
code = "{code}"
dimension = "all"
weight = {weight}
title = "{title}"
title_zh = "{title}"
meaning = "{title}"
meaning_zh = "{title}"
unit = "points"
source = {{ metric = "{metric}" }}
rule = {{ name = "{rule}" }}
"""
HEAD = """
name = "small"
title = "Small"
title_zh = "小方案"
good_from = 60
no_composite_below = 0.5
places = 4
peers = "line"

[rorac]
decay = 0.05
floor = 0.8
capital_ratio = 0.105

[loan_loss]
substandard = 0.3
doubtful = 0.5
loss = 1

[[dimensions]]
code = "all"
title = "All"
title_zh = "全部"
weight = 100
"""
BANDS = """
[[bands]]
code = "good"
title = "Good"
title_zh = "良好"
from = 70

[[bands]]
code = "fair"
title = "Fair"
title_zh = "尚可"
from = 50

[[bands]]
code = "poor"
title = "Poor"
title_zh = "不足"
"""
MILLION = 1_000_000
VALUES = {"M1": 70, "M2": 75, "S1": 80, "D1": 60}
JUDGED = {"M1": 80, "M2": 70, "S1": 90, "D1": 60}


@cache
def text() -> str:
    """Return the scheme: satisfaction 50, a judgment 30, the percentile of sales 20."""
    rows = (
        ("SAT", 50, "满意度", "value", "value"),
        ("HAND", 30, "贷后管理", "judgment", "value"),
        ("PCT", 20, "排位", "value", "percentile"),
    )
    named = ("code", "weight", "title", "metric", "rule")
    measures = "".join(MEASURE.format(**dict(zip(named, row, strict=True))) for row in rows)
    return HEAD + measures + BANDS


def make_scheme() -> Scheme:
    scheme, _is_new = load_scheme(source=text(), file="small.toml")
    return scheme


def make_scored(cast: Cast) -> Cycle:
    """The year 2026 of M1, M2, their supervisor and the director: approved, judged and scored."""
    users = (cast.manager, cast.colleague, cast.supervisor, cast.director)
    cycle = make.make_cycle(managers=[user.manager for user in users], scheme=make_scheme())
    for user in users:
        make.make_value(user.manager, "SAT", VALUES[user.manager_id] * MILLION)
        make.make_value(user.manager, "PCT", VALUES[user.manager_id] * MILLION)
        boss = {"D1": cast.hr, "S1": cast.director}.get(user.manager_id, cast.supervisor)
        report = submit(
            cycle=cycle, manager=user.manager, content=make.COMPLETE, version=0, actor=user
        )
        verdicts = {"HAND": Verdict(JUDGED[user.manager_id], "有据")}
        approve(report=report, verdicts=verdicts, actor=boss)
    score(cycle=cycle)
    return cycle


def publish_now(cycle: Cycle, cast: Cast) -> Cycle:
    """HR prepares it and the second one publishes it; nobody of these two decides on appeals."""
    runs = {cycle.code: cycle.runs.latest("number").number}
    asked = ask_to_publish(cycle=cycle, runs=runs, actor=cast.hr)
    publish_asked(asked=asked, actor=cast.second_hr)
    return Cycle.objects.select_related("scheme", "published_run").get(pk=cycle.pk)
