"""Telling the two of an interview, a plan, a recognition, what the other one did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfcenter.base.registry import NoticeKind
from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.notices.read import in_role, logins_of
from perfcenter.notices.write import tell
from perfcenter.trail.keeping import Written
from portfolio.models import Manager
from reviews.models import FeedbackRule, ImprovementPlan, Interview, Recognition, TrainingNeed
from reviews.telling.kinds import GROWING, IMPROVING, INTERVIEWED, RECOGNISED
from scoring.cycles.reviewers import has_gone, reviewer_of
from scoring.cycles.titles import cycle_title
from scoring.models import AsPublished, Cycle


def interview_written(one: Interview, actor: User) -> Written:
    """Tell her that the record waits for her confirmation."""
    text = _("%(cycle)s: %(name)s has written the record of your feedback interview")
    return _tell(INTERVIEWED, logins_of([one.manager_id]), text, one, actor)


def interview_answered(one: Interview, actor: User) -> Written:
    """Tell who wrote it that she has answered."""
    if one.state == Interview.State.CONFIRMED:
        text = _("%(cycle)s: %(name)s has confirmed the record of the feedback interview")
    else:
        text = _("%(cycle)s: %(name)s does not confirm the record of the feedback interview")
    return _tell(INTERVIEWED, [one.held_by], text, one, actor)


def interviews_asked(rule: FeedbackRule, actor: User) -> Written:
    """Tell the reviewers by when they hold interviews."""
    if rule.due is None:
        return {}
    kept = AsPublished.objects.filter(cycle=rule.cycle).exclude(reviewer="").order_by("reviewer")
    reviewers = list(kept.values_list("reviewer", flat=True).distinct())
    text = _("%(cycle)s: hold the feedback interviews with your people by %(day)s")
    said = {"cycle": cycle_title(rule.cycle), "day": rule.due.isoformat()}
    return tell(
        kind=INTERVIEWED.code,
        to=logins_of(reviewers),
        text=text % said,
        place=("reviews:feedback_list", [rule.cycle.code]),
        about=rule.cycle,
        cycle=rule.cycle.code,
        actor=actor,
    )


def plan_written(plan: ImprovementPlan, actor: User) -> Written:
    """Tell her, and her reviewer where somebody else wrote it, what the plan is now."""
    if plan.version == 1:
        text = _("%(cycle)s: %(name)s has written an improvement plan with %(who)s")
    else:
        text = _("%(cycle)s: %(name)s has changed the improvement plan of %(who)s")
    return _of_plan(plan, text, actor)


def plan_reviewed(plan: ImprovementPlan, actor: User) -> Written:
    text = _("%(cycle)s: %(name)s has reviewed the improvement plan of %(who)s")
    return _of_plan(plan, text, actor)


def plan_closed(plan: ImprovementPlan, actor: User) -> Written:
    text = _("%(cycle)s: %(name)s has closed the improvement plan of %(who)s")
    return _of_plan(plan, text, actor)


def recognition_proposed(one: Recognition, actor: User) -> Written:
    """Tell human resources that somebody else than who proposed it decides."""
    text = _("%(cycle)s: %(name)s proposes to recognise %(who)s; it waits for a decision")
    return _of_recognition(one, in_role(User.Role.HR), text, actor)


def recognition_decided(one: Recognition, actor: User) -> Iterable[Written]:
    """Tell who proposed it what was decided; her alone where it is granted."""
    if one.state == Recognition.State.GRANTED:
        yield _of_recognition(
            one, [one.proposed_by], _("%(cycle)s: the recognition of %(who)s is granted"), actor
        )
        yield _of_recognition(
            one, logins_of([one.manager_id]), _("%(cycle)s: you are recognised"), actor
        )
    else:
        yield _of_recognition(
            one, [one.proposed_by], _("%(cycle)s: the recognition of %(who)s is declined"), actor
        )


def need_written(one: TrainingNeed, actor: User) -> Written:
    """Tell the other one of the two."""
    text = _("%(cycle)s: %(name)s has written down a training need of %(who)s")
    reviewer = _reviewer(one.cycle, one.manager)
    to = reviewer if one.is_own else logins_of([one.manager_id])
    return _tell(GROWING, to, text, one, actor)


def wish_written(cycle: Cycle, manager: Manager, actor: User) -> Written:
    """Tell her reviewer that there is a wish; neither whose nor which."""
    return tell(
        kind=GROWING.code,
        to=_reviewer(cycle, manager),
        text=_("%(cycle)s: one of your people has written down a wish")
        % {"cycle": cycle_title(cycle)},
        place=("reviews:feedback_list", [cycle.code]),
        cycle=cycle.code,
        actor=actor,
    )


def _reviewer(cycle: Cycle, manager: Manager) -> Iterable[User]:
    reviewer = reviewer_of(cycle, manager)
    if reviewer is None or has_gone(reviewer):
        return in_role(User.Role.HR)
    return logins_of([reviewer.staff_no])


def _of_plan(plan: ImprovementPlan, text: str, actor: User) -> Written:
    both = {*logins_of([plan.manager_id]), *_reviewer(plan.cycle, plan.manager)}
    people = sorted(both, key=lambda user: user.pk)
    return _tell(IMPROVING, people, text, plan, actor, page="reviews:improvement")


def _of_recognition(one: Recognition, to: Iterable[User], text: str, actor: User) -> Written:
    said = {"cycle": cycle_title(one.cycle), "name": actor.name, "who": one.manager.name}
    return tell(
        kind=RECOGNISED.code,
        to=to,
        text=text % said,
        place=("reviews:recognition", [str(one.pk)]),
        about=one,
        cycle=one.cycle.code,
        actor=actor,
    )


def _tell(
    kind: NoticeKind,
    to: Iterable[User],
    text: str,
    about: Any,
    actor: User,
    page: str = "reviews:feedback",
) -> Written:
    cycle: Cycle = about.cycle
    said = {"cycle": cycle_title(cycle), "name": actor.name, "who": about.manager.name}
    return tell(
        kind=kind.code,
        to=to,
        text=text % said,
        place=(page, [cycle.code, about.manager_id]),
        about=about,
        cycle=cycle.code,
        actor=actor,
    )
