"""Objects read so that one which cannot be read does not take the others along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models, transaction

AT_ONCE = 500
UNREADABLE = (
    ArithmeticError,  # fractions over 0
    AttributeError,
    DatabaseError,
    KeyError,
    ObjectDoesNotExist,
    TypeError,
    ValueError,  # numbers, dates, JSON
)
"""What comes of a value that is none of its column's kind, or of a key that names nothing."""


class Read(NamedTuple):
    """An object with its key; None where it cannot be read."""

    key: Any
    found: Any


def readable(rows: models.QuerySet[Any]) -> Iterator[Read]:
    """Yield the objects in the order of their keys, each with None in its place if unreadable."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from _some(rows, keys[start : start + AT_ONCE])


def _some(rows: models.QuerySet[Any], keys: list[Any]) -> Iterator[Read]:
    try:
        with transaction.atomic():
            found = {row.pk: row for row in rows.filter(pk__in=keys)}
    except UNREADABLE:
        if len(keys) == 1:
            yield Read(keys[0], None)
            return
        half = len(keys) // 2
        yield from _some(rows, keys[:half])
        yield from _some(rows, keys[half:])
    else:
        yield from (Read(key, found.get(key)) for key in keys)
