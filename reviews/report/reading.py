"""When what was handed in is first read by who decides on it: from then on it stays handed in."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.models import AnnualReport, HandIn
from scoring.cycles.reviewers import is_reviewer
from scoring.models import Cycle


def hand_in_of(report: AnnualReport) -> HandIn | None:
    """Return what is known of the newest version as it was handed in."""
    found = report.hand_ins.filter(version=report.version)
    return found.select_related("read_by").first()


def mark_read(user: User, report: AnnualReport) -> None:
    """Keep that the reviewer has opened what was handed in, once; others' reading counts nothing.

    What its writer has taken back in this very moment is not there for her.
    """
    if report.state != AnnualReport.State.SUBMITTED or report.cycle.is_published:
        return
    unread = HandIn.objects.filter(report=report, version=report.version, read_at__isnull=True)
    if not unread.exists() or not is_reviewer(user, report.cycle, report.manager):
        return
    with transaction.atomic():
        AnnualReport.objects.select_for_update().get(pk=report.pk)
        found = unread.first()
        if found is None:
            return
        if found.withdrawn_at is not None:
            raise Http404
        found.read_at, found.read_by = timezone.now(), user
        found.save(update_fields=["read_at", "read_by"])
        record(
            actor=user,
            action="report.read",
            target=report,
            detail={"version": report.version},
            wrote={HandIn: [report.pk]},
        )


def mark_opened(user: User, cycle: Cycle, manager: Manager) -> None:
    """Keep that the user has opened what holds the manager's report: a deck."""
    found = AnnualReport.objects.filter(cycle=cycle, manager=manager, state="submitted")
    report = found.select_related("cycle", "manager").first()
    if report is not None:
        mark_read(user, report)
