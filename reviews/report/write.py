"""The manager's verbs: save a draft, let it save itself, submit it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import AnnualReport, Autosave, Section
from reviews.report.content import ReportContent, as_json, digest_of, files_of
from reviews.report.drafting import is_drafted
from reviews.report.figures import as_said, named_in
from reviews.report.merging import with_places
from reviews.report.read import Stand, standing_of
from reviews.report.storing import (
    Conflict,
    Held,
    as_asked,
    caught_up,
    check_lengths,
    check_writable,
    locked,
    order_of,
    store,
)
from reviews.sections.read import sections_of
from reviews.steps.access import check_is_own
from scoring.models import Cycle
from scoring.sheet.read import newest_sheet

SITTING = timedelta(minutes=30)
"""So long texts that save themselves make no version; then the next one does."""
REMEMBERED = timedelta(seconds=settings.SESSION_COOKIE_AGE)
"""So long a page can be open that was written on what saved itself."""


class Incomplete(Refused):
    """A submission lacks something, or is a draft by rule; says which sections and which goals."""

    def __init__(
        self,
        message: str,
        *,
        sections: list[str],
        targets: list[str],
        actions: list[str],
        drafts: list[str],
        reasons: list[str],
    ) -> None:
        super().__init__(message)
        self.drafts = drafts
        self.sections = sections
        self.targets = targets
        self.actions = actions
        self.reasons = reasons


@dataclass(frozen=True)
class Kept:
    """A report that saved itself, the places that wait for a choice, whether anything was new."""

    report: AnnualReport
    held: frozenset[str]
    is_new: bool = True


def save_draft(
    *,
    cycle: Cycle,
    manager: Manager,
    content: ReportContent,
    version: int,
    saves: int = 0,
    held: Held | None = None,
    actor: User,
) -> AnnualReport:
    """Save the text as the next version; `version` is the one the text was written on (0: none).

    `saves` is how often its page had saved by itself on that version. What another window saved
    since is kept where this text did not touch it.
    """
    check_is_own(actor, manager)
    content = _checked(content, cycle)
    with transaction.atomic():
        report = locked(cycle, manager)
        check_writable(report, cycle, manager)
        content = caught_up(report, content, Stand(version, saves), held)
        now = standing_of(report)
        if report.pk and not now.stand.saves and content == now.content:
            return report
        return store(report, content, actor, action="report.save")


def save_by_itself(
    *,
    cycle: Cycle,
    manager: Manager,
    content: ReportContent,
    version: int,
    saves: int,
    held: Collection[str] = (),
    actor: User,
) -> Kept:
    """Keep what a page sends by itself, merged like a version.

    Where two windows differ the place stays as it stands and waits for a choice, like those that
    are `held` already; all others are kept.

    It becomes a version of its own where the last one is older than a sitting; in between it is
    kept beside the report, without an entry (decision 32).
    """
    check_is_own(actor, manager)
    content = _checked(content, cycle)
    with transaction.atomic():
        report = locked(cycle, manager)
        check_writable(report, cycle, manager)
        now = standing_of(report)
        waiting = frozenset(held)
        content = with_places(content, now.content, waiting, order_of(report))
        try:
            content = caught_up(report, content, Stand(version, saves))
        except Conflict as elsewhere:
            waiting |= elsewhere.merged.asked
            rest = elsewhere.merged.content
            content = with_places(rest, now.content, waiting, order_of(report))
            content = replace(content, files=files_of(report))
        if report.pk and content == now.content:
            return Kept(report, waiting, is_new=False)
        moment = timezone.now()
        if not report.pk or moment - report.saved_at > SITTING:
            return Kept(store(report, content, actor, action="report.save"), waiting)
        Autosave.objects.create(
            report=report,
            version=report.version,
            number=now.stand.saves + 1,
            content=as_json(content),
            saved_at=moment,
        )
        _forget(report, now.stand.saves + 1, moment)
        return Kept(report, waiting)


def submit(
    *,
    cycle: Cycle,
    manager: Manager,
    content: ReportContent,
    version: int,
    saves: int = 0,
    held: Held | None = None,
    actor: User,
) -> AnnualReport:
    """Save the text and hand it to the reviewer; what is required has to say something."""
    check_is_own(actor, manager)
    content = _checked(content, cycle)
    with transaction.atomic():
        report = locked(cycle, manager)
        check_writable(report, cycle, manager)
        content = caught_up(report, content, Stand(version, saves), held)
        _check_complete(content, sections_of(cycle))
        content = _as_said(content, cycle, manager, actor)
        report.state = AnnualReport.State.SUBMITTED
        report.submitted_at = timezone.now()
        report.submitted_digest = digest_of(content)
        store(report, content, actor, action="report.submit", is_submission=True)
        report.autosaves.all().delete()
        return report


def _as_said(content: ReportContent, cycle: Cycle, manager: Manager, actor: User) -> ReportContent:
    """Keep the figures that the texts name as her sheet says them now."""
    texts = content.texts.values()
    sheet = newest_sheet(cycle, manager, viewer=actor) if named_in(texts) else None
    return replace(content, figures=as_said(texts, sheet))


def _forget(report: AnnualReport, newest: int, now: datetime) -> None:
    """Drop what saved itself longer ago than a page can be open, but the newest."""
    old = report.autosaves.filter(saved_at__lt=now - REMEMBERED)
    old.exclude(version=report.version, number=newest).delete()


def _checked(content: ReportContent, cycle: Cycle) -> ReportContent:
    asked = sections_of(cycle)
    content = as_asked(content, asked)
    check_lengths(content, asked)
    return content


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
    drafted = [section for section in asked if is_drafted(content.text(section.code))]
    losses = [
        line.measure_code for line in content.goal_lines if line.is_loss and not line.reason.strip()
    ]
    if empty or targets or actions or drafted or losses:
        raise Incomplete(
            _in_words(empty, targets or actions, drafted),
            sections=[section.code for section in empty],
            targets=targets,
            actions=actions,
            drafts=[section.code for section in drafted],
            reasons=losses,
        )


def _in_words(empty: list[Section], open_goals: list[str], drafted: list[Section]) -> str:
    if empty:
        names = _(", ").join(section.name for section in empty)
        return _("Not submitted: nothing is written under %(sections)s") % {"sections": names}
    if open_goals:
        return _("Not submitted: each goal needs a target and how to reach it")
    if drafted:
        names = _(", ").join(section.name for section in drafted)
        return _("Not submitted: still a draft by rule: %(sections)s") % {"sections": names}
    return _("Not submitted: a goal is below nothing; write why a loss is meant")
