"""When the next step of a report is due: one date a state, the same on every page."""

from __future__ import annotations

from datetime import date

from reviews.models import AnnualReport
from scoring.models import Cycle

NOT_STARTED = "not_started"
State = AnnualReport.State
WAITING = (NOT_STARTED, State.DRAFT, State.RETURNED, State.SUBMITTED)
"""The states in which somebody waits for a next step."""


def due_on(cycle: Cycle, state: str) -> date | None:
    """Return the day by which a report in this state goes on; None where nothing is awaited."""
    if cycle.is_published:
        return None
    return {
        NOT_STARTED: cycle.self_review_due,
        State.DRAFT: cycle.self_review_due,
        State.RETURNED: cycle.review_due,
        State.SUBMITTED: cycle.review_due,
    }.get(state)


def days_overdue(cycle: Cycle, state: str, today: date) -> int:
    """Return by how many days the next step of a report in this state is past its date."""
    due = due_on(cycle, state)
    return 0 if due is None else max(0, (today - due).days)


def is_overdue(cycle: Cycle, state: str, today: date) -> bool:
    """Whether the next step of a report in this state is past its date."""
    return days_overdue(cycle, state, today) > 0
