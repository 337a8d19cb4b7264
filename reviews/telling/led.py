"""Telling who sits in a calibration session, and what becomes of a cycle's sealed record."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from perfcenter.base.registry import NoticeKind
from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.notices.read import in_role, logins_of
from perfcenter.notices.write import HERSELF, tell, told_together
from perfcenter.trail.keeping import Written
from reviews.models import CalibrationSession, Reopening, Seal
from reviews.telling import kinds
from scoring.cycles.titles import cycle_title
from scoring.models import AsPublished, Cycle

State = CalibrationSession.State


def invited(session: CalibrationSession, actor: User) -> Written:
    """Tell owner, facilitator and observers that they sit in a session."""
    text = _("%(cycle)s: %(name)s has invited you to a calibration session")
    return _seated(session, kinds.CALIBRATION, text, actor)


def moved(session: CalibrationSession, actor: User) -> Written:
    """Tell the others of the session, once a day, that grades were moved; nobody else may know."""
    text = _("%(cycle)s: %(name)s has moved grades in a calibration session")
    once = f"{kinds.MOVED.code} {session.pk} {timezone.localdate().isoformat()}"
    return _seated(session, kinds.MOVED, text, actor, once)


def session_ended(session: CalibrationSession, actor: User) -> Written:
    """Tell the others of the session, and who set it up, that it is closed or dropped."""
    text = (
        _("%(cycle)s: %(name)s has closed a calibration session")
        if session.state == State.CLOSED
        else _("%(cycle)s: %(name)s has dropped a calibration session")
    )
    return _seated(session, kinds.CALIBRATION, text, actor)


def sealed(made: Seal, actor: User) -> Written:
    """Tell who was published, and human resources, that nothing is added any more."""
    text = _("%(cycle)s: the record is sealed; nothing is added to it any more")
    return _of_record(made.cycle, _concerned(made.cycle), text, actor)


def asked_to_open(asked: Reopening, actor: User) -> Written:
    """Tell the others of human resources that a second person has to answer."""
    text = _("%(cycle)s: %(name)s asks to open the sealed record; a second person has to agree")
    return _of_record(asked.seal.cycle, _hr(), text, actor)


def opening_answered(asked: Reopening, actor: User) -> Written:
    """Tell everybody that it is opened, who asked that it is not, the others that nobody asks."""
    cycle = asked.seal.cycle
    if asked.state == Reopening.State.OPENED:
        text = _("%(cycle)s: the sealed record is open again; queries and appeals go on")
        return _of_record(cycle, _concerned(cycle), text, actor)
    if asked.state == Reopening.State.DECLINED:
        text = _("%(cycle)s: %(name)s leaves the record sealed")
        return _of_record(cycle, [asked.asked_by], text, actor)
    text = _("%(cycle)s: %(name)s no longer asks to open the sealed record")
    return _of_record(cycle, _hr(), text, actor)


def _seated(
    session: CalibrationSession, kind: NoticeKind, text: str, actor: User, once: str = ""
) -> Written:
    people = User.objects.filter(
        pk__in={
            session.owner_id,
            session.facilitator_id,
            session.opened_by_id,
            *session.seats.values_list("user", flat=True),
        }
    )
    cycle = session.cycle
    return tell(
        kind=kind.code,
        to=people.select_related("manager", "notice_choice"),
        text=text % {"cycle": cycle_title(cycle), "name": actor.name},
        place=("reviews:calibration_session", [str(session.pk)]),
        about=session,
        cycle=cycle.code,
        once=once,
        actor=actor,
    )


def _hr() -> Iterable[User]:
    return in_role(User.Role.HR)


def _concerned(cycle: Cycle) -> Iterable[User]:
    """Yield who was published, and human resources."""
    staff = AsPublished.objects.filter(cycle=cycle).order_by("manager")
    yield from logins_of(list(staff.values_list("manager", flat=True)))
    yield from _hr()


def _of_record(cycle: Cycle, to: Iterable[User], text: str, actor: User) -> Written:
    """Tell people; human resources find the seal, everybody else her own sheet."""
    words = text % {"cycle": cycle_title(cycle), "name": actor.name}
    people = list(to)
    parts = [
        tell(
            kind=kinds.SEALED.code,
            to=some,
            text=words,
            place=place,
            about=cycle,
            cycle=cycle.code,
            actor=actor,
        )
        for some, place in (
            ([one for one in people if one.is_hr], ("reviews:seal", [cycle.code])),
            ([one for one in people if not one.is_hr], ("scoring:sheet", [cycle.code, HERSELF])),
        )
    ]
    return told_together(*parts)
