"""What every verb of the writer does: lock the report, check it, keep it as its next version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.models import AnnualReport, Evidence, Goal, HandIn, Revision, Section
from reviews.report.content import ReportContent, as_json, digest_of, files_of
from reviews.report.merging import Merged, merged, with_places
from reviews.report.read import Stand, content_at, standing_of
from reviews.telling.news import handed_in
from scoring.models import Cycle, Participant
from scoring.scheme.stored import definition

ACTION_LIMIT = 300


class Conflict(Refused):
    """Both windows changed a place of the report differently; `report` is how it stands."""

    def __init__(self, report: AnnualReport, stand: Stand, merged: Merged) -> None:
        super().__init__(_("This report was changed in another window"))
        self.report = report
        self.stand = stand
        self.merged = merged


@dataclass(frozen=True)
class Held:
    """Places at which two windows differed, and what the page had read there before that."""

    places: frozenset[str]
    stand: Stand


def locked(cycle: Cycle, manager: Manager) -> AnnualReport:
    """Return the report locked against other writers, or a new one."""
    # Her place in the cycle is locked before the report, which may not be there yet.
    place = Participant.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    if place is None:
        raise Refused(_("%(name)s takes no part in this cycle") % {"name": manager.name})
    found = AnnualReport.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    return found or AnnualReport(cycle=cycle, manager=manager, saved_at=timezone.now())


def check_writable(report: AnnualReport, cycle: Cycle, manager: Manager) -> None:
    if cycle.is_published:
        raise Refused(_("The cycle is published; reports can no longer be changed"))
    if not report.is_editable:
        raise Refused(
            _("The report is %(state)s and cannot be changed")
            % {"state": report.get_state_display()}
        )


def as_asked(content: ReportContent, asked: Sequence[Section]) -> ReportContent:
    """Return the content with a text for each section that is asked, and for no other."""
    unknown = content.texts.keys() - {section.code for section in asked}
    if unknown:
        raise Refused(_("There is no section “%(section)s”") % {"section": min(unknown)})
    texts = {section.code: content.text(section.code) for section in asked}
    return replace(content, texts=texts)


def check_lengths(content: ReportContent, asked: Sequence[Section]) -> None:
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


def caught_up(
    report: AnnualReport, content: ReportContent, stand: Stand, held: Held | None = None
) -> ReportContent:
    """Take the places left untouched as they stand now; ask where both windows changed them.

    `stand` is what the text was written on, but for the places that were held before it. Files are
    no place of the text: they are as they are.
    """
    now = standing_of(report)
    if now.stand != stand or held:
        codes = order_of(report)
        base = content_at(report, stand)
        if held is not None:
            older = content_at(report, held.stand)
            if base is not None and older is not None:
                base = with_places(base, older, held.places, codes)
            else:
                base = None
        found = merged(base, content, now.content, codes)
        if found.asked:
            raise Conflict(report, now.stand, found)
        content = found.content
    return replace(content, files=files_of(report) if report.pk else ())


def order_of(report: AnnualReport) -> list[str]:
    """Return the codes of the measures in the scheme's order."""
    return [measure.code for measure in definition(report.cycle.scheme).measures]


def store(
    report: AnnualReport,
    content: ReportContent,
    actor: User,
    *,
    action: str,
    is_submission: bool = False,
    detail: Mapping[str, str] = MappingProxyType({}),
) -> AnnualReport:
    """Write report, goal lines, revision and audit entry as the next version."""
    report.texts, report.figures = dict(content.texts), dict(content.figures)
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
    told: Written = {}
    if is_submission:
        HandIn.objects.create(report=report, version=report.version)
        told = handed_in(report, actor)
    record(
        actor=actor,
        action=action,
        target=report,
        detail={
            "version": report.version,
            "digest": digest_of(content),
            "state": report.state,
            **detail,
        },
        wrote={
            Goal: [report.pk],
            Revision: [revision.pk],
            Evidence: [report.pk],
            HandIn: [report.pk],
            **told,
        },
    )
    return report
