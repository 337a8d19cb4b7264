"""The verbs of improvement plans: written, changed, reviewed on its days, closed with a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from portfolio.models import Manager
from reviews.feedback import telling
from reviews.feedback.texts import Outdated, check_held, line, words
from reviews.feedback.who import check_place, conducts, followed
from reviews.models import ImprovementItem, ImprovementPlan, ImprovementReview
from reviews.models.feedback import LINE_LIMIT, REASON_LIMIT, WORDS_LIMIT
from scoring.models import Cycle

State = ImprovementPlan.State
MOST = 10
"""So many items a plan has at most."""


@dataclass(frozen=True)
class Item:
    """A line of a plan as it is typed."""

    goal: str
    measure: str
    action: str
    due: date
    helper: str = ""

    def cleaned(self) -> Item:
        return Item(
            goal=line(self.goal, LINE_LIMIT, _("Write what is to be reached")),
            measure=line(self.measure, LINE_LIMIT, _("Write how it is seen that it is reached")),
            action=line(self.action, REASON_LIMIT, _("Write what is done for it")),
            due=self.due,
            helper=line(self.helper, 100),
        )


def write_plan(
    *,
    cycle: Cycle,
    manager: Manager,
    items: Sequence[Item],
    review_on: date | None,
    read: int,
    actor: User,
) -> ImprovementPlan:
    """Write the items of a plan; of one that is open as a new version, the old one stays.

    `read` is the version that the page showed (0: there was no open plan).
    """
    with transaction.atomic():
        check_writes(actor, cycle, manager)
        cycle = followed(cycle)
        check_place(cycle, manager)
        cleaned = [item.cleaned() for item in items]
        if not cleaned:
            raise Refused(_("A plan has at least one item"))
        if len(cleaned) > MOST:
            raise Refused(_("A plan has at most %(count)s items") % {"count": MOST})
        plan = open_plan(cycle, manager)
        if (plan.version if plan else 0) != read:
            raise Outdated
        today, now = timezone.localdate(), timezone.now()
        if (
            review_on is not None
            and review_on < today
            and not (plan and plan.review_on == review_on)
        ):
            raise Refused(_("The next review lies before today"))
        known = _dues(plan)
        if any(item.due < today and item.due not in known for item in cleaned):
            raise Refused(_("What is to be done is due today or later"))
        if plan is None:
            plan = ImprovementPlan(cycle=cycle, manager=manager, version=0)
            plan.opened_by, plan.opened_at = actor, now
        plan.version += 1
        plan.review_on = review_on
        plan.save()
        ImprovementItem.objects.bulk_create(
            [
                ImprovementItem(
                    plan=plan,
                    version=plan.version,
                    position=position,
                    written_by=actor,
                    written_at=now,
                    **vars(item),
                )
                for position, item in enumerate(cleaned, start=1)
            ]
        )
        told = told_together({ImprovementItem: [plan.pk]}, telling.plan_written(plan, actor))
        _record(plan, "improvement.write", actor, told, items=len(cleaned))
    return plan


def review_plan(
    *,
    cycle: Cycle,
    manager: Manager,
    held_on: date,
    progress: str,
    found: str,
    next_on: date | None,
    read: int,
    actor: User,
) -> ImprovementReview:
    """Keep how the plan stands on a day, and when it is looked at next."""
    with transaction.atomic():
        plan = _changed(cycle, manager, read, actor)
        found = words(found, WORDS_LIMIT, _("Write what was found"))
        if progress not in ImprovementReview.Progress.values:
            raise Refused(_("Say how the plan stands"))
        check_held(plan.cycle, held_on)
        if next_on is not None and next_on <= held_on:
            raise Refused(_("The next review comes after this one"))
        last = plan.reviews.order_by("-pk").first()
        said = (held_on, progress, found, next_on)
        if last and (last.held_on, last.progress, last.found, last.next_on) == said:
            return last  # a button pressed twice
        made = ImprovementReview.objects.create(
            plan=plan,
            version=plan.version,
            held_on=held_on,
            progress=progress,
            found=found,
            next_on=next_on,
            by=actor,
            by_name=actor.name,
            at=timezone.now(),
        )
        plan.review_on = next_on
        plan.save(update_fields=["review_on"])
        told = told_together({ImprovementReview: [plan.pk]}, telling.plan_reviewed(plan, actor))
        _record(plan, "improvement.review", actor, told)
    return made


def close_plan(
    *, cycle: Cycle, manager: Manager, is_met: bool, result: str, read: int, actor: User
) -> ImprovementPlan:
    """Close the plan: met or not met, and what came of it."""
    with transaction.atomic():
        plan = _changed(cycle, manager, read, actor)
        result = line(result, REASON_LIMIT, _("Write what came of the plan"))
        plan.state = State.MET if is_met else State.UNMET
        plan.result, plan.review_on = result, None
        plan.closed_by, plan.closed_at = actor, timezone.now()
        plan.save()
        _record(
            plan, "improvement.close", actor, telling.plan_closed(plan, actor), state=plan.state
        )
    return plan


def may_write(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user writes the plan: who holds the interview, and human resources."""
    if user.manager_id == manager.staff_no:
        return False
    return (user.is_hr and not user.has_left) or conducts(user, cycle, manager)


def check_writes(user: User, cycle: Cycle, manager: Manager) -> None:
    if not may_write(user, cycle, manager):
        said = {"name": manager.name}
        raise NotAllowed(_("Only who holds the interview with %(name)s writes this") % said)


def open_plan(cycle: Cycle, manager: Manager) -> ImprovementPlan | None:
    """Return the plan that is under way."""
    plans = ImprovementPlan.objects.filter(cycle=cycle, manager=manager, state=State.OPEN)
    return plans.select_related("cycle", "manager").first()


def _changed(cycle: Cycle, manager: Manager, read: int, actor: User) -> ImprovementPlan:
    """Return the open plan as it was read; the cycle is locked, so that one comes at a time."""
    check_writes(actor, cycle, manager)
    cycle = followed(cycle)
    plan = open_plan(cycle, manager)
    if plan is None:
        raise Refused(_("There is no plan under way"))
    if plan.version != read:
        raise Outdated
    return plan


def _dues(plan: ImprovementPlan | None) -> set[date]:
    if plan is None:
        return set()
    return set(plan.items.filter(version=plan.version).values_list("due", flat=True))


def _record(
    plan: ImprovementPlan, action: str, actor: User, told: Written, **more: str | int
) -> None:
    detail = {"cycle": plan.cycle.code, "manager": plan.manager_id, "version": plan.version, **more}
    record(actor=actor, action=action, target=plan, detail=detail, wrote=told)
