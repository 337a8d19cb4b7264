"""The second level: after the reviewer her own superior approves, where the cycle says so.

Whoever prepared the scores, or approved before, is not the last to approve: then it is the next one
up, in the end somebody of human resources. Who stands in for the second one may do it likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.models import AnnualReport, SecondLevel
from scoring.cycles.deputies import places_of, stands_in
from scoring.cycles.reviewers import deciding_now, reviewer_of, still_decides
from scoring.models import Cycle, Judgment, ScoreOverride

Above = Callable[[str], str | None]
"""Who decides on somebody's report, by staff number; None where that is HR."""


@once_a_page
def has_second_level(cycle: Cycle) -> bool:
    """Whether the cycle's reports are approved at a second level."""
    newest = SecondLevel.objects.filter(cycle=cycle).values_list("is_on", flat=True).first()
    return bool(newest)


def second_of(report: AnnualReport) -> Manager | None:
    """Return who approves after the reviewer; None where that is HR."""
    cycle = report.cycle

    def above(staff_no: str) -> str | None:
        found = reviewer_of(cycle, Manager(staff_no=staff_no))
        return found.staff_no if found else None

    barred = _barred([report])
    number = _second(above, report.manager_id, {staff for _user, staff in barred})
    return Manager.objects.get(pk=number) if number else None


def second_name(report: AnnualReport) -> str:
    """Return who approves after the reviewer, in words."""
    second = second_of(report)
    return second.name if second else _("Human resources")


def may_second(user: User, report: AnnualReport) -> bool:
    """Whether the user approves the report at the second level."""
    if user.manager_id == report.manager_id or not still_decides(user):
        return False
    if user.pk in {pk for pk, _staff in _barred([report])}:
        return False
    second = second_of(report)
    if second is None:
        return user.is_hr
    if user.is_manager and user.manager_id == second.staff_no:
        return True
    return stands_in(user, second, report.manager)


def in_whose_place(user: User, report: AnnualReport) -> Manager | None:
    """Return the second one in whose place a deputy approves; None where she is it herself."""
    second = second_of(report)
    if second is None or user.manager_id == second.staff_no:
        return None
    return second if stands_in(user, second, report.manager) else None


def check_may_second(user: User, report: AnnualReport) -> None:
    """Refuse who is not the second one, naming who is."""
    if not may_second(user, report):
        raise NotAllowed(
            _("%(name)s approves this report at the second level") % {"name": second_name(report)}
        )


@once_a_page
def to_second(user: User, cycle: Cycle) -> list[AnnualReport]:
    """Return the reports of an open cycle that wait for the user at the second level."""
    if not still_decides(user):
        return []
    reports = _waiting(cycle)
    if not reports:
        return []
    line, barred = deciding_now(cycle), _barred_by_report(reports)
    places = places_of(user)
    hers = {user.manager_id} if user.is_manager else set()

    def is_hers(report: AnnualReport) -> bool:
        users = barred[report.manager_id]
        if user.manager_id == report.manager_id or user.pk in {pk for pk, _staff in users}:
            return False
        second = _second(line.get, report.manager_id, {staff for _pk, staff in users})
        if second is None:
            return user.is_hr
        return second in hers or (second in places and report.manager_id not in places)

    return [report for report in reports if is_hers(report)]


def seconds_in(cycle: Cycle) -> dict[str, str | None]:
    """Return whom each report waits for at the second level, by staff number; None: HR."""
    reports = _waiting(cycle)
    if not reports:
        return {}
    line, barred = deciding_now(cycle), _barred_by_report(reports)
    return {
        one.manager_id: _second(line.get, one.manager_id, {s for _pk, s in barred[one.manager_id]})
        for one in reports
    }


def _waiting(cycle: Cycle) -> list[AnnualReport]:
    found = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.REVIEWED)
    ended = cycle.participants.filter(ended_on__isnull=False).values("manager")
    return list(found.exclude(manager__in=ended).select_related("manager").order_by("manager"))


def _second(above: Above, staff_no: str, barred: Collection[Any]) -> str | None:
    """Return who stands above the reviewer, past those who may not be the last to approve."""
    seen, found = {staff_no}, above(staff_no)
    while found is not None and found not in seen:
        seen.add(found)
        found = above(found)
        if found is not None and found not in seen and found not in barred:
            return found
    return None


def _barred(reports: Iterable[AnnualReport]) -> set[tuple[int, str | None]]:
    found: set[tuple[int, str | None]] = set()
    return found.union(*_barred_by_report(list(reports)).values())


def _barred_by_report(reports: list[AnnualReport]) -> dict[str, set[tuple[int, str | None]]]:
    """Return by whom each report was judged or approved before: keys of users, staff numbers."""
    found: dict[str, set[tuple[int, str | None]]] = {one.manager_id: set() for one in reports}
    one_cycle = reports[0].cycle_id
    judged: Any = Judgment.objects.filter(cycle=one_cycle)
    changed: Any = ScoreOverride.objects.filter(cycle=one_cycle, score__isnull=False)
    if len(reports) == 1:
        of_hers = {"manager": reports[0].manager_id}
        judged, changed = judged.filter(**of_hers), changed.filter(**of_hers)
    by_whom = judged.values_list("manager", "judged_by", "judged_by__manager")
    likewise = changed.values_list("manager", "set_by", "set_by__manager")
    for manager, user, staff in by_whom.union(likewise):
        if manager in found:
            found[manager].add((user, staff))
    reviewed = AnnualReport.objects.filter(
        cycle=one_cycle, state=AnnualReport.State.REVIEWED, decided_by__isnull=False
    )
    if len(reports) == 1:
        reviewed = reviewed.filter(pk=reports[0].pk)
    for manager, user, staff in reviewed.values_list(
        "manager", "decided_by", "decided_by__manager"
    ):
        if manager in found:
            found[manager].add((user, staff))
    return found
