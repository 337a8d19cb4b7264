"""Telling what happened to reports and cycles, each in the transaction of its verb.

Each returns what the verb's entry of the audit log answers for. A new kind of news is a function
here or in its own room, and a `NoticeKind`. Nothing told names a score, rank or grade.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.notices.read import in_role, logins_of
from perfcenter.notices.write import HERSELF, tell, told_together
from perfcenter.trail.keeping import Written
from reviews.models import AnnualReport, PublicationRequest, Reminder
from reviews.steps.second import second_of
from reviews.telling import kinds
from scoring.cycles.reviewers import reviewer_of
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant

BETWEEN = (AnnualReport.State.REVIEWED, AnnualReport.State.SUBMITTED)
"""The states in which a decision leaves a report to somebody who decides once more."""


def handed_in(report: AnnualReport, actor: User) -> Written:
    """Tell her reviewer, or human resources where nobody else decides."""
    said = {"cycle": cycle_title(report.cycle), "name": report.manager.name}
    return tell(
        kind=kinds.HANDED_IN.code,
        to=_reviewing(report),
        text=_("%(cycle)s: %(name)s has submitted her self-review; it waits for you") % said,
        place=("reviews:review", [report.cycle.code, report.manager_id]),
        about=report,
        cycle=report.cycle.code,
        actor=actor,
    )


def decided(report: AnnualReport, actor: User) -> Written:
    """Tell her that it was returned or approved, and by whom.

    What goes on between the reviewer and the second level is told to these two alone.
    """
    said = {"cycle": cycle_title(report.cycle), "name": actor.name}
    if report.state in BETWEEN:
        return _between(report, said, actor)
    if report.state == AnnualReport.State.RETURNED:
        kind, text = kinds.RETURNED, _("%(cycle)s: %(name)s has returned your self-review")
    else:
        kind, text = kinds.APPROVED, _("%(cycle)s: %(name)s has approved your self-review")
        if report.goal_lines.exists():
            text = _("%(cycle)s: %(name)s has approved your self-review with its goals")
    return tell(
        kind=kind.code,
        to=logins_of([report.manager_id]),
        text=text % said,
        place=("reviews:report_edit", [report.cycle.code]),
        about=report,
        cycle=report.cycle.code,
        actor=actor,
    )


def _between(report: AnnualReport, said: dict[str, str], actor: User) -> Written:
    """Tell the second level that it waits there, or the reviewer that it was sent back."""
    is_up = report.state == AnnualReport.State.REVIEWED
    who = second_of(report) if is_up else reviewer_of(report.cycle, report.manager)
    people: Iterable[User] = logins_of([who.staff_no]) if who else in_role(User.Role.HR)
    if is_up:
        text = _("%(cycle)s: %(name)s has approved the self-review of %(who)s; it waits for you")
    else:
        text = _("%(cycle)s: %(name)s has sent the self-review of %(who)s back to you")
    return tell(
        kind=kinds.HANDED_IN.code,
        to=people,
        text=text % {**said, "who": report.manager.name},
        place=("reviews:review", [report.cycle.code, report.manager_id]),
        about=report,
        cycle=report.cycle.code,
        actor=actor,
    )


def withdrawn(report: AnnualReport, actor: User) -> Written:
    """Tell who was told that it waits for her that it does no longer."""
    text = _("%(cycle)s: %(name)s has taken her self-review back")
    return _taken_back(report, text, _reviewing(report), actor)


def decision_taken_back(report: AnnualReport, before: str, actor: User) -> Written:
    """Tell whom the decision was told that it is taken back; `before` is where it had led."""
    people: Iterable[User] = logins_of([report.manager_id])
    if before == AnnualReport.State.REVIEWED:
        second = second_of(report)
        people = logins_of([second.staff_no]) if second else in_role(User.Role.HR)
    elif before == AnnualReport.State.SUBMITTED:
        people = _reviewing(report)
    text = _("%(cycle)s: %(name)s has taken back a decision on the self-review of %(who)s")
    return _taken_back(report, text, people, actor)


def awaited(report: AnnualReport, actor: User | None) -> Written:
    """Tell her that nobody waits for her self-review any more, or that it is awaited again."""
    is_closed = report.state == AnnualReport.State.CLOSED
    text = (
        _("%(cycle)s: your self-review is closed; it is awaited no longer")
        if is_closed
        else _("%(cycle)s: your self-review is awaited again")
    )
    return tell(
        kind=kinds.AWAITED.code,
        to=logins_of([report.manager_id]),
        text=text % {"cycle": cycle_title(report.cycle)},
        place=("reviews:report_edit", [report.cycle.code]),
        about=report,
        cycle=report.cycle.code,
        actor=actor,
    )


def due_otherwise(
    cycle: Cycle, staff: Collection[str], until: date | None, actor: User | None
) -> Written:
    """Tell people until when they write now; None: until the cycle's day again."""
    words = {"cycle": cycle_title(cycle), "day": until.isoformat() if until else ""}
    text = (
        _("%(cycle)s: your self-review is due on %(day)s now")
        if until
        else _("%(cycle)s: your self-review is due on the day of the cycle again")
    )
    return tell(
        kind=kinds.AWAITED.code,
        to=logins_of(staff),
        text=text % words,
        place=("reviews:report_edit", [cycle.code]),
        about=cycle,
        cycle=cycle.code,
        actor=actor,
    )


def _taken_back(report: AnnualReport, text: str, to: Iterable[User], actor: User) -> Written:
    cycle = report.cycle
    words = {"cycle": cycle_title(cycle), "name": actor.name, "who": report.manager.name}
    return tell(
        kind=kinds.TAKEN_BACK.code,
        to=to,
        text=text % words,
        place=("perfcenter:home", []),
        about=report,
        cycle=cycle.code,
        actor=actor,
    )


def _reviewing(report: AnnualReport) -> Iterable[User]:
    """Return who reviews it; human resources where nobody else does."""
    reviewer = reviewer_of(report.cycle, report.manager)
    return logins_of([reviewer.staff_no]) if reviewer else in_role(User.Role.HR)


def reminded(cycle: Cycle, owed: Collection[tuple[str, str]], actor: User) -> Written:
    """Tell people, by staff number and step, what they are reminded of."""
    said = {"cycle": cycle_title(cycle), "name": actor.name}
    texts = {
        Reminder.Step.WRITE: _("%(cycle)s: %(name)s reminds you of your self-review"),
        Reminder.Step.REVIEW: _("%(cycle)s: %(name)s reminds you of self-reviews to review"),
        Reminder.Step.ACKNOWLEDGE: _("%(cycle)s: %(name)s reminds you to acknowledge your result"),
    }
    addresses = ("reviews:report_edit", "reviews:queue_cycle", "reviews:acknowledge")
    pages = dict(zip(Reminder.Step, addresses, strict=True))
    return told_together(
        *(
            tell(
                kind=kinds.REMINDED.code,
                to=logins_of([who for who, what in owed if what == step]),
                text=texts[step] % said,
                place=(pages[step], [cycle.code]),
                about=cycle,
                cycle=cycle.code,
                actor=actor,
            )
            for step in Reminder.Step
        )
    )


def prepared(asked: PublicationRequest, actor: User) -> Written:
    """Tell the others of human resources that a second one has to look at it."""
    cycle = asked.cycle
    said = {"cycle": cycle_title(cycle), "name": actor.name}
    return tell(
        kind=kinds.PREPARED.code,
        to=in_role(User.Role.HR),
        text=_("%(cycle)s: %(name)s has prepared the publication; a second person has to look")
        % said,
        place=("reviews:board_publish", [cycle.code]),
        about=asked,
        cycle=cycle.code,
        actor=actor,
    )


def not_published(asked: PublicationRequest, actor: User) -> Written:
    """Tell who prepared it that it is declined, or the others that it is taken back."""
    cycle = asked.cycle
    is_declined = asked.state == PublicationRequest.State.DECLINED
    text = (
        _("%(cycle)s: %(name)s has declined the publication")
        if is_declined
        else _("%(cycle)s: %(name)s has taken the prepared publication back")
    )
    return tell(
        kind=kinds.NOT_PUBLISHED.code,
        to=[asked.asked_by] if is_declined else in_role(User.Role.HR),
        text=text % {"cycle": cycle_title(cycle), "name": actor.name},
        place=("reviews:board_publish", [cycle.code]),
        about=asked,
        cycle=cycle.code,
        actor=actor,
    )


def published(cycle: Cycle, actor: User) -> Written:
    """Tell everybody who takes part; the grade stands on her page alone."""
    staff = Participant.objects.filter(cycle=cycle).order_by("manager")
    return tell(
        kind=kinds.PUBLISHED.code,
        to=logins_of(list(staff.values_list("manager", flat=True))),
        text=_("%(cycle)s: rank and grade are published") % {"cycle": cycle_title(cycle)},
        place=("scoring:sheet", [cycle.code, HERSELF]),
        about=cycle,
        cycle=cycle.code,
        actor=actor,
    )
