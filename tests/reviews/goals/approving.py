"""Reports of the cast whose goals are approved."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from reviews.deciding.write import approve
from reviews.models import AnnualReport
from reviews.report.content import GoalLine, ReportContent
from reviews.report.write import submit
from scoring.cycles.judgments import judge
from scoring.models import Cycle
from scoring.scheme.stored import definition
from tests.cast import Cast
from tests.factories import COMPLETE


def approving(cast: Cast, cycle: Cycle) -> Callable[..., AnnualReport]:
    """Return what hands somebody's report with these goals in, and approves it."""

    def by(who: str = "manager", boss: str = "supervisor", **goals: Any) -> AnnualReport:
        user, actor = getattr(cast, who), getattr(cast, boss)
        lines = tuple(
            GoalLine(code, Fraction(target), "by trying", "moves abroad" if target < 0 else "")
            for code, target in goals.items()
        )
        report = submit(
            cycle=cycle, manager=user.manager, content=ReportContent(COMPLETE.texts, lines),
            version=0, actor=user,
        )  # fmt: skip
        for measure in definition(cycle.scheme).judged_measures:
            judge(
                cycle=cycle, manager=user.manager, measure_code=measure.code, score=80,
                basis="seen", actor=actor,
            )  # fmt: skip
        return approve(report=report, actor=actor)

    return by
