"""What changes from when: the spans that follow from a set's clients, managers and products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F

from portfolio.models import BookMonth, LedgerRow, Sale
from portfolio.models.spans import FIRST_DAY
from portfolio.months import Span, first_day, month_after


@dataclass(frozen=True)
class Spanned:
    """A table of spans, the table whose rows say what holds now, and the columns they share."""

    spans: str
    of: str
    key: str
    foreign: str
    start: str
    columns: tuple[str, ...]


OWNERS = Spanned(
    "portfolio_ownership",
    "portfolio_client",
    "client_no",
    "client_id",
    "from_month",
    ("manager_id",),
)
POSTINGS = Spanned(
    "portfolio_posting",
    "portfolio_manager",
    "staff_no",
    "manager_id",
    "from_on",
    ("branch_id", "line", "level", "supervisor_id"),
)
RATES = Spanned(
    "portfolio_rate",
    "portfolio_product",
    "code",
    "product_id",
    "from_month",
    ("ftp_rate", "provision_rate", "tax_rate", "risk_weight", "coefficient"),
)
ALL = (OWNERS, POSTINGS, RATES)
BEGINNINGS: dict[str, Any] = {"from_month": 0, "from_on": "0001-01-01"}


def starting_month() -> Callable[[], int]:
    """Remember the months of the ledger; the answer says, after writing, from when changes hold.

    That is the first month which the set brought and the bank did not have, failing that the month
    after the newest one stored.
    """
    before = _months()

    def after_writing() -> int:
        months = _months()
        new = sorted(months - before)
        if new:
            return new[0]
        return month_after(max(months)) if months else 0

    return after_writing


def touch(span: Span | None) -> None:
    """Note that the inputs of the months in a span changed, and that new months are there."""
    months = _months() | set(Sale.objects.values_list("month", flat=True).distinct())
    known = set(BookMonth.objects.values_list("month", flat=True))
    BookMonth.objects.bulk_create(BookMonth(month=month) for month in sorted(months - known))
    if span:
        BookMonth.objects.filter(month__range=span).update(version=F("version") + 1)


def _months() -> set[int]:
    return set(LedgerRow.objects.values_list("month", flat=True).distinct())


def extend(from_month: int) -> list[str]:
    """Let what is stored of clients, managers and products hold from a month on.

    Only where it differs from what held last; what is new holds from the beginning. Return the
    names of the tables whose spans changed.
    """
    touched = []
    for one in ALL:
        start: Any = from_month if one.start == "from_month" else _day(from_month)
        with connection.cursor() as cursor:
            cursor.execute(_begin(one), [BEGINNINGS[one.start]])
            begun = cursor.rowcount
            cursor.execute(_changed(one))
            changed = [key for (key,) in cursor.fetchall()]
            if begun or changed:
                touched.append(one.spans)
            for key in changed:
                cursor.execute(
                    f"DELETE FROM {one.spans} WHERE {one.foreign} = %s AND {one.start} >= %s",  # noqa: S608
                    [key, start],
                )
                cursor.execute(_follow(one), [start, key])
    return touched


def _day(from_month: int) -> date:
    return first_day(from_month) if from_month else FIRST_DAY


def _begin(one: Spanned) -> str:
    columns = ", ".join(one.columns)
    return (
        f"INSERT INTO {one.spans} ({one.foreign}, {one.start}, {columns}) "  # noqa: S608 - our own names
        f"SELECT {one.key}, {_typed(one)}, {columns} FROM {one.of} n WHERE NOT EXISTS "
        f"(SELECT 1 FROM {one.spans} s WHERE s.{one.foreign} = n.{one.key})"
    )


def _typed(one: Spanned) -> str:
    is_date = one.start == "from_on" and connection.vendor == "postgresql"
    return "%s::date" if is_date else "%s"


def _changed(one: Spanned) -> str:
    differ = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    unequal = " OR ".join(f"s.{column} {differ} n.{column}" for column in one.columns)
    return (
        f"SELECT n.{one.key} FROM {one.of} n JOIN {one.spans} s ON s.{one.foreign} = n.{one.key} "  # noqa: S608
        f"WHERE s.{one.start} = (SELECT max({one.start}) FROM {one.spans} l "
        f"WHERE l.{one.foreign} = n.{one.key}) AND ({unequal})"
    )


def _follow(one: Spanned) -> str:
    columns = ", ".join(one.columns)
    return (
        f"INSERT INTO {one.spans} ({one.foreign}, {one.start}, {columns}) "  # noqa: S608 - our own names
        f"SELECT {one.key}, {_typed(one)}, {columns} FROM {one.of} WHERE {one.key} = %s"
    )
