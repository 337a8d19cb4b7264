"""Acknowledging a published result, refusing to sign it, and HR's reminder of it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import language, plain
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.acknowledging.read import OPEN, Standing, has_gone, people_answering, standing_of
from reviews.models import Acknowledgment, Reminder
from reviews.models.acknowledging import REASON_LIMIT
from reviews.steps.sealed import check_not_sealed
from reviews.telling.asked import not_signed
from reviews.telling.news import reminded
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite

State = Acknowledgment.State
NAMED = 50


class Changed(Refused):
    """The result is another one than the page showed."""

    def __init__(self) -> None:
        super().__init__(_("The result was amended since you opened this page; look at it again"))


class Answered(Refused):
    """She has answered already, and that is final."""

    def __init__(self) -> None:
        super().__init__(_("You have answered to this result already; that stays"))


def wording_of(cycle: Cycle, standing: Standing) -> str:
    """Return the sentence that she signs, with the result in it."""
    result, scheme = standing.result, definition(cycle.scheme)
    places = places_of_composite(result.composite, scheme, result.peer_median)
    words = {
        "cycle": cycle_title(cycle),
        "score": plain(result.composite, places),
        "grade": scheme.grade_title(result.grade, language()) if result.grade else "—",
        "digest": standing.digest[:8],
    }
    if standing.amendment is not None:
        return (
            _(
                "I have read my amended result of %(cycle)s: composite score %(score)s, "
                "grade %(grade)s (digest %(digest)s). Signing does not waive an appeal."
            )
            % words
        )
    return (
        _(
            "I have read my result of %(cycle)s: composite score %(score)s, grade %(grade)s "
            "(digest %(digest)s). Signing does not waive an appeal."
        )
        % words
    )


def acknowledge(*, cycle: Cycle, manager: Manager, digest: str, actor: User) -> Acknowledgment:
    """Sign that one has read one's published result; `digest` is that of the result shown."""
    return _answer(cycle, manager, digest, actor, State.SIGNED, "")


def refuse_to_sign(
    *, cycle: Cycle, manager: Manager, digest: str, reason: str, actor: User
) -> Acknowledgment:
    """Keep that she will not sign, and why."""
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise Refused(_("Say why you do not sign"))
    return _answer(cycle, manager, digest, actor, State.REFUSED, reason)


def _answer(
    cycle: Cycle, manager: Manager, digest: str, actor: User, state: State, reason: str
) -> Acknowledgment:
    if not (actor.is_manager and actor.manager_id == manager.staff_no):
        raise NotAllowed(_("Only %(name)s answers to her own result") % {"name": manager.name})
    standing = standing_of(cycle, manager)
    if standing is None:
        raise Refused(_("The cycle is not published; there is no result to acknowledge yet"))
    if standing.answer is not None:
        raise Answered
    if digest != standing.digest:
        raise Changed
    try:
        with transaction.atomic():
            check_not_sealed(cycle)
            found = Acknowledgment.objects.create(
                cycle=cycle,
                manager=manager,
                state=state,
                wording=wording_of(cycle, standing),
                reason=reason,
                digest=standing.digest,
                amendment=standing.amendment,
                signed_by=actor,
                signed_at=timezone.now(),
            )
            record(
                actor=actor,
                action="result.acknowledge" if state == State.SIGNED else "result.refuse",
                target=found,
                detail={
                    "cycle": cycle.code,
                    "manager": manager.staff_no,
                    "digest": standing.digest,
                },
                wrote=not_signed(found, actor) if state == State.REFUSED else {},
            )
    except IntegrityError as error:
        raise Answered from error
    return found


@transaction.atomic
def remind_to_acknowledge(*, cycle: Cycle, actor: User) -> int:
    """Remind everybody who has not answered to her result, each at most once a day."""
    check_is_hr(actor)
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not cycle.is_published:
        raise Refused(_("The cycle is not published; there is no result to acknowledge yet"))
    waiting = people_answering(cycle).filter(answer=OPEN).exclude(has_gone())
    today, step = timezone.localdate(), Reminder.Step.ACKNOWLEDGE
    sent = Reminder.objects.filter(cycle=cycle, step=step, sent_on=today).values("manager")
    new = sorted(waiting.exclude(pk__in=sent).values_list("pk", flat=True))
    now = timezone.now()
    Reminder.objects.bulk_create(
        [
            Reminder(
                cycle=cycle, manager_id=who, step=step, sent_on=today, sent_at=now, sent_by=actor
            )
            for who in new
        ],
        batch_size=500,
    )
    if new:
        record(
            actor=actor,
            action="report.remind",
            target=cycle,
            detail={"people": len(new), "managers": ", ".join(new[:NAMED])},
            wrote={
                Reminder: [cycle.pk],
                **reminded(cycle, [(who, str(step)) for who in new], actor),
            },
        )
    return len(new)
