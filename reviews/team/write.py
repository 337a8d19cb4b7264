"""A supervisor's verbs over her whole team: keep scores of many, approve what is unproblematic."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from perfcenter.models import User
from reviews.deciding.write import Verdict, approve, comment
from reviews.models import AnnualReport
from scoring.models import Cycle


def judge_together(
    *,
    cycle: Cycle,
    given: Mapping[str, Mapping[str, Verdict]],
    readings: Mapping[str, str],
    actor: User,
) -> int:
    """Keep the scores of several people, by staff number and measure: all or none."""
    with transaction.atomic():
        for report in _reports(cycle, given):
            number = report.manager_id
            comment(
                report=report,
                comments={},
                verdicts=given[number],
                reading=readings[number],
                actor=actor,
            )
    return len(given)


def approve_together(
    *, cycle: Cycle, readings: Mapping[str, str], actor: User
) -> list[AnnualReport]:
    """Approve reports as they were read, by staff number: all or none."""
    with transaction.atomic():
        return [
            approve(report=report, reading=readings[report.manager_id], actor=actor)
            for report in _reports(cycle, readings)
        ]


def _reports(cycle: Cycle, staff: Mapping[str, object]) -> list[AnnualReport]:
    """Return the reports in one order, so that two who write many do not wait for each other."""
    found = AnnualReport.objects.filter(cycle=cycle, manager__in=list(staff))
    return list(found.select_related("cycle__scheme", "manager").order_by("pk"))
