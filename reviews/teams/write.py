"""The verbs of a group's week and of a work plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.models import PlanItem, TeamLine, TeamMeeting
from reviews.models.teams import QUESTIONS_LIMIT
from reviews.teams.read import leads, members_of, monday_of, sunday_of

LONGEST = 200


class Outdated(Refused):
    """The record was changed since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("The record of this week has changed since you opened this page; look once more")
        )


@dataclass(frozen=True)
class Said:
    """What somebody brought to the meeting; assets in fen."""

    attended: bool
    assets: int = 0
    accounts: int = 0
    questions: str = ""


def record_week(
    *,
    leader: Manager,
    week: date,
    held_on: date,
    said: Mapping[str, Said],
    version: int,
    actor: User,
) -> TeamMeeting:
    """Keep the meeting of a group in the week that begins on a Monday; 0 is the version of none."""
    if not leads(actor, leader):
        raise NotAllowed(_("Only %(name)s keeps this record") % {"name": leader.name})
    if week != monday_of(week) or not week <= held_on <= sunday_of(week):
        raise Refused(_("The day of the meeting lies in its week"))
    if held_on > timezone.localdate():
        raise Refused(_("The meeting is still to come"))
    with transaction.atomic():
        # The leader's row is locked before the record, which may not be there yet.
        Manager.objects.select_for_update().get(pk=leader.pk)
        meeting = TeamMeeting.objects.filter(leader=leader, week=week).first()
        if (meeting.version if meeting else 0) != version:
            raise Outdated
        _check_people(leader, meeting, said)
        meeting = meeting or TeamMeeting(leader=leader, week=week, version=0)
        meeting.held_on, meeting.changed_by = held_on, actor
        meeting.version += 1
        meeting.changed_at = timezone.now()
        meeting.save()
        meeting.lines.all().delete()
        TeamLine.objects.bulk_create(
            [TeamLine(meeting=meeting, manager_id=who, **vars(one)) for who, one in said.items()]
        )
        record(
            actor=actor,
            action="team.record",
            target=meeting,
            detail={"version": meeting.version, "people": len(said)},
            wrote={TeamLine: [meeting.pk]},
        )
    return meeting


def _check_people(leader: Manager, meeting: TeamMeeting | None, said: Mapping[str, Said]) -> None:
    known = set(members_of(leader).values_list("pk", flat=True))
    if meeting is not None:
        known.update(meeting.lines.values_list("manager", flat=True))
    for who, one in said.items():
        if who not in known:
            raise Refused(_("%(number)s is not of this group") % {"number": who})
        if one.accounts < 0 or len(one.questions) > QUESTIONS_LIMIT:
            raise Refused(_("%(number)s: a number or text is out of its bounds") % {"number": who})


def add_item(
    *,
    manager: Manager,
    text: str,
    is_urgent: bool,
    is_important: bool,
    routine: str = "",
    due: date | None = None,
    actor: User,
) -> PlanItem:
    """Plan something, once or as a routine; a routine has no day."""
    item = PlanItem(manager=manager)
    return _changed(
        item, "plan.add", actor, text=text, is_urgent=is_urgent, is_important=is_important,
        routine=routine, due=due,
    )  # fmt: skip


def change_item(
    *,
    item: PlanItem,
    text: str,
    is_urgent: bool,
    is_important: bool,
    routine: str = "",
    due: date | None = None,
    actor: User,
) -> PlanItem:
    """Plan it otherwise."""
    return _changed(
        item, "plan.change", actor, text=text, is_urgent=is_urgent, is_important=is_important,
        routine=routine, due=due,
    )  # fmt: skip


def tick_item(*, item: PlanItem, is_done: bool, actor: User) -> PlanItem:
    """Say that it is done today, or that it is not."""
    done_on = timezone.localdate() if is_done else None
    return _changed(item, "plan.change", actor, done_on=done_on)


def drop_item(*, item: PlanItem, actor: User) -> PlanItem:
    """Plan it no longer; its row stays."""
    return _changed(item, "plan.drop", actor, is_dropped=True)


def _changed(item: PlanItem, action: str, actor: User, **values: object) -> PlanItem:
    if not (actor.is_manager and actor.manager_id == item.manager_id):
        raise NotAllowed(_("A work plan is changed by whose it is"))
    with transaction.atomic():
        if item.pk:
            item = PlanItem.objects.select_for_update().get(pk=item.pk)
        if item.is_dropped:
            raise Refused(_("It is not planned any more"))
        for name, value in values.items():
            setattr(item, name, value)
        item.text = " ".join(item.text.split())
        if not item.text or len(item.text) > LONGEST:
            said = {"most": LONGEST}
            raise Refused(_("Write what is planned, in at most %(most)s characters") % said)
        if item.routine not in PlanItem.Routine.values:
            raise Refused(_("Choose once, daily, weekly or monthly"))
        if item.routine:
            item.due = None
        item.changed_at = timezone.now()
        item.save()
        record(actor=actor, action=action, target=item)
    return item
