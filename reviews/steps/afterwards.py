"""What is due after the publication: until when a result is acknowledged, queried and appealed."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from scoring.models import Cycle

TO_ACKNOWLEDGE = timedelta(days=10)
TO_APPEAL = timedelta(days=15)
TO_ANSWER = timedelta(days=10)
"""So long somebody has for a decision, from the day on which she was asked."""


def acknowledged_by(cycle: Cycle) -> date | None:
    """Return the last day on which a published result is acknowledged in time."""
    return _after(cycle, TO_ACKNOWLEDGE)


def appealed_by(cycle: Cycle) -> date | None:
    """Return the last day on which a published result can be queried or appealed against."""
    return _after(cycle, TO_APPEAL)


def may_still_appeal(cycle: Cycle, today: date | None = None) -> bool:
    """Whether the cycle is published and its last day for appeals has not gone by."""
    last = appealed_by(cycle)
    return last is not None and (today or timezone.localdate()) <= last


def may_still_ask(cycle: Cycle, today: date | None = None) -> bool:
    """Whether a line can be queried: until the publication always, then as long as appealed."""
    return not cycle.is_published or may_still_appeal(cycle, today)


def answered_by(today: date | None = None) -> date:
    """Return by when what is asked today has to be decided."""
    return (today or timezone.localdate()) + TO_ANSWER


def _after(cycle: Cycle, span: timedelta) -> date | None:
    if cycle.published_at is None:
        return None
    return timezone.localdate(cycle.published_at) + span
