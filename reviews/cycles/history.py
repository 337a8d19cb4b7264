"""A manager's own cycles: where her self-review stands in each, and what she scored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef
from django.utils import timezone

from perfcenter.base.formats import plain
from perfcenter.models import User
from reviews.models import AnnualReport
from reviews.models.extensions import until_of
from reviews.steps.due import NOT_STARTED, due_on, is_overdue
from scoring.models import Cycle, Participant, Result
from scoring.runs.in_force import amendments_of, calibrated_of, in_force
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite
from scoring.sheet.withheld import Withholding, result_told

State = AnnualReport.State
Score = tuple[Fraction | None, int, bool]
"""A composite, its places, and whether it is told at publication only."""
NO_SCORE: Score = (None, 2, False)


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
    places: int = 2  # in which the composite reads true beside its grade
    is_withheld: bool = False  # there is a composite that is told at publication only

    @property
    def score(self) -> str:
        """The composite as it is written everywhere."""
        return plain(self.composite, self.places)


def own_records(user: User, cycles: Iterable[Cycle]) -> list[OwnRecord]:
    """Return the cycles with her own record in each, in three queries whatever their number."""
    listed = list(cycles)
    own: dict[str, Any] = {"manager": user.manager_id, "cycle__in": listed}
    places = Participant.objects.filter(**own)
    given = until_of(OuterRef("cycle"), OuterRef("manager"))
    until = dict(places.annotate(until=given).values_list("cycle_id", "until"))
    reports = {report.cycle_id: report for report in AnnualReport.objects.filter(**own)}
    scores = _scores(user, listed)
    return [
        _record(cycle, reports.get(cycle.pk), until[cycle.pk], scores.get(cycle.pk, NO_SCORE))
        if cycle.pk in until
        else OwnRecord(cycle, "")
        for cycle in listed
    ]


def _record(
    cycle: Cycle, report: AnnualReport | None, until: date | None, score: Score
) -> OwnRecord:
    state = report.state if report else NOT_STARTED
    late = is_overdue(cycle, state, timezone.localdate(), until)
    if report is None or report.is_editable:
        due = due_on(cycle, state, until)
        since = report.decided_at if report and state == State.RETURNED else None
        return OwnRecord(cycle, state, since, due, late, *score)
    since = {
        State.SUBMITTED: report.submitted_at,
        State.REVIEWED: report.decided_at,
        State.APPROVED: report.decided_at,
        State.PUBLISHED: cycle.published_at,
    }.get(State(state))
    composite, places, is_withheld = score
    return OwnRecord(
        cycle, state, since, composite=composite, places=places, is_withheld=is_withheld
    )


def _scores(user: User, cycles: list[Cycle]) -> dict[int, Score]:
    """Return her composites by cycle and their places: of the published run, else the newest."""
    rows = Result.objects.filter(manager=user.manager_id, run__cycle__in=cycles)
    newest: dict[int, Result] = {}
    for row in rows.select_related("run__cycle__scheme").order_by("run__number"):
        before = newest.get(row.run.cycle_id)
        if before is None or not _is_published(before):
            newest[row.run.cycle_id] = row
    runs = {row.run_id for row in newest.values() if _is_published(row)}
    amended, moved = amendments_of(runs), calibrated_of(runs)
    return {
        cycle: _score(
            user,
            in_force(row, amended.get((row.run_id, row.manager_id)), moved.get(row.run_id, {})),
        )
        for cycle, row in newest.items()
    }


def _is_published(row: Result) -> bool:
    return row.run_id == row.run.cycle.published_run_id


def _score(user: User, row: Result) -> Score:
    told = result_told(row, Withholding(row.run, user).of(row.line, row.branch))
    beside = row.peer_median if _is_published(row) else None  # else its places would tell of peers
    places = places_of_composite(told.composite, definition(row.run.cycle.scheme), beside)
    return told.composite, places, told.composite != row.composite
