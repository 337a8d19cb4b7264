"""When the next step of a report is due: one date a state, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from reviews.models import AnnualReport
from scoring.models import Cycle

NOT_STARTED = "not_started"
State = AnnualReport.State
WAITING = (NOT_STARTED, State.DRAFT, State.RETURNED, State.SUBMITTED, State.REVIEWED)
"""The states in which somebody waits for a next step."""
WRITING = (NOT_STARTED, State.DRAFT, State.RETURNED)
"""Those in which it is the writer's."""


def due_on(cycle: Cycle, state: str, until: date | None = None) -> date | None:
    """Return the day by which a report in this state goes on; None where nothing is awaited.

    `until` is the day that its writer was given, where that is another one than the cycle's.
    """
    if cycle.is_published:
        return None
    if until is not None and state in WRITING:
        return until
    return {
        NOT_STARTED: cycle.self_review_due,
        State.DRAFT: cycle.self_review_due,
        State.RETURNED: cycle.review_due,
        State.SUBMITTED: cycle.review_due,
        State.REVIEWED: cycle.review_due,
    }.get(state)


def days_overdue(cycle: Cycle, state: str, today: date, until: date | None = None) -> int:
    """Return by how many days the next step of a report in this state is past its date."""
    due = due_on(cycle, state, until)
    return 0 if due is None else max(0, (today - due).days)


def is_overdue(cycle: Cycle, state: str, today: date, until: date | None = None) -> bool:
    """Whether the next step of a report in this state is past its date."""
    return days_overdue(cycle, state, today, until) > 0


def late(cycle: Cycle, today: date, states: Iterable[str] | None = None) -> Q:
    """Return which rows with `state` and `until` are past the date of their next step."""
    found = Q()
    for state in WAITING if states is None else states:
        at = Q(state=state)
        if state in WRITING and not cycle.is_published:
            found |= at & Q(until__lt=today)
            at &= Q(until__isnull=True)
        if is_overdue(cycle, state, today):
            found |= at
    return found if found else Q(pk__in=())
