"""HR's verbs for a report that will not come: close it without report, or wait for it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.models import AnnualReport
from reviews.telling.news import awaited
from scoring.cycles.changing import check_reason, locked
from scoring.models import Cycle, Participant

State = AnnualReport.State
MISSING = (State.DRAFT, State.RETURNED)
"""What can be closed, besides a report that was not started."""


def close_report(
    *, cycle: Cycle, manager: Manager, reason: str, actor: User | None = None
) -> AnnualReport:
    """Wait no longer for somebody's report; what she has written stays, and so does her score.

    A report that was handed in is decided on instead; who has left or ended owes none anyway.
    """
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        name = {"name": manager.name}
        place = Participant.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
        if place is None:
            raise Refused(_("%(name)s takes no part in this cycle") % name)
        if place.ended_on is not None or manager.has_left_before(cycle.ends):
            raise Refused(_("%(name)s has left or ended and owes no report") % name)
        report = _report(cycle, manager)
        if report.state not in MISSING:
            raise Refused(
                _("The report of %(name)s is %(state)s; only a missing one is closed")
                % {**name, "state": report.get_state_display()}
            )
        report.closed_from, report.closed_because = report.state, reason
        report.state = State.CLOSED
        report.save()
        _record(report, "report.close", reason, actor)
    return report


def wait_again(
    *, cycle: Cycle, manager: Manager, reason: str, actor: User | None = None
) -> AnnualReport:
    """Wait again for a report that was closed; she goes on where she was."""
    reason = check_reason(reason)
    with transaction.atomic():
        cycle = locked(cycle, actor)
        report = _report(cycle, manager)
        if report.state != State.CLOSED:
            raise Refused(_("The report of %(name)s is not closed") % {"name": manager.name})
        report.state = State(report.closed_from)
        report.closed_from = report.closed_because = ""
        report.save()
        _record(report, "report.reopen", reason, actor)
    return report


def _report(cycle: Cycle, manager: Manager) -> AnnualReport:
    """Return the report, locked; an empty draft where none was started."""
    found = AnnualReport.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    return found or AnnualReport(cycle=cycle, manager=manager, saved_at=timezone.now())


def _record(report: AnnualReport, action: str, reason: str, actor: User | None) -> None:
    detail = {"version": report.version, "state": report.state, "reason": reason}
    told = awaited(report, actor)
    record(actor=actor, action=action, target=report, detail=detail, wrote=told)
