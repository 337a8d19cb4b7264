"""The rows of the database that a run reads besides the months' files, and their digest."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection, models
from django.db.models import DateField, Model, Q, QuerySet

from perfcenter.base.digests import of_pieces
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
from portfolio.months import first_day, last_day
from portfolio.valuation.export import Digesting
from scoring.graph.calendar import after, month_holding
from scoring.inputs.bare import BareMonths, Over
from scoring.inputs.given import rows_given
from scoring.models import Judgment, ScoreOverride, SurveyValue

Rows = Mapping[str, QuerySet[Any, tuple[Any, ...]]]
CHUNK = 10_000


def rows_read(cycle: Over, as_of: date | None = None) -> Rows:
    """Return the rows of each table, as tuples and in no order; nothing is read yet."""
    first, last = cycle.first_month, cycle.last_month
    days = (cycle.begins, min(cycle.ends, as_of or cycle.ends))
    mine = _mine(cycle)
    of_month = Q(month__range=(first, last))
    recovered = Q(month__range=(first, _whole_until(last, as_of)))
    opened = Q(opened_on__range=(first_day(first), last_day(last)))
    return {
        "participants": _participants(cycle),
        "postings": _of(Posting, mine, "manager_id", "from_on", "branch_id", "line", "level"),
        "absences": _of(Absence, mine, "manager_id", "from_on", "to_on", "kind"),
        "branches": _of(Branch, Q(), "code", "parent_id"),
        "products": _of(Product, Q(), "code", "family"),
        "rates": _of(Rate, Q(), "product_id", "from_month", "risk_weight", "coefficient"),
        "pools": _of(CostPool, of_month, "kind", "name", "driver", "branch_id", "amount"),
        "opened": _of(
            Account,
            opened,
            "account_no",
            "kind",
            "client_id",
            "product_id",
            "opened_on",
            "contract_amount",
        ),
        "training": _of(
            Training,
            Q(completed_on__range=days),
            "manager_id",
            "completed_on",
            "hours",
            "exam_score",
            "course",
        ),
        "certificates": _of(
            Certificate,
            Q(obtained_on__lte=days[1]),
            "manager_id",
            "name",
            "obtained_on",
            "expires_on",
        ),
        "incidents": _of(
            Incident,
            Q(occurred_on__range=days),
            "manager_id",
            "occurred_on",
            "kind",
            "severity",
            "points",
            "note",
        ),
        "tickets": _of(
            ServiceTicket,
            Q(opened_at__gte=f"{days[0]:%Y-%m-%d}")
            & Q(opened_at__lt=f"{days[1] + timedelta(1):%Y-%m-%d}"),
            "ticket_no",
            "manager_id",
            "opened_at",
            "responded_at",
            "resolved_at",
            "kind",
            "satisfaction",
        ),
        "recoveries": _of(Recovery, recovered, "manager_id", "month", "amount", "contract_id"),
        "targets": rows_given(Target, "target", cycle),
        "values": rows_given(Value, "value", cycle),
        "judgments": _judgments(cycle, as_of),
        "overrides": _overrides(cycle, as_of),
        "surveys": _surveys(cycle, as_of),
    }


def digest_of_rows(rows: Rows) -> str:
    """Return the digest of the rows as the database gives them, by their keys.

    Read by the driver alone, in a fraction of what it takes to make the tables. Two databases that
    hold the same may give two digests; other rows, columns or tables never give the same.
    """
    return of_pieces(
        piece for name in sorted(rows) for piece in (name.encode(), _written(rows[name]))
    )


def _written(rows: QuerySet[Any, tuple[Any, ...]]) -> bytes:
    """Return the digest of the rows of one query."""
    select, params = rows.order_by("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            out = Digesting()
            bound = cursor.mogrify(select, params).decode()
            cursor.copy_expert(f"COPY ({bound}) TO STDOUT", out)
            return out.sha256.digest()
        digest = hashlib.sha256()
        cursor.execute(select, params)
        while chunk := cursor.fetchmany(CHUNK):
            digest.update(_bytes(chunk))
        return digest.digest()


def _bytes(chunk: list[tuple[Any, ...]]) -> bytes:
    """Return rows as bytes: of equal rows the same."""
    try:
        return marshal.dumps(chunk, 0)  # a later format tells equal texts apart
    except ValueError:  # a date is none of its types
        return repr(chunk).encode("utf-8", "surrogatepass")


def _of(model: type[Model], which: Q, *columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    return model._default_manager.filter(which).values_list(*columns)


def _whole_until(last: int, as_of: date | None) -> int:
    """Return the last month that had ended by the day."""
    if as_of is None or as_of >= last_day(last):
        return last
    month = month_holding(as_of)
    return month if as_of == last_day(month) else after(month, -1)


def _participants(cycle: Over) -> QuerySet[Any, tuple[Any, ...]]:
    """Return who takes part, hired, left, and when her part ended."""
    if isinstance(cycle, BareMonths):
        goes_on = models.Value(None, output_field=DateField())
        people: QuerySet[Any, tuple[Any, ...]] = cycle.people.annotate(ended_on=goes_on)
        return people.values_list("staff_no", "hired_on", "left_on", "ended_on")
    return cycle.participants.values_list(
        "manager_id", "manager__hired_on", "manager__left_on", "ended_on"
    )


def _mine(cycle: Over) -> Q:
    """Return which rows of managers are those of who takes part."""
    if isinstance(cycle, BareMonths):
        return Q(manager__in=cycle.people.values("pk"))
    return Q(manager__participations__cycle=cycle)


def _judgments(cycle: Over, as_of: date | None) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the judgments, as they were last given by the day where they were."""
    which = Q(cycle__code=cycle.code)
    if as_of is not None:
        which &= Q(judged_at__date__lte=as_of)
    return _of(Judgment, which, "manager_id", "measure_code", "score")


def _overrides(cycle: Over, as_of: date | None) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the scores that reviewers have overridden, as they were last set by the day."""
    which = Q(cycle__code=cycle.code, score__isnull=False)
    if as_of is not None:
        which &= Q(set_at__date__lte=as_of)
    said = ("set_by__username", "by_name", "reason")
    return _of(ScoreOverride, which, "manager_id", "measure_code", "score", "set_at", *said)


def _surveys(cycle: Over, as_of: date | None) -> QuerySet[Any, tuple[Any, ...]]:
    """Return what surveys came to that were closed by the day."""
    which = Q(cycle__code=cycle.code)
    if as_of is not None:
        which &= Q(known_on__lte=as_of)
    return _of(SurveyValue, which, "manager_id", "measure_code", "side", "value", "answers")
