"""Closing a month, and opening it again: two verbs, the second with a second person."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.close.checks import findings_of
from portfolio.models import BookMonth, MonthStep
from portfolio.months import month_text
from portfolio.valuation import MonthFiles, valued_months

SHORTEST_REASON = 4


def close_month(*, month: int, actor: User | None = None, explained: str = "") -> MonthStep:
    """Check a month, value it and freeze it; what stands against it needs an explanation."""
    _check_hr(actor)
    findings = findings_of(month)
    against = [finding for finding in findings if finding.stands_against]
    if any(finding.code == "no_rows" for finding in against):
        raise Refused(against[0].text)
    if against and len(explained.strip()) < SHORTEST_REASON:
        raise Refused(
            _("%(month)s is not closed: %(why)s")
            % {"month": month_text(month), "why": _("; ").join(f.text for f in against)}
        )
    valued_months([month])
    with transaction.atomic():
        hold(Lock.LOAD)
        state = BookMonth.objects.select_for_update().get(month=month)
        if state.is_closed:
            raise Refused(_("%(month)s is closed already") % {"month": month_text(month)})
        if state.valued_version != state.version:
            raise Refused(_("Files are being loaded; close the month when that is done"))
        state.closed_at = timezone.now()
        state.save(update_fields=["closed_at"])
        step = MonthStep.objects.create(
            month=month,
            kind=MonthStep.Kind.CLOSED,
            at=state.closed_at,
            by=actor,
            reason=explained.strip(),
            files=MonthFiles.of(state).digests,
            findings=[finding.plain for finding in findings],
        )
        record(
            actor=actor,
            action="month.close",
            target=step,
            detail=_detail(step),
            wrote={MonthStep: [step.pk]},
        )
    return step


def reopen_month(
    *, month: int, reason: str, second: User | None, actor: User | None = None
) -> MonthStep:
    """Open a closed month again, for a reason and with a second person; its files stay."""
    _check_hr(actor)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Say why the month is opened again"))
    if second is None or not second.is_active or not second.is_hr:
        raise Refused(_("A second person of human resources has to agree"))
    if actor is not None and second.pk == actor.pk:
        raise Refused(_("The second person is somebody else"))
    with transaction.atomic():
        hold(Lock.LOAD)
        state = BookMonth.objects.select_for_update().filter(month=month).first()
        if state is None or not state.is_closed:
            raise Refused(_("%(month)s is not closed") % {"month": month_text(month)})
        state.closed_at = None
        state.save(update_fields=["closed_at"])
        step = MonthStep.objects.create(
            month=month,
            kind=MonthStep.Kind.REOPENED,
            at=timezone.now(),
            by=actor,
            second=second,
            reason=reason.strip(),
            files=MonthFiles.of(state).digests,
        )
        record(
            actor=actor,
            action="month.reopen",
            target=step,
            detail=_detail(step),
            wrote={MonthStep: [step.pk]},
        )
    return step


def _check_hr(actor: User | None) -> None:
    if actor is not None and not (actor.is_active and actor.is_hr):
        raise NotAllowed(_("Human resources does this"))


def _detail(step: MonthStep) -> dict[str, object]:
    return {
        "month": month_text(step.month),
        "reason": step.reason or None,
        "second": step.second.username if step.second else None,
        "digest": step.files.get("holdings"),
    }
