"""The verbs of talks: a check-in that both confirm, notes, and until which day of a month."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import Thing, record
from portfolio.models import Manager
from reviews.meetings.read import may_talk, rule_of
from reviews.models import CheckIn, TalkNote, TalkRule
from reviews.models.meetings import TALK_LIMIT
from reviews.telling.agreed import checked_in, noted
from scoring.cycles.changing import locked
from scoring.cycles.reviewers import reviewer_name
from scoring.models import Cycle, Participant

LAST_DAY = 28
"""A day that every month has."""


class Outdated(Refused):
    """The other side has changed the check-in since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("The check-in has changed since you opened this page; look once more"))


def save_check_in(
    *,
    cycle: Cycle,
    manager: Manager,
    held_on: date,
    standing: str,
    words: str,
    version: int,
    actor: User,
) -> CheckIn:
    """Keep what stands and the actor's own words; whoever had confirmed confirms anew.

    `version` is the one that was read (0: none yet). The other side's words stay.
    """
    standing, words = _text(standing), _text(words)
    if not standing:
        raise Refused(_("Write what stands"))
    with transaction.atomic():
        found = _locked(cycle, manager, version, actor)
        _check_day(cycle, held_on)
        side = "manager_words" if _is_own(actor, manager) else "reviewer_words"
        said = {"held_on": held_on, "standing": standing, side: words}
        if found.pk and all(getattr(found, name) == value for name, value in said.items()):
            return found
        for name, value in said.items():
            setattr(found, name, value)
        found.manager_confirmed_at = found.reviewer_confirmed_at = None
        return _stored(found, actor, "checkin.save")


def confirm_check_in(*, cycle: Cycle, manager: Manager, version: int, actor: User) -> CheckIn:
    """Confirm the version that was read, for one's own side; with both it stays for good."""
    with transaction.atomic():
        found = _locked(cycle, manager, version, actor)
        if not found.pk:
            raise Refused(_("There is no check-in to confirm yet"))
        now = timezone.now()
        if _is_own(actor, manager):
            if found.manager_confirmed_at:
                raise Refused(_("You have confirmed it already"))
            found.manager_confirmed_at = now
        else:
            if found.reviewer_confirmed_at:
                raise Refused(_("You have confirmed it already"))
            found.reviewer_confirmed_at, found.reviewer = now, actor
        return _stored(found, actor, "checkin.confirm")


def write_note(
    *, cycle: Cycle, manager: Manager, held_on: date, text: str, is_private: bool, actor: User
) -> TalkNote:
    """Keep a note of a talk; of a private one the audit log says neither words nor whom."""
    text = _text(text)
    if not text:
        raise Refused(_("Write what was said"))
    with transaction.atomic():
        _check_two(cycle, manager, actor)
        _check_open(cycle)
        _check_day(cycle, held_on)
        note = TalkNote.objects.create(
            cycle=cycle,
            manager=manager,
            author=actor,
            held_on=held_on,
            text=text,
            is_private=is_private,
            written_at=timezone.now(),
        )
        record(
            actor=actor,
            action="talk.note",
            target=Thing("reviews.TalkNote", str(note.pk), str(note.pk)),
            detail={} if is_private else {"manager": manager.staff_no},
            wrote={TalkNote: [note.pk], **noted(note, actor)},
        )
    return note


def set_rule(*, cycle: Cycle, day: int | None, read: int, actor: User) -> TalkRule:
    """Let talks be due by a day of each month, or by none; `read` is the rule that was shown."""
    if day is not None and not 1 <= day <= LAST_DAY:
        raise Refused(
            _("The day is %(day)s; expected 1 to %(last)s") % {"day": day, "last": LAST_DAY}
        )
    with transaction.atomic():
        cycle = locked(cycle, actor)
        before = rule_of(cycle)
        if (before.pk if before else 0) != read:
            name = before.set_by.name if before else ""
            raise Refused(_("%(name)s has set the day meanwhile; look once more") % {"name": name})
        rule = TalkRule.objects.create(cycle=cycle, day=day, set_by=actor, set_at=timezone.now())
        record(
            actor=actor,
            action="talk.rule",
            target=cycle,
            detail={"day": day},
            wrote={TalkRule: [rule.pk]},
        )
    return rule


def _locked(cycle: Cycle, manager: Manager, version: int, actor: User) -> CheckIn:
    """Return the check-in as it was read, locked; a new one where none was begun."""
    _check_two(cycle, manager, actor)
    _check_open(cycle)
    # Her place is locked before the check-in, which may not be there yet.
    place = Participant.objects.select_for_update().filter(cycle=cycle, manager=manager).first()
    if place is None:
        raise Refused(_("%(name)s takes no part in this cycle") % {"name": manager.name})
    found = CheckIn.objects.filter(cycle=cycle, manager=manager).first()
    if (found.version if found else 0) != version:
        raise Outdated
    if found is not None and found.is_agreed:
        raise Refused(_("Both have confirmed the check-in; it stays as it is"))
    return found or CheckIn(cycle=cycle, manager=manager, version=0)


def _stored(found: CheckIn, actor: User, action: str) -> CheckIn:
    found.version += 1
    found.changed_by, found.changed_at = actor, timezone.now()
    found.save()
    record(
        actor=actor,
        action=action,
        target=found,
        detail={"version": found.version},
        wrote=checked_in(found, actor),
    )
    return found


def _is_own(actor: User, manager: Manager) -> bool:
    return actor.is_manager and actor.manager_id == manager.staff_no


def _check_two(cycle: Cycle, manager: Manager, actor: User) -> None:
    if not may_talk(actor, cycle, manager):
        said = {"name": manager.name, "reviewer": reviewer_name(cycle, manager)}
        raise NotAllowed(_("Only %(name)s and %(reviewer)s write here") % said)


def _check_open(cycle: Cycle) -> None:
    if Cycle.objects.filter(pk=cycle.pk, published_at__isnull=False).exists():
        raise Refused(_("The cycle is published; nothing in it changes any more"))


def _check_day(cycle: Cycle, day: date) -> None:
    if not cycle.begins <= day <= min(cycle.ends, timezone.localdate()):
        raise Refused(_("The day of a talk lies in the cycle and is not to come"))


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > TALK_LIMIT:
        raise Refused(
            _("The text has %(count)s characters; expected at most %(limit)s")
            % {"count": len(text), "limit": TALK_LIMIT}
        )
    return text
