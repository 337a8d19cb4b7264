"""Which months are closed, and how each came to be as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from perfcenter.models import User
from portfolio.models import BookMonth, LedgerRow, MonthStep, ReopenRequest


@dataclass(frozen=True)
class MonthLine:
    """A month of the list: its last step, what waits for an answer, the versions kept of it."""

    state: BookMonth
    last: MonthStep | None
    asked: ReopenRequest | None
    versions: int


def closed_among(months: Iterable[int]) -> list[int]:
    """Return those of the months that are closed, in order."""
    found = BookMonth.objects.filter(month__in=list(months), closed_at__isnull=False)
    return sorted(found.values_list("month", flat=True))


def closed_within(first: int, last: int) -> list[int]:
    """Return the closed months from first to last."""
    found = BookMonth.objects.filter(month__range=(first, last), closed_at__isnull=False)
    return sorted(found.values_list("month", flat=True))


def open_months() -> list[int]:
    """Return every month of which there is a ledger, and that is not closed."""
    found = BookMonth.objects.filter(_with_ledger(), closed_at__isnull=True)
    return sorted(found.values_list("month", flat=True))


def open_within(first: int, last: int) -> list[int]:
    """Return the months from first to last of which there is a ledger, and that are not closed."""
    found = BookMonth.objects.filter(month__range=(first, last), closed_at__isnull=True)
    return sorted(found.filter(_with_ledger()).values_list("month", flat=True))


def months_to_close() -> QuerySet[BookMonth]:
    """Return the months that can be closed or were, the newest first."""
    return BookMonth.objects.filter(_with_ledger() | _with_steps()).order_by("-month")


def lines_of(states: Iterable[BookMonth]) -> list[MonthLine]:
    """Return months with what happened to each, by two queries."""
    listed = list(states)
    months = [state.month for state in listed]
    steps: dict[int, list[MonthStep]] = {}
    for step in steps_of(months):
        steps.setdefault(step.month, []).append(step)
    asked = {one.month: one for one in waiting_requests().filter(month__in=months)}
    return [
        MonthLine(
            state,
            next(iter(steps.get(state.month, ())), None),
            asked.get(state.month),
            len({step.files["holdings"] for step in steps.get(state.month, ())}),
        )
        for state in listed
    ]


def steps_of(months: Iterable[int]) -> QuerySet[MonthStep]:
    """Return what was done to the months, the newest first."""
    return MonthStep.objects.filter(month__in=list(months)).select_related("by", "second")


def waiting_requests() -> QuerySet[ReopenRequest]:
    """Return what waits for a second person."""
    asked = ReopenRequest.objects.filter(state=ReopenRequest.State.ASKED)
    return asked.select_related("asked_by").order_by("asked_at")


def requests_waiting_for(user: User) -> QuerySet[ReopenRequest]:
    """Return the requests that this person of human resources may answer."""
    return waiting_requests().exclude(asked_by=user)


def _with_ledger() -> Exists:
    return Exists(LedgerRow.objects.filter(month=OuterRef("month")))


def _with_steps() -> Exists:
    return Exists(MonthStep.objects.filter(month=OuterRef("month")))
