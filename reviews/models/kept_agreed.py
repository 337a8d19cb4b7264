"""The tables of what people agree on that the audit log answers for: goals, contracts, talks."""

from perfcenter.base.kept import Rows
from reviews.models.contracts import (
    Contract,
    ContractCall,
    ContractWording,
    Countersignature,
)
from reviews.models.goals import GoalTake, ProposedGoal, TakenGoal
from reviews.models.meetings import CheckIn, TalkNote, TalkRule
from reviews.models.raters import RaterProposal
from reviews.models.teams import PlanItem, TeamLine, TeamMeeting

AGREED = (
    Rows(
        GoalTake,
        ("setup_id", "cycle_id", "sources", "reason", "taken_by_id", "taken_at"),
    ),
    Rows(
        TakenGoal,
        ("take_id", "report_id", "report_version", "measure_code", "target", "before"),
        grouped_by="take_id",
    ),
    Rows(
        ProposedGoal,
        (
            "cycle_id",
            "manager_id",
            "measure_code",
            "target",
            "reason",
            "proposed_by_id",
            "proposed_at",
        ),
        grouped_by="cycle_id",
    ),
    Rows(ContractWording, ("version", "text_zh", "text", "written_by_id", "written_at")),
    Rows(ContractCall, ("cycle_id", "wording_id", "due", "called_by_id", "called_at")),
    Rows(
        Contract,
        (
            "cycle_id",
            "manager_id",
            "number",
            "wording_id",
            "name",
            "content",
            "digest",
            "state",
            "reason",
            "answered_by_id",
            "answered_at",
        ),
    ),
    Rows(
        Countersignature,
        (
            "contract_id",
            "number",
            "name",
            "for_whom_id",
            "wording",
            "digest",
            "state",
            "reason",
            "answered_by_id",
            "answered_at",
        ),
    ),
    Rows(
        CheckIn,
        (
            "cycle_id",
            "manager_id",
            "held_on",
            "standing",
            "manager_words",
            "reviewer_words",
            "version",
            "changed_by_id",
            "changed_at",
            "manager_confirmed_at",
            "reviewer_confirmed_at",
            "reviewer_id",
        ),
    ),
    Rows(
        TalkNote,
        ("cycle_id", "manager_id", "author_id", "held_on", "text", "is_private", "written_at"),
    ),
    Rows(TalkRule, ("cycle_id", "day", "set_by_id", "set_at")),
    Rows(
        TeamMeeting,
        ("leader_id", "week", "held_on", "version", "changed_by_id", "changed_at"),
    ),
    Rows(
        TeamLine,
        ("meeting_id", "manager_id", "attended", "assets", "accounts", "questions"),
        grouped_by="meeting_id",
    ),
    Rows(
        RaterProposal,
        (
            "survey_id",
            "manager_id",
            "raters",
            "state",
            "made_at",
            "decided_by_id",
            "decided_at",
            "reason",
        ),
        grouped_by="survey_id",
    ),
    Rows(
        PlanItem,
        (
            "manager_id",
            "text",
            "is_urgent",
            "is_important",
            "routine",
            "due",
            "done_on",
            "is_dropped",
            "changed_at",
        ),
    ),
)
