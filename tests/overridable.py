"""The small published cycle with a measure whose computed score may be overridden by 5 points."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from portfolio.models import Value
from reviews.deciding.write import Verdict, approve
from reviews.report.content import GoalLine
from reviews.report.write import submit
from scoring.models import Cycle
from scoring.overriding.write import override
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.cast import Cast
from tests.published import JUDGED, MILLION, VALUES, text

CONTENT = replace(make.COMPLETE, goal_lines=(GoalLine("SAT", Fraction(80), "回访"),))
REASON = "客户投诉已核实，不属本人责任"


def make_submitted(cast: Cast) -> Cycle:
    """M1, M2, their supervisor and the director in 2026: scored and handed in, none decided."""
    source = text().replace('code = "SAT"', 'code = "SAT"\noverride = 5')
    scheme, _is_new = load_scheme(source=source, file="small.toml")
    users = (cast.manager, cast.colleague, cast.supervisor, cast.director)
    cycle = make.make_cycle(managers=[user.manager for user in users], scheme=scheme)
    for user in users:
        make.make_value(user.manager, "SAT", VALUES[user.manager_id] * MILLION)
        make.make_value(user.manager, "PCT", VALUES[user.manager_id] * MILLION)
        submit(cycle=cycle, manager=user.manager, content=CONTENT, version=0, actor=user)
    score(cycle=cycle)
    return cycle


def set_score(cycle: Cycle, cast: Cast, number: int | str | None = 73, **more: object) -> None:
    """The supervisor's score of M1's satisfaction, which is computed as 70."""
    found: dict = {
        "cycle": cycle, "manager": cast.manager.manager, "measure_code": "SAT",
        "score": None if number is None else Fraction(number), "reason": REASON,
        "actor": cast.supervisor,
    }  # fmt: skip
    override(**{**found, **more})


def other_figures(number: int = 60) -> None:
    """What M1's satisfaction is by now; a run has not read it yet."""
    Value.objects.filter(manager="M1", measure_code="SAT").update(value=number * MILLION)


def approve_all(cycle: Cycle, cast: Cast) -> None:
    """Every report judged and approved by its reviewer."""
    for report in cycle.reports.select_related("manager", "cycle"):
        boss = {"D1": cast.hr, "S1": cast.director}.get(report.manager_id, cast.supervisor)
        verdicts = {"HAND": Verdict(JUDGED[report.manager_id], "有据")}
        approve(report=report, verdicts=verdicts, actor=boss)
