"""HR's list of who has acknowledged a published result."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import stamp
from reviews.acknowledging.read import OPEN, people_answering
from reviews.models import Acknowledgment
from scoring.models import Cycle


def answer_name(answer: str) -> str:
    """Return what an answer is called, "not answered yet" among them."""
    if answer == OPEN:
        return str(_("Not answered yet"))
    return str(Acknowledgment.State(answer).label)


def answers_found(cycle: Cycle, search: dict[str, Any]) -> QuerySet[Any]:
    """Return the participants narrowed by name or number and by what they answered."""
    found: QuerySet[Any] = (
        people_answering(cycle).select_related("branch").annotate(cycle_code=Value(cycle.code))
    )
    if words := search.get("q"):
        found = found.filter(Q(then_name__icontains=words) | Q(staff_no__icontains=words))
    if state := search.get("state"):
        found = found.filter(answer=state)
    return found


def _state(one: Any) -> str:
    return render_to_string("reviews/acknowledging/_answer.html", {"one": one})


ANSWERS = Listing(
    name="acknowledgments",
    title=_("Acknowledgments"),
    columns=(
        Column(
            "name",
            _("Name"),
            lambda one: one.then_name,
            order=in_code_points("then_name"),
            href=lambda one: reverse("scoring:sheet", args=[one.cycle_code, one.staff_no]),
            place="p1",
            is_name=True,
        ),
        Column(
            "number",
            _("Staff no."),
            lambda one: one.staff_no,
            order=in_code_points("staff_no"),
            place="p3",
        ),
        Column(
            "branch",
            _("Branch"),
            lambda one: one.branch.name,
            order=in_code_points("then_branch"),
        ),
        Column(
            "state",
            _("State"),
            lambda one: answer_name(one.answer),
            markup=_state,
            order="answer",
            place="p2",
        ),
        Column(
            "at",
            _("Answered on"),
            lambda one: stamp(one.answered_at) if one.answered_at else None,
            order="answered_at",
            place="p4",
        ),
        Column("reason", _("Reason"), lambda one: one.answer_reason),
    ),
    first="number",
    last=in_code_points("staff_no"),
    size=25,
)
