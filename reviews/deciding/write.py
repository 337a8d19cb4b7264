"""The reviewer's verbs: comment, return, approve; each takes scores along, all or nothing.

`reading` is the mark of what was read (`reading_of`); without one nothing is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import language, whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.deciding.deciding import keep_decision, locked
from reviews.deciding.read import judgments_of, measures_not_judged, reading_of
from reviews.models import AnnualReport, Comment, Decision
from reviews.sections.read import sections_of
from reviews.steps.second import has_second_level
from scoring.cycles.judgments import judge
from scoring.cycles.reviewers import check_may_review, for_whom, in_whose_place
from scoring.overriding.read import offers
from scoring.overriding.write import override

COMMENT_LIMIT = 2_000
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Outdated(Refused):
    """The report or its scores are no longer those that the reviewer has read."""

    def __init__(self) -> None:
        super().__init__(
            _("The report or its scores have changed since you opened this page; read it again")
        )


@dataclass(frozen=True)
class Change:
    """A score in the place of a computed one, and why; None takes it back."""

    score: Fraction | None
    reason: str = ""


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
    changes: Mapping[str, Change] = NOTHING,
    reading: str = "",
    actor: User,
) -> list[Comment]:
    """Keep the reviewer's comments, one a section; empty ones are passed over."""
    check_may_review(actor, report.cycle, report.manager)
    with transaction.atomic():
        report = locked(report)
        _check_submitted(report, reading)
        _keep_scores(report, verdicts, changes, actor)
        return _keep_comments(report, comments, actor)


def return_report(
    *,
    report: AnnualReport,
    comments: Mapping[str, str],
    verdicts: Mapping[str, Verdict] = NOTHING,
    changes: Mapping[str, Change] = NOTHING,
    reading: str = "",
    actor: User,
) -> AnnualReport:
    """Give the report back to be changed; at least one comment says what is missing."""
    check_may_review(actor, report.cycle, report.manager)
    with transaction.atomic():
        report = locked(report)
        _check_submitted(report, reading)
        _keep_scores(report, verdicts, changes, actor)
        _keep_comments(report, comments, actor)
        if not report.comments.filter(report_version=report.version).exists():
            raise Refused(_("Not returned: write at least one comment on what to change"))
        return keep_decision(
            report,
            AnnualReport.State.RETURNED,
            Decision.Verdict.RETURNED,
            actor=actor,
            action="report.return",
            for_whom=in_whose_place(actor, report.cycle, report.manager),
        )


def approve(
    *,
    report: AnnualReport,
    comments: Mapping[str, str] = NOTHING,
    verdicts: Mapping[str, Verdict] = NOTHING,
    changes: Mapping[str, Change] = NOTHING,
    reading: str = "",
    actor: User,
) -> AnnualReport:
    """Approve the report; every judgment measure has to be scored.

    Where the cycle has a second level, her own superior approves after her.
    """
    check_may_review(actor, report.cycle, report.manager)
    with transaction.atomic():
        report = locked(report)
        _check_submitted(report, reading)
        _check_all_judged(report, verdicts)
        _check_overrides(report, changes, actor)
        _keep_scores(report, verdicts, changes, actor)
        _keep_comments(report, comments, actor)
        goes_on = has_second_level(report.cycle)
        return keep_decision(
            report,
            AnnualReport.State.REVIEWED if goes_on else AnnualReport.State.APPROVED,
            Decision.Verdict.REVIEWED if goes_on else Decision.Verdict.APPROVED,
            actor=actor,
            action="report.approve",
            for_whom=in_whose_place(actor, report.cycle, report.manager),
        )


def check_may_approve(
    *,
    report: AnnualReport,
    verdicts: Mapping[str, Verdict] = NOTHING,
    changes: Mapping[str, Change] = NOTHING,
    reading: str = "",
    actor: User,
) -> None:
    """Refuse what `approve` would refuse as things stand; nothing is written."""
    check_may_review(actor, report.cycle, report.manager)
    _check_submitted(report, reading)
    _check_all_judged(report, verdicts)
    _check_overrides(report, changes, actor)


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


def _check_overrides(report: AnnualReport, changes: Mapping[str, Change], actor: User) -> None:
    """Refuse to approve what stands beyond the bounds of what is computed by now."""
    for offer in offers(report.cycle, report.manager, actor):
        if offer.stands and not offer.counts and offer.measure.code not in changes:
            words = {"measure": offer.measure.title_for(language())}
            raise Refused(
                _("%(measure)s: your score lies beyond the bounds now; set another or clear it")
                % words
            )


def _keep_scores(
    report: AnnualReport,
    verdicts: Mapping[str, Verdict],
    changes: Mapping[str, Change],
    actor: User,
) -> None:
    for code, change in changes.items():
        override(
            cycle=report.cycle,
            manager=report.manager,
            measure_code=code,
            score=change.score,
            reason=change.reason,
            actor=actor,
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
        detail={"section": section, **for_whom(actor, report.cycle, report.manager)},
        wrote={Comment: [written.pk]},
    )
    return written
