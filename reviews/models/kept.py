"""Which tables the audit log answers for: row by row, goals by the report they are of."""

from perfcenter.base.kept import Moved, Rows
from reviews.models.acknowledging import Acknowledgment
from reviews.models.appeals import AppealedQuery, Objection, Said
from reviews.models.extensions import Extension
from reviews.models.masters import Master, MasterUse
from reviews.models.publishing import PublicationRequest
from reviews.models.reminders import Reminder
from reviews.models.reports import AnnualReport, Comment, Goal, Revision
from reviews.models.sections import Section
from reviews.models.slides import SlideOrder

KEPT = (
    Rows(
        AnnualReport,
        (
            "cycle_id",
            "manager_id",
            "state",
            "version",
            "achievements",
            "problems",
            "improvements",
            "goals",
            "saved_at",
            "submitted_at",
            "submitted_digest",
            "decided_at",
            "decided_by_id",
        ),
        # Which of the two it is follows from the cycle (reviews/report/verifying.py).
        alike={"state": {AnnualReport.State.PUBLISHED.value: AnnualReport.State.APPROVED.value}},
        later={"closed_from": 2, "closed_because": 2},
        moved=Moved(("achievements", "problems", "improvements", "goals"), into="texts", since=3),
    ),
    Rows(
        Section,
        (
            "cycle_id",
            "position",
            "code",
            "title",
            "title_zh",
            "guidance",
            "guidance_zh",
            "topic",
            "limit",
            "is_required",
        ),
        grouped_by="cycle_id",
    ),
    Rows(
        Goal,
        ("report_id", "position", "measure_code", "target", "action"),
        grouped_by="report_id",
    ),
    Rows(
        Revision,
        (
            "report_id",
            "version",
            "content",
            "digest",
            "saved_at",
            "saved_by_id",
            "is_submission",
        ),
    ),
    Rows(
        Comment,
        ("report_id", "section", "text", "author_id", "written_at", "report_version"),
    ),
    Rows(
        Extension,
        ("cycle_id", "manager_id", "until", "reason", "given_by_id", "given_at"),
        grouped_by="cycle_id",
    ),
    Rows(
        Acknowledgment,
        (
            "cycle_id",
            "manager_id",
            "state",
            "wording",
            "reason",
            "digest",
            "amendment_id",
            "signed_by_id",
            "signed_at",
        ),
    ),
    Rows(
        Objection,
        (
            "cycle_id",
            "manager_id",
            "sort",
            "kind",
            "measure_code",
            "expected",
            "copied",
            "text",
            "asked_at",
            "asked_by_id",
            "due_on",
            "state",
            "assignee_id",
            "decided_by_id",
            "decided_at",
            "reason",
            "amendment_id",
        ),
    ),
    Rows(Said, ("objection_id", "author_id", "text", "said_at")),
    Rows(AppealedQuery, ("appeal_id", "query_id"), grouped_by="appeal_id"),
    Rows(
        Reminder,
        ("cycle_id", "manager_id", "step", "sent_on", "sent_at", "sent_by_id"),
        grouped_by="cycle_id",
    ),
    Rows(
        Master,
        ("name", "given", "digest", "dress", "found", "brought_by_id", "brought_at"),
    ),
    Rows(MasterUse, ("master_id", "cycle_id", "chosen_by_id", "chosen_at")),
    Rows(
        SlideOrder,
        ("cycle_id", "line", "talk", "behind", "chosen_by_id", "chosen_at"),
    ),
    Rows(
        PublicationRequest,
        (
            "cycle_id",
            "state",
            "looked_at",
            "asked_by_id",
            "asked_at",
            "answered_by_id",
            "answered_at",
            "answer",
        ),
    ),
)
