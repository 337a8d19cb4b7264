"""The reporting line in SQL: all who are below somebody, and which of some are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from perfcenter.base.batches import batches

BELOW = """
WITH RECURSIVE tree(staff_no) AS (
    SELECT staff_no FROM portfolio_manager WHERE staff_no = %s
    UNION
    SELECT m.staff_no FROM portfolio_manager m JOIN tree ON m.supervisor_id = tree.staff_no
)
SELECT staff_no FROM tree
"""
ABOVE = """
WITH RECURSIVE line(own, staff_no) AS (
    SELECT staff_no, staff_no FROM portfolio_manager WHERE staff_no IN ({marks})
    UNION
    SELECT line.own, m.supervisor_id FROM portfolio_manager m
    JOIN line ON m.staff_no = line.staff_no
)
SELECT own FROM line WHERE staff_no = %s
"""


def below(staff_no: str) -> RawSQL:
    """Return the staff numbers of somebody and all below her, for a query."""
    return RawSQL(BELOW, [staff_no])  # noqa: S611 - bound parameter


def are_below(staff_no: str, numbers: Iterable[str]) -> set[str]:
    """Return which of the numbers are hers or below her, going up from each, not down from her."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for some in batches(dict.fromkeys(numbers)):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(ABOVE.format(marks=marks), [*some, staff_no])
            found.update(number for (number,) in cursor.fetchall())
    return found


def leads_more_than(most: int, staff_no: str) -> bool:
    """Whether the tree has more people, herself among them; it is followed no further than that."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({BELOW} LIMIT %s) AS found", [staff_no, most + 1])  # noqa: S608 - ours
        (count,) = cursor.fetchone()
    return bool(count > most)
