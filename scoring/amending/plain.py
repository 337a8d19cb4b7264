"""One person's rows of a run as plain values, in the form in which an amendment keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from perfcenter.base.fields import ExactField
from scoring.models import (
    DimensionScore,
    MeasureScore,
    OverriddenScore,
    Result,
    RoracCell,
    ScoreRun,
)
from scoring.runs.tables import Table

Plain = dict[str, list[dict[str, Any]]]
"""Rows by the word of their table; an exact number is its text, as in the database."""
WORDS: dict[str, type[models.Model]] = {
    "result": Result,
    "dimensions": DimensionScore,
    "measures": MeasureScore,
    "cells": RoracCell,
    "overridden": OverriddenScore,
}
OF_BEFORE = ("result", "dimensions", "measures")
"""What amendments kept before single facts could be put right."""
WHERE_ANY = ("overridden",)
"""Words that stand only where there are rows, so that older amendments keep their digests."""
LEFT_OUT = {"id", "run", "manager"}
PEERS = ("peers", "peer_median")
"""What stands of others: as it was published."""


def rows_of_run(run: ScoreRun, staff_no: str, words: Collection[str] = WORDS) -> Plain:
    """Return somebody's rows as the run keeps them; nothing where she is not in it."""
    return _chosen(
        {
            word: [_plain(model, vars(row)) for row in _rows(model, run, staff_no)]
            for word, model in WORDS.items()
        },
        words,
    )


def rows_of_tables(tables: Iterable[Table], staff_no: str, words: Collection[str] = WORDS) -> Plain:
    """Return somebody's rows of tables that were computed."""
    made = {table.model: table for table in tables}
    return _chosen(
        {
            word: sorted(
                (_plain(model, row) for row in _of(made[model], staff_no)),
                key=lambda row: _key(row),
            )
            for word, model in WORDS.items()
        },
        words,
    )


def _chosen(plain: Plain, words: Collection[str]) -> Plain:
    """Leave what is not asked for; some words stand where there are rows, and only there."""
    return {
        word: rows for word, rows in plain.items() if (rows if word in WHERE_ANY else word in words)
    }


def instances(word: str, plain: Plain, before: Mapping[str, Any]) -> list[Any]:
    """Return rows of a table as objects that are not to be saved.

    `before` are the published ones by `key_of`: what is said of peers comes from them.
    """
    found = []
    for row in plain.get(word, ()):
        model = WORDS[word]
        fields = {name: _field(model, name) for name in row}
        values = {fields[name].attname: fields[name].to_python(v) for name, v in row.items()}
        published = before.get(_key(row))
        for name in PEERS:
            if published is not None and name in values:
                values[name] = getattr(published, name)
        found.append(model(**values))
    return found


def key_of(row: Any) -> str:
    """Return what tells a person's rows of one table apart."""
    return _key(vars(row))


def _key(row: Mapping[str, Any]) -> str:
    product = row.get("product_id") or row.get("product")
    cell = f"{product or ''} {row['part']}" if "part" in row else ""
    return str(row.get("dimension") or row.get("measure_code") or cell)


def _rows(model: type[models.Model], run: ScoreRun, staff_no: str) -> list[Any]:
    found = model._default_manager.filter(run=run, manager=staff_no)
    return sorted(found, key=key_of)


def _of(table: Table, staff_no: str) -> Iterator[dict[str, Any]]:
    names = list(table.columns)
    for row, staff in enumerate(table.columns["manager_id"]):
        if staff == staff_no:
            yield {name: table.columns[name][row] for name in names}


def _plain(model: type[models.Model], row: Mapping[str, Any]) -> dict[str, Any]:
    fields = (field for field in model._meta.concrete_fields if field.name not in LEFT_OUT)
    return {field.name: _value(field, row[field.attname]) for field in fields}


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, ExactField):
        return field.get_prep_value(value)
    if isinstance(field, models.BooleanField):
        return bool(value)
    if isinstance(field, models.CharField | models.DateField):
        return str(value)
    return value


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)
