"""What is sealed of the feedback on somebody's result: interviews, plans, recognition, wishes."""

from __future__ import annotations

from portfolio.models import Manager
from reviews.models import CareerWish, ImprovementPlan, Interview, Recognition, TrainingNeed
from reviews.sealing.around import PASSED_OVER, Plain, plain_row, plain_rows
from scoring.models import Cycle

OF_A_PLAN = PASSED_OVER | {"plan"}


def feedback_of(cycle: Cycle, manager: Manager) -> Plain:
    """Return every version and answer; of needs and wishes those that were not taken back."""
    mine = {"cycle": cycle, "manager": manager}
    held = Interview.objects.filter(**mine).select_related("held_by")
    plans = ImprovementPlan.objects.filter(**mine).select_related("opened_by", "closed_by")
    named = Recognition.objects.filter(**mine).select_related("proposed_by", "decided_by")
    needs = TrainingNeed.objects.filter(**mine, withdrawn_at=None).select_related("written_by")
    wishes = CareerWish.objects.filter(**mine, withdrawn_at=None)
    return {
        "interviews": plain_rows(held.order_by("number")),
        "improvement_plans": [_plan(plan) for plan in plans.order_by("pk")],
        "recognitions": plain_rows(named.order_by("pk")),
        "training_needs": plain_rows(needs.order_by("pk")),
        "wishes": plain_rows(wishes.order_by("pk")),
    }


def _plan(plan: ImprovementPlan) -> Plain:
    items = plan.items.select_related("written_by").order_by("version", "position")
    reviews = plan.reviews.select_related("by").order_by("pk")
    return {
        **plain_row(plan),
        "items": plain_rows(items, OF_A_PLAN),
        "reviews": plain_rows(reviews, OF_A_PLAN),
    }
