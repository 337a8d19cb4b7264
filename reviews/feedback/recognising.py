"""The verbs of recognition: proposed with a reason, decided by a second person."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.feedback import telling
from reviews.feedback.improving import check_writes
from reviews.feedback.texts import line
from reviews.feedback.who import check_place, followed
from reviews.models import Recognition
from reviews.models.feedback import REASON_LIMIT
from scoring.models import Cycle

State = Recognition.State
TITLE_LIMIT = 60


class Decided(Refused):
    """Somebody was first: it waits for no decision any more."""

    def __init__(self, one: Recognition) -> None:
        said = {"state": one.get_state_display()}
        super().__init__(_("It was decided meanwhile: %(state)s") % said)


def propose(*, cycle: Cycle, manager: Manager, title: str, reason: str, actor: User) -> Recognition:
    """Propose to recognise somebody, for a reason; human resources decides."""
    with transaction.atomic():
        check_writes(actor, cycle, manager)
        cycle = followed(cycle)
        check_place(cycle, manager)
        title = line(title, TITLE_LIMIT, _("Write as what she is recognised"))
        reason = line(reason, REASON_LIMIT, _("Write for what she is recognised"))
        mine = Recognition.objects.filter(cycle=cycle, manager=manager, state=State.PROPOSED)
        same = mine.filter(title=title, reason=reason, proposed_by=actor).first()
        if same is not None:
            return same  # a button pressed twice
        one = Recognition.objects.create(
            cycle=cycle,
            manager=manager,
            title=title,
            reason=reason,
            proposed_by=actor,
            proposed_at=timezone.now(),
        )
        _record(one, "recognition.propose", actor, telling.recognition_proposed(one, actor))
    return one


def grant(*, recognition: Recognition, actor: User) -> Recognition:
    """Grant it, as human resources and not as who proposed it; she is told."""
    return _decide(recognition, State.GRANTED, "", actor)


def decline(*, recognition: Recognition, answer: str, actor: User) -> Recognition:
    """Decline it likewise, and say why; she is not told."""
    return _decide(recognition, State.DECLINED, answer, actor)


def withdraw(*, recognition: Recognition, actor: User) -> Recognition:
    """Take back what one has proposed oneself."""
    with transaction.atomic():
        one = _opened(recognition)
        if one.proposed_by_id != actor.pk:
            raise NotAllowed(_("Only who proposed it takes it back"))
        one.state, one.decided_by, one.decided_at = State.WITHDRAWN, actor, timezone.now()
        one.save(update_fields=["state", "decided_by", "decided_at"])
        _record(one, "recognition.withdraw", actor, {})
    return one


def may_decide(user: User, recognition: Recognition) -> bool:
    """Whether the user decides: human resources, neither who proposed it nor whom it is about."""
    involved = recognition.proposed_by_id == user.pk or (
        user.manager_id is not None and user.manager_id == recognition.manager_id
    )
    return user.is_hr and not user.has_left and not involved and recognition.is_open


def _decide(recognition: Recognition, state: str, answer: str, actor: User) -> Recognition:
    check_is_hr(actor)
    with transaction.atomic():
        one = _opened(recognition)
        if not may_decide(actor, one):
            raise Refused(_("The second person is somebody else"))
        missing = _("Write why it is declined") if state == State.DECLINED else ""
        answer = line(answer, REASON_LIMIT, missing)
        one.state, one.answer = state, answer
        one.decided_by, one.decided_at = actor, timezone.now()
        one.save(update_fields=["state", "answer", "decided_by", "decided_at"])
        told = told_together(*telling.recognition_decided(one, actor))
        _record(one, "recognition.decide", actor, told, state=one.state)
    return one


def _opened(recognition: Recognition) -> Recognition:
    """Return it locked, where it still waits; of two who decide the second one is refused."""
    followed(recognition.cycle)
    found = Recognition.objects.select_related("cycle__scheme", "manager", "proposed_by")
    one: Recognition = found.get(pk=recognition.pk)
    if not one.is_open:
        raise Decided(one)
    return one


def _record(one: Recognition, action: str, actor: User, told: Written, **more: Any) -> None:
    detail = {"cycle": one.cycle.code, "manager": one.manager_id, **more}
    record(actor=actor, action=action, target=one, detail=detail, wrote=told)
