"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from collections.abc import Iterable

from perfcenter.base.frozen import Frozen

TEXT = ("texts", "figures", "version", "saved_at")
SUBMISSION = ("submitted_at", "submitted_digest")
DECISION = ("decided_at", "decided_by_id")
CLOSING = ("closed_from", "closed_because")
SESSION = (
    "cycle_id",
    "run_id",
    "line",
    "branch",
    "guideline",
    "tolerance",
    "together",
    "owner_id",
    "facilitator_id",
    "opened_by_id",
    "opened_at",
)
ALL = (*TEXT, *SUBMISSION, *DECISION)
INTERVIEW = (
    "cycle_id",
    "manager_id",
    "number",
    "held_on",
    "place",
    "attendees",
    "strengths",
    "shortcomings",
    "next_steps",
    "because",
    "held_by_id",
    "held_by_name",
    "for_whom_id",
    "written_at",
)
TAKEN = "OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL"


def same(columns: Iterable[str]) -> str:
    """Return the condition that these columns stay as they are."""
    return " AND ".join(f"OLD.{column} IS NOT DISTINCT FROM NEW.{column}" for column in columns)


WRITING = "OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version"
TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM reviews_decision d JOIN reviews_decision u ON u.undoes_id = d.id "
    "WHERE d.report_id = OLD.id AND d.at = OLD.decided_at AND d.was = NEW.state)"
)
STEPS = (
    # The manager writes, and hands in.
    f"{WRITING} AND NEW.state = OLD.state AND {same(SUBMISSION + DECISION + CLOSING)}",
    f"{WRITING} AND NEW.state = 'submitted' AND NEW.submitted_at IS NOT NULL "
    f"AND {same(DECISION + CLOSING)}",
    # She takes it back: a draft again, or what was returned to her before.
    "OLD.state = 'submitted' AND OLD.decided_by_id IS NULL AND NEW.state = 'draft' "
    "AND NEW.submitted_at IS NULL AND NEW.submitted_digest = '' "
    f"AND {same(TEXT + DECISION + CLOSING)}",
    "OLD.state = 'submitted' AND OLD.decided_by_id IS NOT NULL AND NEW.state = 'returned' "
    "AND NEW.submitted_at < OLD.submitted_at "
    f"AND {same(TEXT + DECISION + CLOSING)}",
    # The reviewer decides on what was handed in.
    "OLD.state = 'submitted' AND NEW.state IN ('returned', 'approved', 'reviewed') "
    f"AND NEW.decided_by_id IS NOT NULL AND {same(TEXT + SUBMISSION + CLOSING)}",
    # The reviewer's own superior approves after her, or sends back.
    "OLD.state = 'reviewed' AND NEW.state IN ('approved', 'submitted') "
    f"AND NEW.decided_by_id IS NOT NULL AND {same(TEXT + SUBMISSION + CLOSING)}",
    # Who decided takes it back, which leaves a row behind.
    "OLD.state IN ('returned', 'approved', 'reviewed', 'submitted') "
    "AND NEW.state IN ('submitted', 'reviewed') "
    "AND NEW.decided_at IS DISTINCT FROM OLD.decided_at "
    f"AND {same(TEXT + SUBMISSION + CLOSING)} AND {TAKEN_BACK}",
    # HR publishes.
    f"OLD.state = 'approved' AND NEW.state = 'published' AND {same(ALL + CLOSING)}",
    # HR waits for it no longer; and takes that back.
    f"OLD.state IN ('draft', 'returned') AND NEW.state = 'closed' "
    f"AND NEW.closed_from = OLD.state AND {same(ALL)}",
    f"OLD.state = 'closed' AND NEW.state = OLD.closed_from AND {same(ALL)}",
)
SURVEYED = "(SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state {})"
OPENED, RUNNING = "<> 'set_up'", "= 'open'"
SET = f"EXISTS {SURVEYED.format(OPENED)}"
"""What a survey asks of whom stays from the day on which it opens."""
FROZEN = (
    Frozen(
        "reviews_annualreport",
        allowed=" OR ".join(f"({step})" for step in STEPS),
        fixed=("cycle_id", "manager_id"),
    ),
    # What is asked stays once the answers are published.
    Frozen(
        "reviews_section",
        once="EXISTS (SELECT 1 FROM reviews_annualreport r "
        "WHERE r.cycle_id = OLD.cycle_id AND r.state = 'published')",
    ),
    # A report's goals are written anew with each version, as long as it can be changed.
    Frozen(
        "reviews_goal",
        once="EXISTS (SELECT 1 FROM reviews_annualreport r "
        "WHERE r.id = OLD.report_id AND r.state NOT IN ('draft', 'returned'))",
    ),
    # Likewise the files that bear it out.
    Frozen(
        "reviews_evidence",
        once="EXISTS (SELECT 1 FROM reviews_annualreport r "
        "WHERE r.id = OLD.report_id AND r.state NOT IN ('draft', 'returned'))",
    ),
    # What was handed in is read or taken back, whichever comes first, once.
    Frozen(
        "reviews_handin",
        allowed="OLD.read_at IS NULL AND OLD.withdrawn_at IS NULL "
        "AND (NEW.read_at IS NULL OR NEW.withdrawn_at IS NULL)",
        fixed=("report_id", "version"),
    ),
    Frozen("reviews_revision"),
    Frozen("reviews_comment"),
    # Minutes are written while it is open; closed, it can only be dropped, which says why.
    Frozen(
        "reviews_calibrationsession",
        allowed="OLD.state = 'open' OR (OLD.state = 'closed' AND NEW.state = 'dropped' "
        f"AND {same(('minutes', 'attendance', 'version', 'digest'))})",
        fixed=SESSION,
    ),
    Frozen("reviews_calibrationseat"),
    Frozen("reviews_grademove"),
    Frozen("reviews_decision"),
    Frozen("reviews_secondlevel"),
    Frozen("reviews_reminder"),
    Frozen("reviews_extension"),
    Frozen("reviews_acknowledgment"),
    # Given to somebody else, or decided, while it is open; then it stays.
    Frozen(
        "reviews_objection",
        allowed="OLD.state = 'open'",
        fixed=(
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
        ),
    ),
    Frozen("reviews_said"),
    Frozen("reviews_appealedquery"),
    Frozen("reviews_objectionfile"),
    # What is put right is taken out again, or decided on; then it stays.
    Frozen(
        "reviews_putright",
        once="EXISTS (SELECT 1 FROM reviews_objection o "
        "WHERE o.id = OLD.objection_id AND o.state <> 'open')",
        fixed=("objection_id", "fact", "reason", "evidence", "put_by_id", "put_at"),
    ),
    Frozen("reviews_nameddecider"),
    Frozen("reviews_master"),
    Frozen("reviews_masteruse"),
    Frozen("reviews_slideorder"),
    Frozen("reviews_seal"),
    Frozen(
        "reviews_reopening",
        allowed="OLD.state = 'asked' AND NEW.state <> 'asked'",
        fixed=("seal_id", "reason", "asked_by_id", "asked_at"),
    ),
    # Opened once, closed once; until then its last day may move.
    Frozen(
        "reviews_survey",
        once="OLD.state <> 'set_up'",
        allowed="OLD.state = 'open' AND NEW.state IN ('open', 'closed')",
        fixed=("cycle_id", "kind"),
    ),
    Frozen("reviews_surveygroup", once=SET),
    Frozen("reviews_surveyquestion", once=SET),
    Frozen("reviews_surveyperson", once=SET),
    Frozen("reviews_raterproposal", once=SET),
    # Links are made and answers are given while it is open.
    Frozen(
        "reviews_surveyrater",
        once=SET,
        allowed=f"EXISTS {SURVEYED.format(RUNNING)}",
        fixed=("survey_id", "manager_id", "side", "rater_id", "client_id"),
    ),
    Frozen("reviews_surveyresult"),
    Frozen("reviews_surveycomment"),
    Frozen("reviews_goaltake"),
    Frozen("reviews_takengoal"),
    Frozen("reviews_proposedgoal"),
    Frozen("reviews_contractwording"),
    Frozen("reviews_contractcall"),
    Frozen("reviews_contract"),
    Frozen("reviews_countersignature"),
    # Both have confirmed it.
    Frozen(
        "reviews_checkin",
        once="OLD.manager_confirmed_at IS NOT NULL AND OLD.reviewer_confirmed_at IS NOT NULL",
    ),
    Frozen("reviews_talknote"),
    Frozen("reviews_talkrule"),
    # Answered once, and never asked otherwise.
    Frozen(
        "reviews_publicationrequest",
        allowed="OLD.state = 'asked' AND NEW.state <> 'asked'",
        fixed=("cycle_id", "looked_at", "asked_by_id", "asked_at"),
    ),
    # What follows a published result: texts stay, each is answered or decided once.
    Frozen("reviews_feedbackrule"),
    Frozen(
        "reviews_interview",
        allowed="OLD.state = 'waiting' AND NEW.state IN ('confirmed', 'refused')",
        fixed=INTERVIEW,
    ),
    Frozen(
        "reviews_improvementplan",
        allowed="OLD.state = 'open'",
        fixed=("cycle_id", "manager_id", "opened_by_id", "opened_at"),
    ),
    Frozen("reviews_improvementitem"),
    Frozen("reviews_improvementreview"),
    Frozen(
        "reviews_recognition",
        allowed="OLD.state = 'proposed' AND NEW.state <> 'proposed'",
        fixed=("cycle_id", "manager_id", "title", "reason", "proposed_by_id", "proposed_at"),
    ),
    Frozen(
        "reviews_trainingneed",
        allowed=TAKEN,
        fixed=(
            "cycle_id",
            "manager_id",
            "topic",
            "text",
            "is_own",
            "written_by_id",
            "written_by_name",
            "written_at",
        ),
    ),
    Frozen(
        "reviews_careerwish",
        allowed=TAKEN,
        fixed=("cycle_id", "manager_id", "kind", "text", "written_at"),
    ),
)
