"""How a decision is kept: the report's state, a row of its own, and what the audit log says."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from perfcenter.base.formats import plain
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.deciding.read import decided_on, overrides_given
from reviews.models import AnnualReport, Decision
from reviews.telling.news import decided
from scoring.cycles.witnesses import keep_who_decided
from scoring.models import Witness

State = AnnualReport.State
Verdict = Decision.Verdict


def locked(report: AnnualReport) -> AnnualReport:
    """Return the report for writing."""
    found = AnnualReport.objects.select_for_update().select_related("cycle", "manager")
    return found.get(pk=report.pk)


def keep_decision(
    report: AnnualReport,
    state: State,
    verdict: Verdict,
    *,
    actor: User,
    action: str,
    for_whom: Manager | None = None,
    reason: str = "",
) -> AnnualReport:
    """Let the report go into a state by somebody's decision, which stays as a row."""
    decision = Decision.objects.create(
        report=report,
        version=report.version,
        verdict=verdict,
        was=report.state,
        was_at=report.decided_at,
        was_by=report.decided_by,
        by=actor,
        for_whom=for_whom,
        at=timezone.now(),
        reason=reason,
    )
    report.state = state
    report.decided_at = decision.at
    report.decided_by = actor
    report.save(update_fields=["state", "decided_at", "decided_by"])
    keep_who_decided(report.cycle, report.manager, actor)
    detail = {
        "version": report.version,
        "digest": report.submitted_digest,
        "for_whom": for_whom.staff_no if for_whom else None,
        "reason": reason or None,
        **_overridden(report),
    }
    record(
        actor=actor,
        action=action,
        target=report,
        detail={name: said for name, said in detail.items() if said is not None},
        wrote={
            Witness: [report.cycle_id],
            Decision: [decision.pk],
            **decided(report, actor),
        },
    )
    return report


def _overridden(report: AnnualReport) -> dict[str, Any]:
    """Return the overrides that are decided on with the report, and the digest of all of it."""
    found = overrides_given(report.cycle, report.manager)
    if not found:
        return {}
    said = [f"{one.measure_code} {plain(one.computed)} → {plain(one.score)}" for one in found]
    return {"overrides": ", ".join(said), "decided_on": decided_on(report, overrides=found)}
