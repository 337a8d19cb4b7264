"""The tables that a run reads besides the months' files: plain columns in a stable order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portfolio.models import (
    WHOLE_CYCLE,
    Absence,
    Account,
    Branch,
    Certificate,
    CostPool,
    Incident,
    Posting,
    Product,
    Rate,
    Target,
    Training,
    Value,
)
from portfolio.months import first_day, last_day, months_between
from scoring.models import Cycle, Judgment

Columns = list[list[Any]]
"""A list a column."""


def tables_of(cycle: Cycle) -> dict[str, Any]:
    """Return the tables of a cycle: everything a number can depend on, and nothing else."""
    first, last = cycle.first_month, cycle.last_month
    months, days = (first_day(first), last_day(last)), (cycle.begins, cycle.ends)
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
            Training.objects.filter(completed_on__range=days),
            "manager_id",
            "completed_on",
            "hours",
            "exam_score",
            "course",
        ),
        "certificates": _columns(
            Certificate.objects.filter(obtained_on__lte=days[1]),
            "manager_id",
            "name",
            "obtained_on",
            "expires_on",
        ),
        "incidents": _columns(
            Incident.objects.filter(occurred_on__range=days),
            "manager_id",
            "occurred_on",
            "kind",
            "severity",
            "points",
            "note",
        ),
        "targets": _by_month(Target, "target", first, last),
        "values": _by_month(Value, "value", first, last),
        "judgments": _columns(
            Judgment.objects.filter(cycle=cycle), "manager_id", "measure_code", "score"
        ),
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


def _by_month(model: Any, column: str, first: int, last: int) -> Columns:
    rows = model.objects.filter(Q(month__range=(first, last)) | Q(month=WHOLE_CYCLE))
    return _columns(rows, "manager_id", "measure_code", "month", column)


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
