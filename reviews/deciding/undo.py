"""Taking a decision back within minutes, as long as nobody has acted on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.deciding.deciding import State, Verdict, locked
from reviews.models import AnnualReport, Decision, PublicationRequest
from reviews.telling.news import decision_taken_back
from scoring.models import Cycle

MINUTES = 10
WITHIN = timedelta(minutes=MINUTES)


def last_decision(report: AnnualReport) -> Decision | None:
    """Return the decision that holds, if one was kept of where the report stands now."""
    if report.decided_at is None:
        return None
    found = Decision.objects.filter(report=report, at=report.decided_at, undone_by=None)
    found = found.exclude(verdict=Verdict.TAKEN_BACK).select_related("by", "for_whom")
    return found.first()


def until(decision: Decision) -> datetime:
    """Return until when the decision can be taken back."""
    return decision.at + WITHIN


def may_take_back(user: User, report: AnnualReport) -> bool:
    """Whether the user made the decision that holds, and can still take it back."""
    decision = last_decision(report)
    return decision is not None and not _why_not(user, report, decision)


def take_back(*, report: AnnualReport, actor: User) -> AnnualReport:
    """Let the report be again as it was before the actor's decision; both stay on record."""
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=report.cycle_id)
        report = locked(report)
        decision = last_decision(report)
        if decision is None:
            raise Refused(_("There is no decision to take back"))
        if why := _why_not(actor, report, decision):
            if decision.by_id != actor.pk:
                raise NotAllowed(why)
            raise Refused(why)
        undo = Decision.objects.create(
            report=report,
            version=report.version,
            verdict=Verdict.TAKEN_BACK,
            was=report.state,
            was_at=report.decided_at,
            was_by=report.decided_by,
            by=actor,
            for_whom=decision.for_whom,
            at=timezone.now(),
            undoes=decision,
        )
        before = report.state
        report.state, report.decided_at = State(decision.was), decision.was_at
        report.decided_by = decision.was_by
        report.save(update_fields=["state", "decided_at", "decided_by"])
        record(
            actor=actor,
            action="report.take_back",
            target=report,
            detail={"version": report.version, "before": before, "state": report.state},
            wrote={Decision: [undo.pk], **decision_taken_back(report, before, actor)},
        )
    return report


def _why_not(user: User, report: AnnualReport, decision: Decision) -> str:
    """Say why the decision stands; empty where it can be taken back."""
    if decision.by_id != user.pk:
        return _("Only who decided takes it back")
    if timezone.now() > until(decision):
        return _("A decision can be taken back for %(count)s minutes") % {"count": whole(MINUTES)}
    if report.cycle.is_published:
        return _("The cycle is published; reports can no longer be decided on")
    if report.version != decision.version or report.state == State.CLOSED:
        return _("Somebody has acted on the decision already; it stands")
    same = Q(cycle=report.cycle_id)
    if report.cycle.round_id is not None:
        same |= Q(cycle__round=report.cycle.round_id)
    prepared = PublicationRequest.objects.filter(
        same, state=PublicationRequest.State.ASKED, asked_at__gte=decision.at
    )
    if prepared.exists():
        return _("The publication is prepared with this decision; it stands")
    return ""
