"""Another value for a column: one that could well stand there, or one that no column can hold."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, models

from perfcenter.base.fields import ExactField
from perfcenter.base.kept.values import Kind, kind_of

MALFORMED = {
    Kind.WHOLE: ("viel", "1.5x", b"\x00\x01", 1.25),
    Kind.YES_NO: ("yes", 7),
    Kind.FLOAT: ("much", b"\x01"),
    Kind.EXACT: ("one half", "1/0", "3", 5),
    Kind.TEXT: (b"\xff\xfe",),
    Kind.DAY: ("2026-02-30", "soon", 20260101, ""),
    Kind.TIME: ("2026-02-30 10:00:00", "yesterday", 5),
    Kind.JSON: ("{not json", "", '{"a": 1'),
    Kind.BYTES: ("viel", 7),
}


def other(dice: Random, field: Any, value: Any, seen: list[Any]) -> Any:
    """Return another value of the kind; `seen` are those of other rows."""
    if field.null and value is not None and dice.random() < 0.2:
        return None
    if isinstance(field, models.ForeignKey):
        keys = _keys(field)
        return dice.choice([key for key in keys if key != value] or keys)
    different = [one for one in seen if one != value and one is not None]
    if different and dice.random() < 0.5:
        return dice.choice(different)
    if field.choices:
        return dice.choice([choice for choice, _ in field.choices if choice != value])
    return _near(dice, kind_of(field), value, field)


def _keys(field: Any) -> list[Any]:
    model, key = field.related_model, field.target_field.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {model._meta.db_table} ORDER BY {key}")
        return [found for (found,) in cursor.fetchall()]


def _near(dice: Random, kind: Kind, value: Any, field: Any) -> Any:
    step = dice.choice((-1, 1))
    if kind is Kind.WHOLE:
        return (value or 0) + step
    if kind is Kind.YES_NO:
        return not value
    if kind is Kind.FLOAT:
        return (value or 0.0) + step * 1e-9
    if kind is Kind.EXACT:
        top, _slash, bottom = (value or "1/7").partition("/")
        return f"{int(top) + int(bottom) * step}/{bottom}"
    if kind is Kind.DAY:
        day = date.fromisoformat(str(value or "2026-01-05")[:10])
        return str(day + timedelta(days=1 if day == date.min else step))
    if kind is Kind.TIME:
        moment = datetime.fromisoformat(str(value or "2026-01-05 08:00:00"))
        return str(moment + timedelta(microseconds=step))
    if kind is Kind.BYTES:
        return bytes(value or b"") + bytes([step % 256])
    if kind is Kind.JSON:
        return json.dumps(_other_json(json.loads(value) if isinstance(value, str) else value))
    return _other_text(value or "", field)


def _other_text(text: str, field: Any) -> str:
    full = field.max_length and len(text) >= field.max_length
    return (text[:-1] if full else text) + ("改" if not text.endswith("改") else "动")


def _other_json(content: Any) -> Any:
    if isinstance(content, dict) and content:
        key = sorted(content)[0]
        return {**content, key: _other_json(content[key])}
    if isinstance(content, list):
        return [*content, "more"]
    return f"{content}改"


def malformed(dice: Random, field: Any) -> Any:
    """Return what SQLite's columns take and no field can read."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    kind = Kind.EXACT if isinstance(field, ExactField) else kind_of(field)
    return dice.choice(MALFORMED[kind])
