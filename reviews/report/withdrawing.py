"""The manager's verb for what she handed in and nobody has read: take it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.tags.numbers import stamp
from portfolio.models import Manager
from reviews.models import AnnualReport, HandIn
from reviews.report.reading import hand_in_of
from reviews.report.storing import locked
from reviews.steps.access import check_is_own
from reviews.telling.news import withdrawn
from scoring.models import Cycle

State = AnnualReport.State


def withdraw(*, cycle: Cycle, manager: Manager, version: int, actor: User) -> AnnualReport:
    """Take back what was handed in, to write on; it is a draft again, or returned as before.

    `version` is the one that the page showed as handed in.
    """
    check_is_own(actor, manager)
    with transaction.atomic():
        report = locked(cycle, manager)
        cycle.refresh_from_db(fields=["published_at"])
        if report.state != State.SUBMITTED or report.version != version or cycle.is_published:
            words = {"state": report.get_state_display()}
            raise Refused(_("The report is %(state)s by now and cannot be taken back") % words)
        found = hand_in_of(report)
        if reason := kept_by(report, found):
            raise Refused(reason)
        HandIn.objects.filter(report=report, version=version).update(withdrawn_at=timezone.now())
        _as_before(report)
        record(
            actor=actor,
            action="report.withdraw",
            target=report,
            detail={"version": version, "state": report.state},
            wrote={HandIn: [report.pk], **withdrawn(report, actor)},
        )
    return report


def kept_by(report: AnnualReport, found: HandIn | None) -> str:
    """Say why what was handed in cannot be taken back; nothing where it can."""
    if found is None:
        return _("It was handed in before it was recorded who reads it; ask for its return")
    if found.read_at and found.read_by:
        return _("%(name)s opened it on %(time)s; ask for its return") % {
            "name": found.read_by.name,
            "time": stamp(found.read_at),
        }
    if report.decisions.filter(version=report.version).exists():
        return _("It was decided on already; ask for its return")
    if report.comments.filter(report_version=report.version).exists():
        return _("It is commented on already; ask for its return")
    return ""


def _as_before(report: AnnualReport) -> None:
    """Put the report back to where it was when it was handed in."""
    earlier = report.revisions.handed_in().first()
    if earlier is None or report.decided_by_id is None:
        report.state, report.submitted_at, report.submitted_digest = State.DRAFT, None, ""
    else:
        report.state, report.submitted_at = State.RETURNED, earlier.saved_at
        report.submitted_digest = earlier.digest
    report.save(update_fields=["state", "submitted_at", "submitted_digest"])
