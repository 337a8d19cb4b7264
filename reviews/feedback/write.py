"""The verbs of feedback interviews: the record, her answer, and by when they are held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.feedback import telling
from reviews.feedback.read import newest_interview, rule_of
from reviews.feedback.texts import Outdated, check_held, line, words
from reviews.feedback.who import check_conducts, check_place, followed
from reviews.models import FeedbackRule, Interview
from reviews.models.feedback import LINE_LIMIT, REASON_LIMIT, WORDS_LIMIT
from reviews.steps.access import is_own
from scoring.cycles.reviewers import in_whose_place
from scoring.models import Cycle
from scoring.scheme.stored import definition

State = Interview.State


@dataclass(frozen=True)
class Talked:
    """What is written down of an interview."""

    held_on: date
    next_steps: str
    strengths: str = ""
    shortcomings: str = ""
    place: str = ""
    attendees: str = ""

    def cleaned(self) -> Talked:
        """Return the texts as they are kept; refused where what matters is missing."""
        found = Talked(
            held_on=self.held_on,
            next_steps=words(self.next_steps, WORDS_LIMIT, _("Write what you agreed to do next")),
            strengths=words(self.strengths, WORDS_LIMIT),
            shortcomings=words(self.shortcomings, WORDS_LIMIT),
            place=line(self.place, LINE_LIMIT),
            attendees=line(self.attendees, LINE_LIMIT),
        )
        if not (found.strengths or found.shortcomings):
            raise Refused(_("Write what was said of the result: strengths or shortcomings"))
        return found


def write_interview(
    *,
    cycle: Cycle,
    manager: Manager,
    talked: Talked,
    because: str = "",
    read: int,
    actor: User,
) -> Interview:
    """Keep the record of an interview, as a new version with a reason where there is one already.

    `read` is the number of the version that the page showed (0: none). She answers anew.
    """
    with transaction.atomic():
        check_conducts(actor, cycle, manager)
        cycle = followed(cycle)
        check_place(cycle, manager)
        talked, because = talked.cleaned(), line(because, REASON_LIMIT)
        check_held(cycle, talked.held_on)
        before = newest_interview(cycle, manager)
        number = before.number if before else 0
        if number != read:
            raise Outdated
        if before is not None and not because:
            raise Refused(_("Write why the record is corrected"))
        found = Interview.objects.create(
            cycle=cycle,
            manager=manager,
            number=number + 1,
            because=because if before else "",
            held_by=actor,
            held_by_name=actor.name,
            for_whom=in_whose_place(actor, cycle, manager),
            written_at=timezone.now(),
            **vars(talked),
        )
        _record(found, "interview.write", actor, telling.interview_written(found, actor))
    return found


def confirm_interview(
    *, cycle: Cycle, manager: Manager, seen: int, remark: str = "", actor: User
) -> Interview:
    """Confirm the version that was read, with a remark of one's own or without."""
    return _answered(cycle, manager, seen, State.CONFIRMED, remark, actor)


def refuse_interview(
    *, cycle: Cycle, manager: Manager, seen: int, remark: str, actor: User
) -> Interview:
    """Keep that she does not confirm the version that was read, and why."""
    return _answered(cycle, manager, seen, State.REFUSED, remark, actor)


def _answered(
    cycle: Cycle, manager: Manager, seen: int, state: str, remark: str, actor: User
) -> Interview:
    if not is_own(actor, manager):
        raise NotAllowed(_("Only %(name)s confirms this record") % {"name": manager.name})
    missing = _("Write why you do not confirm the record") if state == State.REFUSED else ""
    remark = line(remark, REASON_LIMIT, missing)
    with transaction.atomic():
        cycle = followed(cycle)
        found = newest_interview(cycle, manager)
        if found is None:
            raise Refused(_("There is no record of an interview to confirm yet"))
        if found.number != seen:
            raise Outdated
        if found.state != State.WAITING:
            raise Refused(_("You have answered to this record already; that stays"))
        found.state, found.remark, found.answered_at = state, remark, timezone.now()
        found.save(update_fields=["state", "remark", "answered_at"])
        action = "interview.confirm" if state == State.CONFIRMED else "interview.refuse"
        _record(found, action, actor, telling.interview_answered(found, actor))
    return found


def set_rule(
    *, cycle: Cycle, due: date | None, lowest: int, read: int, actor: User
) -> FeedbackRule:
    """Say by when interviews are held, and of how many lowest grades a plan is expected.

    `read` is the rule that the page showed (0: none).
    """
    check_is_hr(actor)
    with transaction.atomic():
        cycle = followed(cycle)
        before = rule_of(cycle)
        if (before.pk if before else 0) != read:
            raise Outdated
        if due is not None and due < timezone.localdate() and (not before or before.due != due):
            raise Refused(_("The day by which interviews are held is past"))
        most = max(len(definition(cycle.scheme).grades) - 1, 0)
        if not 0 <= lowest <= most:
            raise Refused(
                _("The number of grades is %(count)s; expected 0 to %(most)s")
                % {"count": lowest, "most": most}
            )
        rule = FeedbackRule.objects.create(
            cycle=cycle, due=due, lowest=lowest, set_by=actor, set_at=timezone.now()
        )
        told = telling.interviews_asked(rule, actor)
        record(
            actor=actor,
            action="interview.rule",
            target=cycle,
            detail={"due": due.isoformat() if due else None, "lowest": lowest},
            wrote={FeedbackRule: [rule.pk], **told},
        )
    return rule


def _record(found: Interview, action: str, actor: User, told: Written) -> None:
    detail = {"cycle": found.cycle.code, "manager": found.manager_id, "version": found.number}
    if found.for_whom_id:
        detail["for_whom"] = found.for_whom_id
    record(actor=actor, action=action, target=found, detail=detail, wrote=told)
