"""The reviewer's verbs: comment, return, approve; each takes scores along, all or nothing.

`reading` is the mark of what was read (`reading_of`); without one nothing is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.deciding.read import judgments_of, measures_not_judged, reading_of
from reviews.models import AnnualReport, Comment
from reviews.sections.read import sections_of
from reviews.telling.news import decided
from scoring.cycles.judgments import judge
from scoring.cycles.reviewers import check_may_review
from scoring.cycles.witnesses import keep_who_decided
from scoring.models import Witness

COMMENT_LIMIT = 2_000
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Outdated(Refused):
    """The report or its scores are no longer those that the reviewer has read."""

    def __init__(self) -> None:
        super().__init__(
            _("The report or its scores have changed since you opened this page; read it again")
        )


@dataclass(frozen=True)
class Verdict:
    """A judgment measure's score, 0 to 100, and what it rests on."""

    score: int
    basis: str = ""


def comment(
    *,
    report: AnnualReport,
    comments: Mapping[str, str],
    verdicts: Mapping[str, Verdict] = NOTHING,
    reading: str = "",
    actor: User,
) -> list[Comment]:
    """Keep the reviewer's comments, one a section; empty ones are passed over."""
    check_may_review(actor, report.cycle, report.manager)
    with transaction.atomic():
        report = _locked(report)
        _check_submitted(report, reading)
        _keep_scores(report, verdicts, actor)
        return _keep_comments(report, comments, actor)


def return_report(
    *,
    report: AnnualReport,
    comments: Mapping[str, str],
    verdicts: Mapping[str, Verdict] = NOTHING,
    reading: str = "",
    actor: User,
) -> AnnualReport:
    """Give the report back to be changed; at least one comment says what is missing."""
    check_may_review(actor, report.cycle, report.manager)
    with transaction.atomic():
        report = _locked(report)
        _check_submitted(report, reading)
        _keep_scores(report, verdicts, actor)
        _keep_comments(report, comments, actor)
        if not report.comments.filter(report_version=report.version).exists():
            raise Refused(_("Not returned: write at least one comment on what to change"))
        return _decide(report, AnnualReport.State.RETURNED, actor, action="report.return")


def approve(
    *,
    report: AnnualReport,
    comments: Mapping[str, str] = NOTHING,
    verdicts: Mapping[str, Verdict] = NOTHING,
    reading: str = "",
    actor: User,
) -> AnnualReport:
    """Approve the report; every judgment measure has to be scored."""
    check_may_review(actor, report.cycle, report.manager)
    with transaction.atomic():
        report = _locked(report)
        _check_submitted(report, reading)
        _check_all_judged(report, verdicts)
        _keep_scores(report, verdicts, actor)
        _keep_comments(report, comments, actor)
        return _decide(report, AnnualReport.State.APPROVED, actor, action="report.approve")


def check_may_approve(
    *,
    report: AnnualReport,
    verdicts: Mapping[str, Verdict] = NOTHING,
    reading: str = "",
    actor: User,
) -> None:
    """Refuse what `approve` would refuse as things stand; nothing is written."""
    check_may_review(actor, report.cycle, report.manager)
    _check_submitted(report, reading)
    _check_all_judged(report, verdicts)


def _locked(report: AnnualReport) -> AnnualReport:
    return (
        AnnualReport.objects.select_for_update()
        .select_related("cycle", "manager")
        .get(pk=report.pk)
    )


def _check_submitted(report: AnnualReport, reading: str) -> None:
    if report.cycle.is_published:
        raise Refused(_("The cycle is published; reports can no longer be decided on"))
    if report.state != AnnualReport.State.SUBMITTED:
        raise Refused(
            _("The report is %(state)s; only a submitted one can be decided on")
            % {"state": report.get_state_display()}
        )
    if reading and reading != reading_of(report):
        raise Outdated


def _check_all_judged(report: AnnualReport, verdicts: Mapping[str, Verdict]) -> None:
    open_measures = measures_not_judged(report.cycle, judgments_of(report.cycle, report.manager))
    missing = sum(measure.code not in verdicts for measure in open_measures)
    if missing:
        raise Refused(
            ngettext(
                "Not approved: %(count)s score is still missing",
                "Not approved: %(count)s scores are still missing",
                missing,
            )
            % {"count": whole(missing)}
        )


def _keep_scores(report: AnnualReport, verdicts: Mapping[str, Verdict], actor: User) -> None:
    for code, verdict in verdicts.items():
        judge(
            cycle=report.cycle,
            manager=report.manager,
            measure_code=code,
            score=verdict.score,
            basis=verdict.basis,
            actor=actor,
        )


def _keep_comments(report: AnnualReport, comments: Mapping[str, str], actor: User) -> list[Comment]:
    kept, sections = [], {section.code for section in sections_of(report.cycle)}
    for section, text in comments.items():
        if section not in sections:
            raise Refused(_("There is no section “%(section)s”") % {"section": section})
        if len(text) > COMMENT_LIMIT:
            raise Refused(
                _("The comment has %(count)s characters; expected at most %(limit)s")
                % {"count": len(text), "limit": COMMENT_LIMIT}
            )
        if text.strip():
            kept.append(_keep(report, section, text.strip(), actor))
    return kept


def _keep(report: AnnualReport, section: str, text: str, actor: User) -> Comment:
    """Keep a comment; the same words again (a button pressed twice) are the same comment."""
    written, is_new = Comment.objects.get_or_create(
        report=report,
        section=section,
        text=text,
        author=actor,
        report_version=report.version,
        defaults={"written_at": timezone.now()},
    )
    if not is_new:
        return written
    record(
        actor=actor,
        action="report.comment",
        target=report,
        detail={"section": section},
        wrote={Comment: [written.pk]},
    )
    return written


def _decide(
    report: AnnualReport, state: AnnualReport.State, actor: User, *, action: str
) -> AnnualReport:
    report.state = state
    report.decided_at = timezone.now()
    report.decided_by = actor
    report.save(update_fields=["state", "decided_at", "decided_by"])
    keep_who_decided(report.cycle, report.manager, actor)
    record(
        actor=actor,
        action=action,
        target=report,
        detail={"version": report.version, "digest": report.submitted_digest},
        wrote={Witness: [report.cycle_id], **decided(report, actor)},
    )
    return report
