"""The verbs of training needs and career wishes: written down, taken back by their author."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.recording import Thing, record
from portfolio.models import Manager
from reviews.feedback import telling
from reviews.feedback.texts import line
from reviews.feedback.who import check_conducts, check_place, followed
from reviews.models import CareerWish, TrainingNeed
from reviews.models.feedback import REASON_LIMIT
from reviews.steps.access import is_own
from scoring.models import Cycle

MOST = 20
"""So many needs, or wishes, somebody has at most in a cycle."""


def write_need(
    *, cycle: Cycle, manager: Manager, topic: str, text: str, actor: User
) -> TrainingNeed:
    """Write down what she should learn: she herself, or who holds the interview with her."""
    own = is_own(actor, manager)
    if not own:
        check_conducts(actor, cycle, manager)
    if topic not in TrainingNeed.Topic.values:
        raise Refused(_("Choose what the training is about"))
    text = line(text, REASON_LIMIT, _("Write what is to be learnt, and what for"))
    with transaction.atomic():
        cycle = followed(cycle)
        check_place(cycle, manager)
        found = TrainingNeed.objects.filter(cycle=cycle, manager=manager, withdrawn_at=None)
        same = found.filter(topic=topic, text=text, written_by=actor).first()
        if same is not None:
            return same  # a button pressed twice
        _check_room(found.count())
        one = TrainingNeed.objects.create(
            cycle=cycle,
            manager=manager,
            topic=topic,
            text=text,
            is_own=own,
            written_by=actor,
            written_by_name=actor.name,
            written_at=timezone.now(),
        )
        detail = {"cycle": cycle.code, "manager": manager.staff_no}
        told = telling.need_written(one, actor)
        record(actor=actor, action="need.write", target=one, detail=detail, wrote=told)
    return one


def withdraw_need(*, need: TrainingNeed, actor: User) -> TrainingNeed:
    """Take back what one has written oneself."""
    with transaction.atomic():
        cycle = followed(need.cycle)
        one = TrainingNeed.objects.select_related("manager").get(pk=need.pk)
        if one.written_by_id != actor.pk:
            raise NotAllowed(_("Only who wrote it takes it back"))
        if one.withdrawn_at is not None:
            return one
        one.withdrawn_at = timezone.now()
        one.save(update_fields=["withdrawn_at"])
        detail = {"cycle": cycle.code, "manager": one.manager_id}
        record(actor=actor, action="need.withdraw", target=one, detail=detail)
    return one


def write_wish(*, cycle: Cycle, manager: Manager, kind: str, text: str, actor: User) -> CareerWish:
    """Write down one's own wish; the audit log says that there is one, and no more."""
    if not is_own(actor, manager):
        raise NotAllowed(_("Only %(name)s writes her wishes") % {"name": manager.name})
    if kind not in CareerWish.Kind.values:
        raise Refused(_("Choose what the wish is about"))
    text = line(text, REASON_LIMIT, _("Write what you wish"))
    with transaction.atomic():
        cycle = followed(cycle)
        check_place(cycle, manager)
        found = CareerWish.objects.filter(cycle=cycle, manager=manager, withdrawn_at=None)
        same = found.filter(kind=kind, text=text).first()
        if same is not None:
            return same  # a button pressed twice
        _check_room(found.count())
        one = CareerWish.objects.create(
            cycle=cycle, manager=manager, kind=kind, text=text, written_at=timezone.now()
        )
        told = telling.wish_written(cycle, manager, actor)
        wrote = told_together({CareerWish: [one.pk]}, told)
        record(actor=actor, action="wish.write", target=_thing(one), wrote=wrote)
    return one


def withdraw_wish(*, wish: CareerWish, actor: User) -> CareerWish:
    """Take back one's own wish, at any time: nobody but she reads it from then on."""
    with transaction.atomic():
        one = CareerWish.objects.select_for_update(of=("self",)).select_related("manager")
        found: CareerWish = one.get(pk=wish.pk)
        if not is_own(actor, found.manager):
            raise NotAllowed(_("Only %(name)s writes her wishes") % {"name": found.manager.name})
        if found.withdrawn_at is not None:
            return found
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        record(
            actor=actor,
            action="wish.withdraw",
            target=_thing(found),
            wrote={CareerWish: [found.pk]},
        )
    return found


def _check_room(count: int) -> None:
    if count >= MOST:
        raise Refused(_("There are as many as there may be; take one back first"))


def _thing(wish: CareerWish) -> Thing:
    """Return how the log names a wish: by its key alone."""
    return Thing(CareerWish._meta.label, str(wish.pk), str(wish.pk))
