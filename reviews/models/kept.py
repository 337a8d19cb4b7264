"""Which tables the audit log answers for: row by row, goals by the report they are of."""

from perfcenter.base.kept import Moved, Rows
from reviews.models.acknowledging import Acknowledgment
from reviews.models.calibration import CalibrationSeat, CalibrationSession, GradeMove
from reviews.models.decisions import Decision, SecondLevel
from reviews.models.extensions import Extension
from reviews.models.kept_agreed import AGREED
from reviews.models.kept_asked import ASKED
from reviews.models.kept_feedback import FOLLOWED
from reviews.models.masters import Master, MasterUse
from reviews.models.publishing import PublicationRequest
from reviews.models.reminders import Reminder
from reviews.models.reports import AnnualReport, Comment, Goal, Revision
from reviews.models.seals import Reopening, Seal
from reviews.models.sections import Section
from reviews.models.slides import SlideOrder
from reviews.models.surveys import (
    Survey,
    SurveyComment,
    SurveyGroup,
    SurveyPerson,
    SurveyQuestion,
    SurveyRater,
    SurveyResult,
)
from reviews.models.writing import Evidence, HandIn

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
        later={"closed_from": 2, "closed_because": 2, "figures": 4},
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
        later={"reason": 2},
    ),
    Rows(
        Evidence,
        ("report_id", "section", "name", "kind", "digest", "size", "brought_by_id", "brought_at"),
        grouped_by="report_id",
    ),
    Rows(
        HandIn,
        ("report_id", "version", "read_at", "read_by_id", "withdrawn_at"),
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
        Decision,
        (
            "report_id",
            "version",
            "verdict",
            "was",
            "was_at",
            "was_by_id",
            "by_id",
            "for_whom_id",
            "at",
            "reason",
            "undoes_id",
        ),
    ),
    Rows(
        CalibrationSession,
        (
            "cycle_id",
            "run_id",
            "line",
            "branch",
            "guideline",
            "tolerance",
            "together",
            "owner_id",
            "facilitator_id",
            "state",
            "minutes",
            "attendance",
            "version",
            "opened_by_id",
            "opened_at",
            "ended_by_id",
            "ended_at",
            "digest",
            "dropped_because",
        ),
    ),
    Rows(CalibrationSeat, ("session_id", "user_id"), grouped_by="session_id"),
    Rows(
        GradeMove,
        ("session_id", "manager_id", "was", "grade", "reason", "moved_by_id", "moved_at"),
    ),
    Rows(SecondLevel, ("cycle_id", "is_on", "reason", "set_by_id", "set_at")),
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
    *ASKED,
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
        Seal,
        ("cycle_id", "number", "root", "manifest", "people", "sealed_by_id", "sealed_at"),
    ),
    Rows(
        Reopening,
        (
            "seal_id",
            "state",
            "reason",
            "asked_by_id",
            "asked_at",
            "answered_by_id",
            "answered_at",
            "answer",
        ),
    ),
    Rows(
        Survey,
        (
            "cycle_id",
            "kind",
            "state",
            "measure_code",
            "closes_on",
            "begun_by_id",
            "begun_at",
            "opened_by_id",
            "opened_at",
            "closed_by_id",
            "closed_at",
        ),
        later={"remind_before": 2, "propose_until": 2},
    ),
    Rows(SurveyGroup, ("survey_id", "side", "weight", "least"), grouped_by="survey_id"),
    Rows(
        SurveyQuestion,
        (
            "survey_id",
            "position",
            "sides",
            "dimension",
            "dimension_title",
            "dimension_title_zh",
            "text",
            "text_zh",
        ),
        grouped_by="survey_id",
    ),
    Rows(
        SurveyPerson,
        ("survey_id", "manager_id", "approved_by_id", "approved_at"),
        grouped_by="survey_id",
    ),
    # Who has answered is in no entry, because an entry says when.
    Rows(
        SurveyRater,
        ("survey_id", "manager_id", "side", "rater_id", "client_id"),
        grouped_by="survey_id",
        without=("has_answered", "link_digest"),
    ),
    Rows(
        SurveyResult,
        ("survey_id", "manager_id", "side", "dimension", "value", "answers"),
        grouped_by="survey_id",
    ),
    Rows(
        SurveyComment,
        ("survey_id", "manager_id", "side", "question", "place", "text"),
        grouped_by="survey_id",
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
    *AGREED,
    *FOLLOWED,
)
