"""The lists of this room: who has had an interview, who is recognised, what is to be learnt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import language
from perfcenter.models import User
from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import stamp
from portfolio.models import Manager
from reviews.feedback.read import PLANS, STAGES, people_followed, rule_of
from reviews.models import Recognition, TrainingNeed
from scoring.cycles.as_published import annotated, put_back
from scoring.models import Cycle
from scoring.scheme.stored import definition

Search = dict[str, Any]


def followed_found(cycle: Cycle, user: User, search: Search) -> QuerySet[Any]:
    """Return the people narrowed by name or number, interview and plan."""
    found = people_followed(cycle, user).select_related("branch")
    found = found.annotate(cycle_code=Value(cycle.code))
    if words := search.get("q"):
        found = found.filter(Q(then_name__icontains=words) | Q(staff_no__icontains=words))
    if stage := search.get("stage"):
        found = found.filter(stage=stage)
    if plan := search.get("plan"):
        found = found.filter(planned=plan)
    narrowed: QuerySet[Any] = found
    return narrowed


def dress_followed(cycle: Cycle, rows: Sequence[Any]) -> Sequence[Any]:
    """Give people the names of then, and the titles of their grades."""
    put_back(cycle, rows)
    scheme, rule = definition(cycle.scheme), rule_of(cycle)
    is_late = bool(rule and rule.due and rule.due < timezone.localdate())
    for one in rows:
        one.is_late = is_late
        grade = one.counted_grade
        one.grade_title = scheme.grade_title(grade, language()) if grade else ""
    return rows


def _interview(one: Any) -> str:
    return render_to_string("reviews/feedback/_stage.html", {"one": one})


def _plan(one: Any) -> str:
    return render_to_string("reviews/feedback/_plan_state.html", {"one": one})


FOLLOWED = Listing(
    name="feedback",
    title=_("Feedback interviews"),
    columns=(
        Column("name", _("Name"), lambda one: one.then_name, order=in_code_points("then_name"),
               href=lambda one: reverse("reviews:feedback", args=[one.cycle_code, one.staff_no]),
               place="p1", is_name=True),
        Column("number", _("Staff no."), lambda one: one.staff_no,
               order=in_code_points("staff_no"), place="third"),
        Column("branch", _("Branch"), lambda one: one.branch.name,
               order=in_code_points("then_branch")),
        Column("grade", _("Grade"), lambda one: one.grade_title, order="counted_grade"),
        Column("stage", _("Interview"), lambda one: str(STAGES[one.stage]), markup=_interview,
               order="stage", place="p3"),
        Column("held", _("Day of the interview"), lambda one: one.interviewed_on,
               order="interviewed_on", place="p2"),
        Column("by", _("Held by"), lambda one: one.interviewed_by, order="interviewed_by",
               is_extra=True),
        Column("answered", _("Answered"),
               lambda one: stamp(one.answered_at) if one.answered_at else None,
               order="answered_at", is_extra=True),
        Column("plan", _("Improvement plan"), lambda one: str(PLANS[one.planned]), markup=_plan,
               order="planned", place="p4"),
    ),
    first="number",
    last=in_code_points("staff_no"),
)  # fmt: skip


def needs_found(cycle: Cycle, search: Search) -> QuerySet[TrainingNeed]:
    """Return the training needs that stand, narrowed by topic and person."""
    found = TrainingNeed.objects.filter(cycle=cycle, withdrawn_at=None)
    found = found.select_related("cycle", "manager__branch")
    if words := search.get("q"):
        found = found.filter(manager__in=_called(cycle, words))
    if topic := search.get("topic"):
        found = found.filter(topic=topic)
    return found


def recognitions_found(cycle: Cycle, search: Search) -> QuerySet[Recognition]:
    """Return the recognitions of a cycle, narrowed by person and state."""
    found = Recognition.objects.filter(cycle=cycle)
    found = found.select_related("cycle", "manager__branch", "proposed_by", "decided_by")
    if words := search.get("q"):
        found = found.filter(manager__in=_called(cycle, words))
    if state := search.get("state"):
        found = found.filter(state=state)
    return found


def _called(cycle: Cycle, words: str) -> Any:
    people = annotated(cycle, Manager.objects.filter(participations__cycle=cycle))
    named = people.filter(Q(then_name__icontains=words) | Q(staff_no__icontains=words))
    return named.order_by().values("pk")


def dress_rows(cycle: Cycle, rows: Sequence[Any]) -> Sequence[Any]:
    """Give the people of rows the names of then."""
    put_back(cycle, [one.manager for one in rows])
    return rows


def _growth(one: TrainingNeed) -> str:
    return reverse("reviews:growth", args=[one.cycle.code, one.manager_id])


NEEDS = Listing(
    name="training_needs",
    title=_("Training needs"),
    columns=(
        Column("topic", _("Topic"), lambda one: one.get_topic_display(), order="topic",
               place="p3"),
        Column("name", _("Name"), lambda one: one.manager.name, href=_growth, place="p1",
               is_name=True, is_sorted=False),
        Column("number", _("Staff no."), lambda one: one.manager_id,
               order=in_code_points("manager_id"), place="third"),
        Column("branch", _("Branch"), lambda one: one.manager.branch.name, is_sorted=False),
        Column("text", _("What is to be learnt"), lambda one: one.text, place="p-all",
               is_sorted=False),
        Column("by", _("Written by"), lambda one: one.written_by_name, order="written_by_name"),
        Column("at", _("Written"), lambda one: stamp(one.written_at), order="written_at",
               place="p2"),
    ),
    first="topic",
    last=(in_code_points("manager_id"), "pk"),
)  # fmt: skip


def _recognition(one: Recognition) -> str:
    return reverse("reviews:recognition", args=[one.pk])


def _state(one: Recognition) -> str:
    return render_to_string("reviews/feedback/_recognition_state.html", {"one": one})


RECOGNITIONS = Listing(
    name="recognitions",
    title=_("Recognition"),
    columns=(
        Column("name", _("Name"), lambda one: one.manager.name, href=_recognition, place="p1",
               is_name=True, is_sorted=False),
        Column("number", _("Staff no."), lambda one: one.manager_id,
               order=in_code_points("manager_id"), place="third"),
        Column("branch", _("Branch"), lambda one: one.manager.branch.name, is_sorted=False),
        Column("title", _("Recognised as"), lambda one: one.title, order="title", place="p3"),
        Column("state", _("State"), lambda one: one.get_state_display(), markup=_state,
               order="state", place="p2"),
        Column("reason", _("For what"), lambda one: one.reason, place="p-all", is_sorted=False),
        Column("by", _("Proposed by"), lambda one: one.proposed_by.name, is_sorted=False),
        Column("decided", _("Who decided"),
               lambda one: one.decided_by.name if one.decided_by else None, is_sorted=False),
        Column("at", _("Decided"),
               lambda one: stamp(one.decided_at) if one.decided_at else None, order="decided_at"),
    ),
    first="number",
    last="pk",
)  # fmt: skip
