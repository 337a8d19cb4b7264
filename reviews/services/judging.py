"""The reviewer's scores of the judgment measures, while a report is submitted."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.refusals import Refused
from reviews.models import AnnualReport
from scoring.reviewers import check_may_review
from scoring.services.judgments import judge


@dataclass(frozen=True)
class Verdict:
    """A score, 0 to 100, and what it rests on."""

    score: int
    basis: str = ""


def judge_measures(*, report: AnnualReport, verdicts: Mapping[str, Verdict], actor: User) -> None:
    """Record a score for each measure given; all of them or none."""
    check_may_review(actor, report.manager)
    with transaction.atomic():
        report = AnnualReport.objects.select_for_update().get(pk=report.pk)
        if report.state != AnnualReport.State.SUBMITTED:
            raise Refused(
                _("The report is %(state)s; measures are scored while it is submitted")
                % {"state": report.get_state_display()}
            )
        for code, verdict in verdicts.items():
            judge(
                cycle=report.cycle,
                manager=report.manager,
                measure_code=code,
                score=verdict.score,
                basis=verdict.basis,
                actor=actor,
            )
