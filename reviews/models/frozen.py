"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from collections.abc import Iterable

from perfcenter.base.frozen import Frozen

TEXT = ("texts", "version", "saved_at")
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
    Frozen("reviews_master"),
    Frozen("reviews_masteruse"),
    Frozen("reviews_slideorder"),
    # Answered once, and never asked otherwise.
    Frozen(
        "reviews_publicationrequest",
        allowed="OLD.state = 'asked' AND NEW.state <> 'asked'",
        fixed=("cycle_id", "looked_at", "asked_by_id", "asked_at"),
    ),
)
