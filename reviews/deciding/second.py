"""The verbs of the second level: approve after the reviewer, or send back to her."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from reviews.deciding.deciding import State, Verdict, keep_decision, locked
from reviews.deciding.read import reading_of
from reviews.deciding.write import Outdated
from reviews.models import AnnualReport
from reviews.steps.second import check_may_second, in_whose_place

LONGEST = 500


def confirm(*, report: AnnualReport, reading: str = "", actor: User) -> AnnualReport:
    """Approve for good what the reviewer has approved."""
    with transaction.atomic():
        report = _checked(report, reading, actor)
        return keep_decision(
            report,
            State.APPROVED,
            Verdict.APPROVED,
            actor=actor,
            action="report.confirm",
            for_whom=in_whose_place(actor, report),
        )


def send_back(*, report: AnnualReport, reason: str, reading: str = "", actor: User) -> AnnualReport:
    """Give the report back to the reviewer, who decides anew; she reads why."""
    reason = " ".join(reason.split())
    with transaction.atomic():
        report = _checked(report, reading, actor)
        if not reason:
            raise Refused(_("Not sent back: write what the reviewer has to look at again"))
        if len(reason) > LONGEST:
            raise Refused(
                _("The reason has %(count)s characters; expected at most %(limit)s")
                % {"count": len(reason), "limit": LONGEST}
            )
        return keep_decision(
            report,
            State.SUBMITTED,
            Verdict.SENT_BACK,
            actor=actor,
            action="report.send_back",
            for_whom=in_whose_place(actor, report),
            reason=reason,
        )


def _checked(report: AnnualReport, reading: str, actor: User) -> AnnualReport:
    report = locked(report)
    check_may_second(actor, report)
    if report.cycle.is_published:
        raise Refused(_("The cycle is published; reports can no longer be decided on"))
    if report.state != State.REVIEWED:
        raise Refused(
            _("The report is %(state)s; only a reviewed one is approved at the second level")
            % {"state": report.get_state_display()}
        )
    if reading and reading != reading_of(report):
        raise Outdated
    return report
