"""Approved goals beside the targets that stand already: what taking them over would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.digests import of_json
from perfcenter.base.formats import language
from perfcenter.base.money import MILLION
from reviews.goals.plans import Key, Plan
from reviews.models import AnnualReport, Goal
from scoring.models import Cycle
from scoring.scheme.measures import Measure
from scoring.scheme.stored import definition
from scoring.sheet.scales import Scale, goal_text, scales

APPROVED = (AnnualReport.State.APPROVED, AnnualReport.State.PUBLISHED)
ADDITIVE = {"yuan", "count"}
"""Units whose numbers say something when they are added up."""


@dataclass(frozen=True)
class Offer:
    """An approved goal that may become a target; `why_not` says why it cannot."""

    goal: Goal
    title: str
    unit: str
    measure: Measure | None
    plan: Plan | None
    why_not: str = ""

    @property
    def staff_no(self) -> str:
        return self.goal.report.manager_id

    @property
    def key(self) -> Key:
        return self.staff_no, self.goal.measure_code

    @property
    def name(self) -> str:
        """What the tick of its row is called in the form."""
        return f"{self.staff_no} {self.goal.measure_code}"

    @property
    def target(self) -> int:
        """The goal in millionths, as targets are kept."""
        return in_millionths(self.goal.target or Fraction(0))

    @property
    def is_loss(self) -> bool:
        """Whether it is below nothing: that is asked about."""
        return self.target < 0

    @property
    def is_there(self) -> bool:
        """Whether the target stands already as the goal has it."""
        return self.plan is not None and self.plan.target == self.target

    @property
    def may_be_taken(self) -> bool:
        return not self.why_not and not self.is_there

    @property
    def is_conflict(self) -> bool:
        """Whether another target stands against it."""
        return self.may_be_taken and self.plan is not None

    @property
    def is_plain(self) -> bool:
        """Whether nothing speaks against it: no other target, and no loss."""
        return self.may_be_taken and self.plan is None and not self.is_loss

    @property
    def goal_shown(self) -> str:
        return goal_text(self._scale, self.goal.target)

    @property
    def plan_shown(self) -> str:
        return goal_text(self._scale, Fraction(self.plan.target, MILLION)) if self.plan else ""

    @property
    def difference(self) -> str:
        """How much the target would change."""
        if self.plan is None:
            return ""
        return signed(self._scale, self.target - self.plan.target)

    @property
    def _scale(self) -> Scale:
        return next(scales(self.unit))


@dataclass(frozen=True)
class Sum:
    """A measure's goals of everybody beside the targets that stand."""

    title: str
    people: int
    goals: str
    plans: str
    difference: str


def in_millionths(value: Fraction) -> int:
    """Return a number as targets are kept, rounded half-even.

    >>> in_millionths(Fraction(1, 2)), in_millionths(Fraction(-1, 4_000_000))
    (500000, 0)
    """
    return round(value * MILLION)


def signed(scale: Scale, difference: int) -> str:
    """Return a difference of targets with its sign."""
    shown = goal_text(scale, Fraction(difference, MILLION))
    return f"+{shown}" if difference > 0 else shown


def approved_goals(cycles: Collection[Cycle], people: Collection[str]) -> list[Goal]:
    """Return the approved goals of these people in these cycles, of each of her newest report."""
    found = Goal.objects.filter(
        report__cycle__in=cycles, report__state__in=APPROVED, target__isnull=False
    ).select_related("report__manager__branch", "report__cycle__scheme")
    newest: dict[Key, Goal] = {}
    for goal in found.order_by("report__cycle__last_month", "report__decided_at", "position"):
        if goal.report.manager_id in people:
            newest[goal.report.manager_id, goal.measure_code] = goal
    return sorted(newest.values(), key=lambda one: (one.report.manager_id, one.position))


def offers(
    goals: Iterable[Goal],
    measures: Mapping[str, Mapping[str, Measure]],
    plans: Mapping[Key, Plan],
) -> list[Offer]:
    """Return the goals beside the plans; `measures` are those with a target, by person."""
    return [
        _offer(goal, measures[goal.report.manager_id].get(goal.measure_code), plans)
        for goal in goals
    ]


def _offer(goal: Goal, measure: Measure | None, plans: Mapping[Key, Plan]) -> Offer:
    said = definition(goal.report.cycle.scheme).measure(goal.measure_code)
    why = ""
    if measure is None:
        why = _("the scheme measures it against no target")
    elif measure.unit != said.unit:
        why = _("the scheme has it in another unit")
    plan = plans.get((goal.report.manager_id, goal.measure_code))
    return Offer(goal, str(said.title_for(language())), said.unit, measure, plan, why)


def sums(found: Sequence[Offer]) -> list[Sum]:
    """Return the totals by measure of what can be taken or is there already."""
    by_measure: dict[str, list[Offer]] = {}
    for one in found:
        if not one.why_not and one.unit in ADDITIVE:
            by_measure.setdefault(one.goal.measure_code, []).append(one)
    return [_sum(ones) for ones in by_measure.values()]


def _sum(ones: Sequence[Offer]) -> Sum:
    scale = next(scales(ones[0].unit))
    goals = sum(one.target for one in ones)
    plans = sum(one.plan.target for one in ones if one.plan)
    return Sum(
        title=ones[0].title,
        people=len(ones),
        goals=goal_text(scale, Fraction(goals, MILLION)),
        plans=goal_text(scale, Fraction(plans, MILLION)),
        difference=signed(scale, goals - plans),
    )


def mark(found: Iterable[Offer]) -> str:
    """Return what tells one state of the goals and targets from another."""
    seen = [[one.name, one.target, one.plan.target if one.plan else None] for one in found]
    return of_json(seen)[:16]
