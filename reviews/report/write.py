"""The manager's verbs: save a draft, submit it."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.models import AnnualReport, Goal, Revision, Section
from reviews.report.content import ReportContent, as_json, content_of, digest_of
from reviews.report.merging import Merged, merged
from reviews.report.read import content_at
from reviews.sections.read import sections_of
from reviews.steps.access import check_is_own
from scoring.models import Cycle, Participant
from scoring.scheme.stored import definition

ACTION_LIMIT = 300


class Conflict(Refused):
    """Both windows changed a place of the report differently; `report` is how it stands."""

    def __init__(self, report: AnnualReport, merged: Merged) -> None:
        super().__init__(_("This report was changed in another window"))
        self.report = report
        self.merged = merged


class Incomplete(Refused):
    """A submission lacks something; says which sections and which measures' goals."""

    def __init__(
        self,
        message: str,
        *,
        sections: list[str],
        targets: list[str],
        actions: list[str],
        reasons: list[str],
    ) -> None:
        super().__init__(message)
        self.sections = sections
        self.targets = targets
        self.actions = actions
        self.reasons = reasons


def save_draft(
    *, cycle: Cycle, manager: Manager, content: ReportContent, version: int, actor: User
) -> AnnualReport:
    """Save the text as the next version; `version` is the one the text was written on (0: none).

    What another window saved since is kept where this text did not touch it.
    """
    check_is_own(actor, manager)
    asked = sections_of(cycle)
    content = _as_asked(content, asked)
    _check_lengths(content, asked)
    with transaction.atomic():
        report = _locked(cycle, manager)
        _check_writable(report, cycle, manager)
        content = _with_what_was_saved(report, content, version)
        if report.pk and content == content_of_saved(report):
            return report
        return _store(report, content, actor, action="report.save")


def submit(
    *, cycle: Cycle, manager: Manager, content: ReportContent, version: int, actor: User
) -> AnnualReport:
    """Save the text and hand it to the reviewer; what is required has to say something."""
    check_is_own(actor, manager)
    asked = sections_of(cycle)
    content = _as_asked(content, asked)
    _check_lengths(content, asked)
    with transaction.atomic():
        report = _locked(cycle, manager)
        _check_writable(report, cycle, manager)
        content = _with_what_was_saved(report, content, version)
        _check_complete(content, asked)
        report.state = AnnualReport.State.SUBMITTED
        report.submitted_at = timezone.now()
        report.submitted_digest = digest_of(content)
        return _store(report, content, actor, action="report.submit", is_submission=True)


def content_of_saved(report: AnnualReport) -> ReportContent:
    """Return what the report says in the database; nothing when it is not started."""
    return content_of(report) if report.pk else ReportContent()


def _with_what_was_saved(
    report: AnnualReport, content: ReportContent, version: int
) -> ReportContent:
    """Take the places left untouched from the newest version; ask where both were changed."""
    if report.version == version:
        return content
    codes = [measure.code for measure in definition(report.cycle.scheme).measures]
    found = merged(content_at(report, version), content, content_of_saved(report), codes)
    if found.asked:
        raise Conflict(report, found)
    return found.content


def _locked(cycle: Cycle, manager: Manager) -> AnnualReport:
    """Return the report locked against other writers, or a new one."""
    # Her place in the cycle is locked before the report, which may not be there yet.
    place = Participant.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    if place is None:
        raise Refused(_("%(name)s takes no part in this cycle") % {"name": manager.name})
    found = AnnualReport.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    return found or AnnualReport(cycle=cycle, manager=manager, saved_at=timezone.now())


def _check_writable(report: AnnualReport, cycle: Cycle, manager: Manager) -> None:
    if cycle.is_published:
        raise Refused(_("The cycle is published; reports can no longer be changed"))
    if not report.is_editable:
        raise Refused(
            _("The report is %(state)s and cannot be changed")
            % {"state": report.get_state_display()}
        )


def _as_asked(content: ReportContent, asked: Sequence[Section]) -> ReportContent:
    """Return the content with a text for each section that is asked, and for no other."""
    unknown = content.texts.keys() - {section.code for section in asked}
    if unknown:
        raise Refused(_("There is no section “%(section)s”") % {"section": min(unknown)})
    texts = {section.code: content.text(section.code) for section in asked}
    return replace(content, texts=texts)


def _check_lengths(content: ReportContent, asked: Sequence[Section]) -> None:
    for section in asked:
        if len(content.text(section.code)) > section.limit:
            raise Refused(
                _("“%(section)s” has %(count)s characters; expected at most %(limit)s")
                % {
                    "section": section.name,
                    "count": len(content.text(section.code)),
                    "limit": section.limit,
                }
            )
    words = (text for line in content.goal_lines for text in (line.action, line.reason))
    if any(len(text) > ACTION_LIMIT for text in words):
        raise Refused(
            _("A goal's measures have at most %(limit)s characters") % {"limit": ACTION_LIMIT}
        )


def _check_complete(content: ReportContent, asked: Sequence[Section]) -> None:
    """What is required says something (goals may be lines alone); goals have number and words.

    A goal below nothing, which is a loss, also says why it is meant.
    """
    empty = [
        section
        for section in asked
        if section.is_required
        and not content.text(section.code).strip()
        and not (section.is_of_goals and content.goal_lines)
    ]
    targets = [line.measure_code for line in content.goal_lines if line.target is None]
    actions = [line.measure_code for line in content.goal_lines if not line.action.strip()]
    losses = [
        line.measure_code for line in content.goal_lines if line.is_loss and not line.reason.strip()
    ]
    if empty or targets or actions or losses:
        raise Incomplete(
            _in_words(empty, targets or actions),
            sections=[section.code for section in empty],
            targets=targets,
            actions=actions,
            reasons=losses,
        )


def _in_words(empty: list[Section], open_goals: list[str]) -> str:
    if not empty and not open_goals:
        return _("Not submitted: a goal is below nothing; write why a loss is meant")
    if not empty:
        return _("Not submitted: each goal needs a target and how to reach it")
    names = _(", ").join(section.name for section in empty)
    return _("Not submitted: nothing is written under %(sections)s") % {"sections": names}


def _store(
    report: AnnualReport,
    content: ReportContent,
    actor: User,
    *,
    action: str,
    is_submission: bool = False,
) -> AnnualReport:
    """Write report, goal lines, revision and audit entry as the next version."""
    report.texts = dict(content.texts)
    report.version += 1
    report.saved_at = timezone.now()
    if report.pk:
        # Goals can be taken away as long as the report can be changed: before it is handed in.
        report.goal_lines.all().delete()
    report.save()
    Goal.objects.bulk_create(
        Goal(
            report=report,
            position=position,
            measure_code=line.measure_code,
            target=line.target,
            action=line.action,
            reason=line.reason,
        )
        for position, line in enumerate(content.goal_lines)
    )
    revision = Revision.objects.create(
        report=report,
        version=report.version,
        content=as_json(content),
        digest=digest_of(content),
        saved_at=report.saved_at,
        saved_by=actor,
        is_submission=is_submission,
    )
    record(
        actor=actor,
        action=action,
        target=report,
        detail={"version": report.version, "digest": digest_of(content), "state": report.state},
        wrote={Goal: [report.pk], Revision: [revision.pk]},
    )
    return report
