"""Telling what happened to reports and cycles, each in the transaction of its verb.

Each returns what the verb's entry of the audit log answers for. A new kind of news is a function
here or in its own room, and a `NoticeKind`. Nothing told names a score, rank or grade.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
    reviewer = reviewer_of(report.cycle, report.manager)
    people: Iterable[User] = logins_of([reviewer.staff_no]) if reviewer else in_role(User.Role.HR)
    said = {"cycle": cycle_title(report.cycle), "name": report.manager.name}
    return tell(
        kind=kinds.HANDED_IN.code,
        to=people,
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
