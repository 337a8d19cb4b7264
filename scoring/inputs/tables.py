"""The tables that a run reads besides the months' files: plain columns in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone

from portfolio.months import months_between
from scoring.inputs.bare import Over
from scoring.inputs.given import GIVEN, given
from scoring.inputs.rows import Rows, rows_read
from scoring.models.cycles import last_day_of

Columns = list[list[Any]]
"""A list a column."""
AS_THEY_ARE = {
    "branches": 2,
    "opened": 6,
    "training": 5,
    "certificates": 4,
    "incidents": 6,
    "recoveries": 4,
    "judgments": 3,
}
"""Tables that are kept as they were read, and how many columns they have."""


def tables_of(cycle: Over, as_of: date | None = None) -> dict[str, Any]:
    """Return the tables of a cycle: everything a number can depend on, and nothing else.

    What happened, was obtained, answered or judged after `as_of` is left out. Nothing is read but
    `rows_read`, so that equal rows are equal tables.
    """
    first, last = cycle.first_month, cycle.last_month
    # Only of a cycle of days, so that what others read keeps its digest.
    within = {"begins": _plain(cycle.begins), "ends": _plain(cycle.ends)}
    rows = rows_read(cycle, as_of)
    surveys = _columns(rows["surveys"], 5)
    overrides = _overrides(rows["overrides"])
    return {
        **(within if cycle.is_of_days else {}),
        **({"surveys": surveys} if surveys[0] else {}),  # likewise
        **({"overrides": overrides} if overrides[0] else {}),
        "first_month": first,
        "last_month": last,
        "people": _people(rows, cycle.ends),
        "products": _products(rows["products"], rows["rates"], list(months_between(first, last))),
        "pools": _pools(rows["pools"]),
        "service": _service(rows["tickets"], as_of),
        "targets": _turned(given(rows["targets"]), GIVEN),
        "values": _turned(given(rows["values"]), GIVEN),
        **{name: _columns(rows[name], width) for name, width in AS_THEY_ARE.items()},
    }


def _people(rows: Rows, ends: date) -> list[dict[str, Any]]:
    """Return the participants by staff number, with their postings and absences."""
    posted: dict[str, list[Any]] = {}
    for staff, *posting in sorted(rows["postings"], key=lambda row: row[:2]):
        posted.setdefault(staff, []).append([_plain(value) for value in posting])
    away: dict[str, list[Any]] = {}
    for staff, begun, ended, kind in sorted(
        rows["absences"], key=lambda row: (row[0], row[1], row[3])
    ):
        away.setdefault(staff, []).append([_plain(begun), _plain(ended), kind])
    return [
        {
            "staff_no": staff,
            "hired_on": _plain(hired_on),
            "left_on": _plain(last_day_of(left_on, ended_on, ends)),
            "postings": posted.get(staff, []),
            "absences": away.get(staff, []),
        }
        for staff, hired_on, left_on, ended_on in sorted(rows["participants"])
    ]


def _products(
    products: Iterable[Any], spans: Iterable[Any], months: Sequence[int]
) -> list[list[Any]]:
    """Return code, family, risk weight, and the coefficient of each month."""
    rates: dict[str, list[tuple[int, int, int]]] = {}
    for product, month, weight, coefficient in sorted(spans):
        rates.setdefault(product, []).append((month, weight, coefficient))
    found = []
    for code, family in sorted(products):
        holds = [[span for span in rates[code] if span[0] <= month][-1] for month in months]
        found.append([code, family, holds[-1][1], [coefficient for _m, _w, coefficient in holds]])
    return found


def _pools(rows: Iterable[Any]) -> list[list[Any]]:
    """Return the cycle's pools with their months of one kind, name, driver and branch added up."""
    sums: dict[tuple[str, str, str, str], int] = {}
    for kind, name, driver, branch, amount in rows:
        key = (kind, name, driver, branch or "")
        sums[key] = sums.get(key, 0) + amount
    return [[*key, amount] for key, amount in sorted(sums.items())]


def _service(tickets: Iterable[Any], as_of: date | None) -> Columns:
    """Return the tickets, with the seconds until an answer and the end.

    Of one that was resolved after `as_of` nobody knew yet how the client would judge it.
    """
    rows = []
    for number, staff, opened_at, responded_at, resolved_at, kind, satisfaction in sorted(
        tickets, key=lambda row: (row[1], row[2], row[0])
    ):
        begin = datetime.fromisoformat(opened_at)
        ends = [datetime.fromisoformat(at) if at else None for at in (responded_at, resolved_at)]
        known = [at if at and (as_of is None or at.date() <= as_of) else None for at in ends]
        later = [int((at - begin).total_seconds()) if at else None for at in known]
        rows.append(
            (staff, begin.date().isoformat(), kind, *later,
             satisfaction if known == ends else None, number)
        )  # fmt: skip
    return _turned(rows, 7)


def _overrides(rows: Iterable[Any]) -> Columns:
    """Return whose score was overridden: the exact score, the day, by whom and why."""
    return _columns(
        (
            (staff, code, str(Fraction(score)), timezone.localdate(set_at), *said)
            for staff, code, score, set_at, *said in rows
        ),
        7,
    )


def _columns(rows: Iterable[Any], width: int) -> Columns:
    """Return the rows as columns, in the order of their values: nothing depends on a row's id."""
    listed = [tuple(_plain(value) for value in row) for row in rows]
    return _turned(sorted(listed, key=_sort_key), width)


def _turned(rows: Sequence[tuple[Any, ...]], width: int) -> Columns:
    if not rows:
        return [[] for _ in range(width)]
    return [list(column) for column in zip(*rows, strict=True)]


def _sort_key(row: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(value is not None, value if value is not None else 0) for value in row]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
