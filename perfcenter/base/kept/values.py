"""The value of a column as it lies in the database, in a form that is the same on both of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Any

from django.db import models

from perfcenter.base.fields import ExactField

POSTGRESQL = "postgresql"
SECOND = len("2026-01-31 23:59:59")


class Kind(StrEnum):
    """What a column holds."""

    WHOLE = "whole"
    YES_NO = "yes_no"
    FLOAT = "float"
    TEXT = "text"
    EXACT = "exact"
    DAY = "day"
    TIME = "time"
    JSON = "json"
    BYTES = "bytes"


KINDS = {
    models.BooleanField: Kind.YES_NO,
    models.IntegerField: Kind.WHOLE,
    models.FloatField: Kind.FLOAT,
    ExactField: Kind.EXACT,
    models.CharField: Kind.TEXT,
    models.TextField: Kind.TEXT,
    models.DateTimeField: Kind.TIME,
    models.DateField: Kind.DAY,
    models.JSONField: Kind.JSON,
    models.BinaryField: Kind.BYTES,
}
"""The first that a field is an instance of counts: for Django a time is a day, too."""

TYPES: dict[Kind, type] = {
    Kind.WHOLE: int,
    Kind.YES_NO: int,
    Kind.FLOAT: float,
    Kind.TEXT: str,
    Kind.EXACT: str,
    Kind.DAY: str,
    Kind.TIME: str,
    Kind.JSON: str,
    Kind.BYTES: bytes,
}

PLAIN: dict[Kind, type] = {Kind.WHOLE: int, Kind.FLOAT: float, Kind.TEXT: str}
"""Of which kinds Python's value is stored as it is, and what it then is."""


def kind_of(field: Any) -> Kind:
    """Return what the column of a field holds; a foreign key's is what the other table's key is."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return next(kind for of, kind in KINDS.items() if isinstance(field, of))


def selected(column: str, kind: Kind, vendor: str) -> str:
    """Return the SQL that reads a column, such that no driver makes anything of its value."""
    name = f't."{column}"'
    if vendor != POSTGRESQL:
        return f"+{name}"  # of an expression Python's sqlite3 knows no declared type
    if kind is Kind.TIME:
        return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"{name}::text" if kind in {Kind.DAY, Kind.JSON} else name


def canonical(kind: Kind, value: Any) -> Any:
    """Return the value for a digest; of what is none of its kind, that and what it is.

    >>> canonical(Kind.WHOLE, 5), canonical(Kind.TIME, "2026-01-31 23:59:59")
    (5, '2026-01-31 23:59:59.000000')
    >>> canonical(Kind.JSON, '{"b": 1, "a": 2}'), canonical(Kind.WHOLE, "five")
    ({'b': 1, 'a': 2}, {'no whole': "'five'"})
    """
    if value is None:
        return None
    if kind is Kind.YES_NO and isinstance(value, bool):
        return int(value)
    if kind is Kind.FLOAT and type(value) is int:
        return float(value)
    if kind is Kind.BYTES and isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if type(value) is not TYPES[kind]:
        return _no(kind, value)
    form: Callable[[Any], Any] | None = FORMS.get(kind)
    return form(value) if form else value


def _time(text: str) -> str:
    return f"{text}.000000" if len(text) == SECOND else text


def _json(text: str) -> Any:
    with suppress(ValueError):
        return json.loads(text)
    return _no(Kind.JSON, text)


FORMS: dict[Kind, Callable[[Any], Any]] = {Kind.TIME: _time, Kind.JSON: _json}


def _no(kind: Kind, value: Any) -> dict[str, str]:
    return {f"no {kind}": repr(value)}
