"""The verbs of calibration: set a session up, move a grade, write minutes, close, drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.calibration.access import check_may_move, check_owns
from reviews.calibration.read import Session, closed_sessions, groups_of, results_in
from reviews.models import CalibrationSeat, CalibrationSession, GradeMove
from reviews.telling.led import invited, moved, session_ended
from scoring.cycles.changing import check_reason
from scoring.cycles.changing import locked as locked_cycle
from scoring.models import CalibratedGrade, Cycle, ScoreRun

State = CalibrationSession.State
MOST_MINUTES, MOST_ATTENDANCE = 10_000, 1_000


class Overtaken(Refused):
    """Somebody else moved the same grade, or wrote the minutes, since the page was opened."""


def open_session(
    *,
    cycle: Cycle,
    line: str,
    branch: str,
    owner: User,
    facilitator: User,
    observers: Sequence[User] = (),
    guideline: str = CalibrationSession.Guideline.EXACT,
    tolerance: int = 0,
    together: Sequence[Sequence[str]] = (),
    actor: User,
) -> CalibrationSession:
    """Set up a session about the grades that the newest run gives a group."""
    with transaction.atomic():
        cycle = locked_cycle(cycle, actor)
        run = cycle.runs.order_by("-number").first()
        if run is None:
            raise Refused(_("The cycle is not scored yet; there are no grades to calibrate"))
        if (line, branch) not in {(one[0], one[1]) for one in groups_of(cycle, run)}:
            raise Refused(_("The scheme grades no such group"))
        going = CalibrationSession.objects.filter(cycle=cycle, line=line, branch=branch)
        if going.exclude(state=State.DROPPED).exists():
            raise Refused(_("The group has a session already"))
        if owner == facilitator:
            raise Refused(_("Owner and facilitator are two people"))
        everybody = [owner, facilitator, *observers]
        _check_seats(everybody, run, line, branch)
        row = CalibrationSession.objects.create(
            cycle=cycle, run=run, line=line, branch=branch, owner=owner, facilitator=facilitator,
            guideline=guideline, tolerance=tolerance, together=[list(group) for group in together],
            opened_by=actor, opened_at=timezone.now(),
        )  # fmt: skip
        seats = [CalibrationSeat(session=row, user=user) for user in dict.fromkeys(observers)]
        CalibrationSeat.objects.bulk_create(seats)
        detail = {
            "run": run.number,
            "owner": owner.username,
            "facilitator": facilitator.username,
            "observers": ", ".join(user.username for user in observers),
        }
        record(
            actor=actor,
            action="calibration.open",
            target=row,
            detail=detail,
            wrote={CalibrationSeat: [row.pk], **invited(row, actor)},
        )
    return row


def move_grade(
    *,
    session: CalibrationSession,
    staff_no: str,
    grade: str,
    reason: str,
    was: str | None = None,
    actor: User,
) -> GradeMove:
    """Move somebody's grade for a reason; `was` is the one that the page showed."""
    check_may_move(actor, session)
    reason = check_reason(reason)
    with transaction.atomic():
        found = Session(_open(session))
        person = found.person(staff_no)
        if person is None:
            raise Refused(_("%(staff)s has no grade in this group") % {"staff": staff_no})
        if grade not in found.grades:
            raise Refused(_("The scheme has no grade %(grade)s") % {"grade": grade})
        if was is not None and was != person.grade:
            raise Overtaken(
                _("The grade of %(name)s was moved meanwhile; look at it again")
                % {"name": person.manager.name}
            )
        if grade == person.grade:
            raise Refused(_("That is the grade already; nothing is moved"))
        move = GradeMove.objects.create(
            session=found.row, manager=person.manager, was=person.grade, grade=grade,
            reason=reason, moved_by=actor, moved_at=timezone.now(),
        )  # fmt: skip
        record(
            actor=actor,
            action="calibration.move",
            target=found.row,
            detail={"manager": staff_no, "before": move.was, "grade": grade, "reason": reason},
            wrote={GradeMove: [move.pk], **moved(found.row, actor)},
        )
    return move


def keep_minutes(
    *, session: CalibrationSession, minutes: str, attendance: str, version: int, actor: User
) -> CalibrationSession:
    """Keep what was said and who was there, as long as the session is open."""
    check_may_move(actor, session)
    if len(minutes) > MOST_MINUTES or len(attendance) > MOST_ATTENDANCE:
        raise Refused(_("The minutes are too long"))
    with transaction.atomic():
        row = _open(session)
        if (row.minutes, row.attendance) == (minutes, attendance):
            return row
        if version != row.version:
            raise Overtaken(_("The minutes were changed meanwhile; look at them again"))
        row.minutes, row.attendance, row.version = minutes, attendance, row.version + 1
        row.save(update_fields=["minutes", "attendance", "version"])
        record(
            actor=actor, action="calibration.minutes", target=row, detail={"version": row.version}
        )
    return row


def close_session(*, session: CalibrationSession, mark: str, actor: User) -> CalibrationSession:
    """Close the session: moves and minutes stay as they are, and are published with the cycle."""
    check_owns(actor, session)
    with transaction.atomic():
        row = _open(session)
        found = Session(row)
        if mark != found.mark:
            raise Overtaken(_("Grades were moved meanwhile; look at them again"))
        if not row.minutes.strip() or not row.attendance.strip():
            raise Refused(_("Write the minutes and who was there before you close the session"))
        row.state, row.ended_by, row.ended_at = State.CLOSED, actor, timezone.now()
        row.digest = found.content_digest
        row.save(update_fields=["state", "ended_by", "ended_at", "digest"])
        record(
            actor=actor,
            action="calibration.close",
            target=row,
            detail={"digest": row.digest, "moves": len(found.final_moves)},
            wrote=session_ended(row, actor),
        )
    return row


def drop_session(*, session: CalibrationSession, reason: str, actor: User) -> CalibrationSession:
    """Let the session count for nothing; human resources may open another one of the group."""
    with transaction.atomic():
        locked_cycle(session.cycle, actor)
        reason = check_reason(reason)
        row = CalibrationSession.objects.select_for_update().get(pk=session.pk)
        if row.state == State.DROPPED:
            raise Refused(_("The session is dropped already"))
        row.state, row.ended_by, row.ended_at = State.DROPPED, actor, timezone.now()
        row.dropped_because = reason
        row.save(update_fields=["state", "ended_by", "ended_at", "dropped_because"])
        record(
            actor=actor,
            action="calibration.drop",
            target=row,
            detail={"reason": reason},
            wrote=session_ended(row, actor),
        )
    return row


def publish_moves(cycle: Cycle, run: ScoreRun) -> dict[type[models.Model], list[Any]]:
    """Let the moves of closed sessions stand beside the run that is published."""
    rows = []
    for session in closed_sessions(cycle):
        given = dict(
            results_in(run, session.row.line, session.row.branch).values_list("manager", "grade")
        )
        rows += [
            CalibratedGrade(
                run=run, manager_id=who, was=given[who], grade=move.grade, reason=move.reason
            )
            for who, move in sorted(session.final_moves.items())
        ]
    CalibratedGrade.objects.bulk_create(rows, batch_size=500)
    return {CalibratedGrade: [run.pk]} if rows else {}


def _open(session: CalibrationSession) -> CalibrationSession:
    """Return the session, locked behind its cycle, where it is still open."""
    cycle = Cycle.objects.select_for_update().get(pk=session.cycle_id)
    row = (
        CalibrationSession.objects.select_for_update(of=("self",))
        .select_related("cycle__scheme", "run", "owner", "facilitator")
        .get(pk=session.pk)
    )
    if cycle.is_published:
        raise Refused(_("The cycle is published; its grades stand"))
    if not row.is_open:
        raise Refused(
            _("The session is %(state)s; nothing in it changes any more")
            % {"state": row.get_state_display()}
        )
    return row


def _check_seats(everybody: Sequence[User], run: ScoreRun, line: str, branch: str) -> None:
    """Refuse who cannot sit there: no longer here, an administrator, or talked about herself."""
    graded = set(results_in(run, line, branch).values_list("manager", flat=True))
    for user in everybody:
        if not user.is_active or user.has_left or user.is_administrator:
            raise Refused(_("%(name)s cannot sit in the session") % {"name": user.name})
        if user.manager_id in graded:
            raise Refused(
                _("%(name)s is graded in this group, and sits in no session about it")
                % {"name": user.name}
            )
