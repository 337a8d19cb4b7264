"""The tables that a run reads besides the months' files: plain columns in a stable order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from portfolio.models import (
    Absence,
    Account,
    Branch,
    Certificate,
    CostPool,
    Incident,
    Posting,
    Product,
    Rate,
    Recovery,
    ServiceTicket,
    Target,
    Training,
    Value,
)
from portfolio.months import first_day, last_day, months_between
from scoring.graph.calendar import after, month_holding
from scoring.inputs.given import GIVEN, given
from scoring.models import Cycle, Judgment

Columns = list[list[Any]]
"""A list a column."""


def tables_of(cycle: Cycle, as_of: date | None = None) -> dict[str, Any]:
    """Return the tables of a cycle: everything a number can depend on, and nothing else.

    What happened, was obtained, answered or judged after `as_of` is left out.
    """
    first, last = cycle.first_month, cycle.last_month
    months, days = (first_day(first), last_day(last)), (cycle.begins, cycle.ends)
    known = (days[0], min(days[1], as_of or days[1]))
    # Only of a cycle of days, so that what others read keeps its digest.
    within = {"begins": _plain(days[0]), "ends": _plain(days[1])} if cycle.is_of_days else {}
    return {
        **within,
        "first_month": first,
        "last_month": last,
        "people": _people(cycle),
        "branches": _columns(Branch.objects.all(), "code", "parent_id"),
        "products": _products(first, last),
        "pools": _pools(first, last),
        "opened": _columns(
            Account.objects.filter(opened_on__range=months),
            "account_no",
            "kind",
            "client_id",
            "product_id",
            "opened_on",
            "contract_amount",
        ),
        "training": _columns(
            Training.objects.filter(completed_on__range=known),
            "manager_id",
            "completed_on",
            "hours",
            "exam_score",
            "course",
        ),
        "certificates": _columns(
            Certificate.objects.filter(obtained_on__lte=known[1]),
            "manager_id",
            "name",
            "obtained_on",
            "expires_on",
        ),
        "incidents": _columns(
            Incident.objects.filter(occurred_on__range=known),
            "manager_id",
            "occurred_on",
            "kind",
            "severity",
            "points",
            "note",
        ),
        "service": _service(known, as_of),
        "recoveries": _columns(
            Recovery.objects.filter(month__range=(first, _whole_until(last, as_of))),
            "manager_id",
            "month",
            "amount",
            "contract_id",
        ),
        "targets": _turned(given(Target, "target", cycle), GIVEN),
        "values": _turned(given(Value, "value", cycle), GIVEN),
        "judgments": _columns(_judgments(cycle, as_of), "manager_id", "measure_code", "score"),
    }


def _people(cycle: Cycle) -> list[dict[str, Any]]:
    """Return the participants by staff number, with their postings and absences."""
    places = sorted(
        cycle.participants.select_related("manager"), key=lambda place: place.manager_id
    )
    mine = Q(manager__participations__cycle=cycle)
    posted: dict[str, list[Any]] = {}
    for posting in Posting.objects.filter(mine).order_by("manager_id", "from_on"):
        posted.setdefault(posting.manager_id, []).append(
            [_plain(posting.from_on), posting.branch_id, posting.line, posting.level]
        )
    away: dict[str, list[Any]] = {}
    for absence in Absence.objects.filter(mine).order_by("manager_id", "from_on", "kind"):
        away.setdefault(absence.manager_id, []).append(
            [_plain(absence.from_on), _plain(absence.to_on), absence.kind]
        )
    return [
        {
            "staff_no": place.manager_id,
            "hired_on": _plain(place.manager.hired_on),
            "left_on": _plain(place.last_on),
            "postings": posted.get(place.manager_id, []),
            "absences": away.get(place.manager_id, []),
        }
        for place in places
    ]


def _products(first: int, last: int) -> list[list[Any]]:
    """Return code, family, risk weight, and the coefficient of each month."""
    rates: dict[str, list[tuple[int, int, int]]] = {}
    for product, month, weight, coefficient in Rate.objects.order_by(
        "product_id", "from_month"
    ).values_list("product_id", "from_month", "risk_weight", "coefficient"):
        rates.setdefault(product, []).append((month, weight, coefficient))
    months = list(months_between(first, last))
    found = []
    for code, family in sorted(Product.objects.values_list("code", "family")):
        spans = rates[code]
        holds = [[span for span in spans if span[0] <= month][-1] for month in months]
        found.append([code, family, holds[-1][1], [coefficient for _m, _w, coefficient in holds]])
    return found


def _pools(first: int, last: int) -> list[list[Any]]:
    """Return the cycle's pools with their months of one kind, name, driver and branch added up."""
    sums: dict[tuple[str, str, str, str], int] = {}
    rows = CostPool.objects.filter(month__range=(first, last))
    for kind, name, driver, branch, amount in rows.values_list(
        "kind", "name", "driver", "branch_id", "amount"
    ):
        key = (kind, name, driver, branch or "")
        sums[key] = sums.get(key, 0) + amount
    return [[*key, amount] for key, amount in sorted(sums.items())]


def _whole_until(last: int, as_of: date | None) -> int:
    """Return the last month that had ended by the day."""
    if as_of is None or as_of >= last_day(last):
        return last
    month = month_holding(as_of)
    return month if as_of == last_day(month) else after(month, -1)


def _judgments(cycle: Cycle, as_of: date | None) -> QuerySet[Judgment]:
    """Return the judgments, as they were last given by the day where they were."""
    found = Judgment.objects.filter(cycle=cycle)
    return found if as_of is None else found.filter(judged_at__date__lte=as_of)


def _service(days: tuple[date, date], as_of: date | None) -> Columns:
    """Return the tickets opened on these days, with the seconds until an answer and the end.

    Of one that was resolved after `as_of` nobody knew yet how the client would judge it.
    """
    opened = ServiceTicket.objects.filter(
        opened_at__gte=f"{days[0]:%Y-%m-%d}", opened_at__lt=f"{days[1] + timedelta(1):%Y-%m-%d}"
    )
    rows = []
    for ticket in opened.order_by("manager_id", "opened_at", "ticket_no"):
        begin = datetime.fromisoformat(ticket.opened_at)
        ends = [
            datetime.fromisoformat(at) if at else None
            for at in (ticket.responded_at, ticket.resolved_at)
        ]
        known = [at if at and (as_of is None or at.date() <= as_of) else None for at in ends]
        later = [int((at - begin).total_seconds()) if at else None for at in known]
        rows.append(
            (ticket.manager_id, begin.date().isoformat(), ticket.kind, *later,
             ticket.satisfaction if known == ends else None, ticket.ticket_no)
        )  # fmt: skip
    return _turned(rows, 7)


def _columns(rows: QuerySet[Any], *names: str) -> Columns:
    """Return the rows as columns, in the order of their values: nothing depends on a row's id."""
    listed = [tuple(_plain(value) for value in row) for row in rows.values_list(*names)]
    return _turned(sorted(listed, key=_sort_key), len(names))


def _turned(rows: Sequence[tuple[Any, ...]], width: int) -> Columns:
    if not rows:
        return [[] for _ in range(width)]
    return [list(column) for column in zip(*rows, strict=True)]


def _sort_key(row: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(value is not None, value if value is not None else 0) for value in row]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
