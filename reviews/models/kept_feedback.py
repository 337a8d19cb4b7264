"""The tables of what follows a published result that the audit log answers for."""

from perfcenter.base.kept import Rows
from reviews.models.feedback import (
    CareerWish,
    FeedbackRule,
    ImprovementItem,
    ImprovementPlan,
    ImprovementReview,
    Interview,
    Recognition,
    TrainingNeed,
)
from reviews.models.frozen import INTERVIEW

FOLLOWED = (
    Rows(FeedbackRule, ("cycle_id", "due", "lowest", "set_by_id", "set_at")),
    Rows(Interview, (*INTERVIEW, "state", "remark", "answered_at")),
    Rows(
        ImprovementPlan,
        (
            "cycle_id",
            "manager_id",
            "state",
            "version",
            "review_on",
            "opened_by_id",
            "opened_at",
            "closed_by_id",
            "closed_at",
            "result",
        ),
    ),
    Rows(
        ImprovementItem,
        (
            "plan_id",
            "version",
            "position",
            "goal",
            "measure",
            "action",
            "due",
            "helper",
            "written_by_id",
            "written_at",
        ),
        grouped_by="plan_id",
    ),
    Rows(
        ImprovementReview,
        ("plan_id", "version", "held_on", "progress", "found", "next_on", "by_id", "by_name", "at"),
        grouped_by="plan_id",
    ),
    Rows(
        Recognition,
        (
            "cycle_id",
            "manager_id",
            "title",
            "reason",
            "state",
            "proposed_by_id",
            "proposed_at",
            "decided_by_id",
            "decided_at",
            "answer",
        ),
    ),
    Rows(
        TrainingNeed,
        (
            "cycle_id",
            "manager_id",
            "topic",
            "text",
            "is_own",
            "written_by_id",
            "written_by_name",
            "written_at",
            "withdrawn_at",
        ),
    ),
    Rows(CareerWish, ("cycle_id", "manager_id", "kind", "text", "written_at", "withdrawn_at")),
)
