"""A manager's own cycles: where her self-review stands in each, and what she scored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone

from perfcenter.models import User
from reviews.models import AnnualReport
from reviews.steps.due import NOT_STARTED, due_on, is_overdue
from scoring.models import Cycle, Participant, Result

State = AnnualReport.State


@dataclass(frozen=True)
class OwnRecord:
    """A cycle, the state of her report there ("" where she takes no part) and since or until when.

    `due` is set while the report still has to be handed in.
    """

    cycle: Cycle
    state: str
    since: date | datetime | None = None
    due: date | None = None
    is_overdue: bool = False
    composite: Fraction | None = None


def own_records(user: User, cycles: Iterable[Cycle]) -> list[OwnRecord]:
    """Return the cycles with her own record in each, in three queries whatever their number."""
    listed = list(cycles)
    own: dict[str, Any] = {"manager": user.manager_id, "cycle__in": listed}
    takes_part = set(Participant.objects.filter(**own).values_list("cycle_id", flat=True))
    reports = {report.cycle_id: report for report in AnnualReport.objects.filter(**own)}
    composites = _composites(user, listed)
    return [
        _record(cycle, reports.get(cycle.pk), composites.get(cycle.pk))
        if cycle.pk in takes_part
        else OwnRecord(cycle, "")
        for cycle in listed
    ]


def _record(cycle: Cycle, report: AnnualReport | None, composite: Fraction | None) -> OwnRecord:
    state = report.state if report else NOT_STARTED
    late = is_overdue(cycle, state, timezone.localdate())
    if report is None or report.is_editable:
        due = due_on(cycle, state)
        since = report.decided_at if report and state == State.RETURNED else None
        return OwnRecord(cycle, state, since, due, late, composite)
    since = {
        State.SUBMITTED: report.submitted_at,
        State.APPROVED: report.decided_at,
        State.PUBLISHED: cycle.published_at,
    }.get(State(state))
    return OwnRecord(cycle, state, since, composite=composite)


def _composites(user: User, cycles: list[Cycle]) -> dict[int, Fraction | None]:
    """Return her composites by cycle: of the published run, else of the newest."""
    published = {cycle.published_run_id for cycle in cycles if cycle.published_run_id}
    results = Result.objects.filter(manager=user.manager_id, run__cycle__in=cycles)
    found: dict[int, Fraction | None] = {}
    fixed = set()
    for cycle, run, composite in results.order_by("run__number").values_list(
        "run__cycle", "run", "composite"
    ):
        if cycle not in fixed:
            found[cycle] = composite
        if run in published:
            fixed.add(cycle)
    return found
