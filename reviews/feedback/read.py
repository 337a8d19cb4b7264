"""What was said of a published result, who has had an interview, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.feedback.who import conducted_in
from reviews.models import (
    CareerWish,
    FeedbackRule,
    ImprovementItem,
    ImprovementPlan,
    Interview,
    Recognition,
    Reopening,
    Seal,
    TrainingNeed,
)
from scoring.cycles.as_published import annotated
from scoring.models import Cycle, Participant
from scoring.runs.in_force import counting
from scoring.scheme.stored import definition

NONE, LACKING = "none", "lacking"
STAGES = {
    NONE: _("No interview yet"),
    **{str(state.value): state.label for state in Interview.State},
}
PLANS = {
    NONE: "—",
    LACKING: _("Expected, none yet"),
    **{str(state.value): state.label for state in ImprovementPlan.State},
}
LOWEST = 1
"""Of so many lowest grades a plan is expected where human resources has said nothing."""


@dataclass(frozen=True)
class Owed:
    """What somebody still owes in a cycle: interviews, and plans, of so many people."""

    cycle: Cycle
    due: date
    interviews: int
    plans: int


def rule_of(cycle: Cycle) -> FeedbackRule | None:
    """Return by when interviews are held; None where nothing was said."""
    return cycle.feedback_rules.select_related("set_by").first()


def newest_interview(cycle: Cycle, manager: Manager) -> Interview | None:
    """Return the version of somebody's record that counts."""
    found = Interview.objects.filter(cycle=cycle, manager=manager)
    return found.select_related("held_by", "for_whom", "manager", "cycle__scheme").first()


def interviews_of(cycle: Cycle, manager: Manager) -> list[Interview]:
    """Return every version of somebody's record, the newest first."""
    found = Interview.objects.filter(cycle=cycle, manager=manager)
    return list(found.select_related("for_whom"))


def plans_of(cycle: Cycle, manager: Manager) -> list[ImprovementPlan]:
    """Return somebody's improvement plans, the newest first."""
    found = ImprovementPlan.objects.filter(cycle=cycle, manager=manager)
    return list(found.select_related("opened_by", "closed_by"))


def items_of(plan: ImprovementPlan, version: int | None = None) -> QuerySet[ImprovementItem]:
    """Return the items of a plan's version, at first of the one that counts."""
    return plan.items.filter(version=version or plan.version).order_by("position")


def recognitions_for(user: User, cycle: Cycle, manager: Manager) -> list[Recognition]:
    """Return what somebody is recognised for, as far as the user sees it.

    She herself sees what is granted; what is open or declined is between the others.
    """
    found = Recognition.objects.filter(cycle=cycle, manager=manager)
    if user.is_manager and user.manager_id == manager.staff_no:
        found = found.filter(state=Recognition.State.GRANTED)
    return list(found.select_related("proposed_by", "decided_by"))


def needs_of(cycle: Cycle, manager: Manager) -> QuerySet[TrainingNeed]:
    """Return the training needs that stand."""
    return TrainingNeed.objects.filter(cycle=cycle, manager=manager, withdrawn_at=None)


def wishes_of(cycle: Cycle, manager: Manager) -> QuerySet[CareerWish]:
    """Return the wishes that stand."""
    return CareerWish.objects.filter(cycle=cycle, manager=manager, withdrawn_at=None)


def lowest_of(cycle: Cycle, rule: FeedbackRule | None) -> list[str]:
    """Return the grades with which a plan to improve is expected."""
    count = rule.lowest if rule else LOWEST
    codes = [grade.code for grade in definition(cycle.scheme).grades]
    return codes[max(len(codes) - count, 1) :] if count else []


def people_followed(cycle: Cycle, user: User) -> QuerySet[Any]:
    """Return the participants whom the user follows, with how far interview and plan are.

    `stage` and `planned` are those of the newest row; `planned` is LACKING where one is expected.
    """
    interviews = Interview.objects.filter(cycle=cycle, manager=OuterRef("pk")).order_by("-number")
    plans = ImprovementPlan.objects.filter(cycle=cycle, manager=OuterRef("pk")).order_by("-pk")
    people = Manager.objects.filter(participations__cycle=cycle)
    if not user.sees_everyone:
        people = people.filter(pk__in=conducted_in(cycle, user))
    grade: Any = Value("", CharField())
    if cycle.published_run is not None:
        grade = Coalesce(counting(cycle.published_run, "grade"), Value(""))
    today = timezone.localdate()
    found: QuerySet[Any] = annotated(cycle, people).annotate(
        counted_grade=grade,
        stage=Coalesce(Subquery(interviews.values("state")[:1]), Value(NONE)),
        interviewed_on=Subquery(interviews.values("held_on")[:1]),
        interviewed_by=Subquery(interviews.values("held_by_name")[:1]),
        answered_at=Subquery(interviews.values("answered_at")[:1]),
        has_gone=Case(
            When(left_on__lt=today, then=True), default=False, output_field=BooleanField()
        ),
        kept_plan=Coalesce(Subquery(plans.values("state")[:1]), Value(NONE)),
    )
    lowest = lowest_of(cycle, rule_of(cycle))
    lacking = Q(kept_plan=NONE, has_gone=False, counted_grade__in=lowest)
    plan = Case(When(lacking, then=Value(LACKING)), default="kept_plan", output_field=CharField())
    told: QuerySet[Any] = found.annotate(planned=plan)
    return told


def is_expected(cycle: Cycle, grade: str) -> bool:
    """Whether a plan to improve is expected with a grade."""
    return grade in lowest_of(cycle, rule_of(cycle))


@once_a_page
def unsealed() -> list[Cycle]:
    """Return the published cycles to which something may still be added, the oldest first."""
    opened = Reopening.objects.filter(seal=OuterRef("pk"), state=Reopening.State.OPENED)
    seals = Seal.objects.filter(~Exists(opened), cycle=OuterRef("pk"))
    found = Cycle.objects.filter(~Exists(seals), published_at__isnull=False)
    found = found.select_related("scheme", "published_run")
    return list(found.order_by("published_at", "code"))


@once_a_page
def owed_by(user: User) -> list[Owed]:
    """Return the interviews and plans that the user owes, in cycles with a day for them."""
    if not (user.is_manager or user.is_hr) or not unsealed():
        return []
    rules: dict[int, FeedbackRule] = {}
    for row in FeedbackRule.objects.filter(cycle__in=unsealed()).order_by("pk"):
        rules[row.cycle_id] = row
    found = []
    for cycle in unsealed():
        rule = rules.get(cycle.pk)
        if rule is None or rule.due is None:
            continue
        mine = conducted_in(cycle, user)
        if not mine:
            continue
        people = people_followed(cycle, user).filter(pk__in=mine, has_gone=False).order_by()
        interviews = people.filter(stage=NONE).count()
        plans = people.filter(planned=LACKING).count()
        if interviews or plans:
            found.append(Owed(cycle, rule.due, interviews, plans))
    return found


@once_a_page
def to_confirm(user: User) -> list[Interview]:
    """Return the records of her own interviews that wait for the user's answer."""
    if not user.is_manager or user.manager_id is None or not unsealed():
        return []
    later = Interview.objects.filter(
        cycle=OuterRef("cycle"), manager=OuterRef("manager"), number__gt=OuterRef("number")
    )
    waiting = Interview.objects.filter(
        ~Exists(later),
        manager=user.manager_id,
        state=Interview.State.WAITING,
        cycle__in=unsealed(),
    )
    return list(waiting.select_related("cycle").order_by("written_at"))


@once_a_page
def to_review(user: User, today: date) -> list[ImprovementPlan]:
    """Return the open plans that the user looks at again by today, the longest due first."""
    if not (user.is_manager or user.is_hr) or not unsealed():
        return []
    due = ImprovementPlan.objects.filter(
        state=ImprovementPlan.State.OPEN, review_on__lte=today, cycle__in=unsealed()
    )
    return list(_mine(user, due.select_related("cycle", "manager").order_by("review_on", "pk")))


def _mine(user: User, plans: QuerySet[ImprovementPlan]) -> Iterator[ImprovementPlan]:
    people: dict[int, set[str]] = {}
    for plan in plans:
        if plan.cycle_id not in people:
            people[plan.cycle_id] = conducted_in(plan.cycle, user)
        if plan.manager_id in people[plan.cycle_id]:
            yield plan


@once_a_page
def to_decide(user: User) -> list[Recognition]:
    """Return the proposals on which the user may decide as the second person."""
    if not user.is_hr or not unsealed():
        return []
    waiting = Recognition.objects.filter(state=Recognition.State.PROPOSED, cycle__in=unsealed())
    waiting = waiting.exclude(proposed_by=user).exclude(manager=user.manager_id or "")
    return list(waiting.select_related("cycle", "manager").order_by("proposed_at"))


def cycles_followed(user: User, manager: Manager) -> list[Cycle]:
    """Return the published cycles in which somebody took part, the newest first."""
    mine = Participant.objects.filter(manager=manager).values("cycle")
    found = Cycle.objects.filter(pk__in=mine, published_at__isnull=False)
    return list(found.select_related("scheme").order_by("-last_month", "-first_month", "code"))
