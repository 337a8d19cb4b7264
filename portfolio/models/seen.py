"""The first few of what is found within somebody's scope, however wide that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet

from perfcenter.models import User
from portfolio.models.querysets import FEW_PEOPLE
from portfolio.models.tree import are_below, leads_more_than

Row = TypeVar("Row", bound=Model)
PORTIONS = (50, 500, 2_000)
"""Rows that are asked at a time whose they are; the last again and again."""


def sees_many(user: User) -> bool:
    """Whether the tree below the user is so wide that reading it takes longer than all else."""
    if user.sees_everyone:
        return True
    staff_no = user.manager_id
    return staff_no is not None and leads_more_than(FEW_PEOPLE, staff_no)


def first_seen(
    user: User, found: QuerySet[Row], whose: Callable[[Row], str | None], most: int
) -> list[Row]:
    """Return the first of the rows that are hers or of somebody below her."""
    if user.sees_everyone:
        return list(found[:most])
    return list(islice(seen_of(user, found, whose), most))


def seen_of(user: User, found: QuerySet[Row], whose: Callable[[Row], str | None]) -> Iterator[Row]:
    """Yield the rows that are hers or of somebody below her in their order.

    They are gone through in portions, and the line of each one's manager is followed upwards.
    """
    staff_no = user.manager_id if user.is_manager else None
    if not staff_no:
        return
    known: dict[str, bool] = {}
    for some in _portions(found):
        asked = {owner for row in some if (owner := whose(row)) and owner not in known}
        known |= dict.fromkeys(asked, False) | dict.fromkeys(are_below(staff_no, asked), True)
        yield from (row for row in some if known.get(whose(row) or ""))


def _portions(found: QuerySet[Row]) -> Iterator[list[Row]]:
    """Yield the rows by queries of so many each, so that their order is walked, not sorted."""
    begun, sizes = 0, iter(PORTIONS)
    while True:
        size = next(sizes, PORTIONS[-1])
        some = list(found[begun : begun + size])
        yield some
        if len(some) < size:
            return
        begun += size
