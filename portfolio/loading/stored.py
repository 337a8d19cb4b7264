"""The digests of what is loaded, as the audit log has them: by table, of some by month.

A digest is the SHA-256 of the rows in the order of their keys, as lines of CSV: what DuckDB writes
when a load hands the rows over, and what either database gives when they are read again, are the
same bytes (`valuation.export`). The load has whole months and whole tables in DuckDB already, so it
sorts and hashes what is there. A sum of the rows' hashes could be corrected row by row and needs no
order, but sums modulo 2^256 can be forged: among some hundred thousand rows, different ones with
the same sum are found by a generalised birthday search within minutes.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from perfcenter.base.digests import of_file
from perfcenter.base.kept.rows import Key
from perfcenter.trail.keeping import Digests
from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.duck import quoted
from portfolio.kept import STORED, Stored
from portfolio.loading.months_changed import touched
from portfolio.loading.stage import Stage
from portfolio.valuation.export import Column, Query, digest_of

WHOLE = ""
"""The key of a table that is digested as a whole."""


def digests(kept: Stored, keys: Collection[Key] | None, layout: int) -> dict[str, str]:
    """Return the digest of each month of a table, or of the whole, as the database holds it."""
    types = {"id": "BIGINT", **fields_of(kept.table)}
    columns = tuple(Column(name, f't."{name}"', types[name]) for name in kept.columns_of(layout))
    wanted = _groups(kept) if keys is None else sorted(keys)
    return {str(key): _digest(kept, columns, key) for key in wanted}


def _groups(kept: Stored) -> list[Any]:
    """Return the months of which there are rows; of a whole its key, where it has any."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {kept.by or '1'} FROM {kept.table.name}")
        found = [key for (key,) in cursor.fetchall() if key is not None]
    return found if kept.by else [WHOLE] * len(found)


def _digest(kept: Stored, columns: tuple[Column, ...], key: Any) -> str:
    table = kept.table
    order = ("id",) if table.serial else tuple(table.key)
    where, params = (f" WHERE t.{kept.by} = %s", (key,)) if kept.by else ("", ())
    return digest_of(Query(columns, f"{table.name} t{where}", params, order))


def after_load(stage: Stage, changed: Collection[Table]) -> Digests:
    """Return the digests of what the tables hold once a load has changed them.

    Rows that the database numbers are read back, all others are in DuckDB.
    """
    return {kept.table.name: dict(_after(stage, kept)) for kept in STORED if kept.table in changed}


def _after(stage: Stage, kept: Stored) -> Iterator[tuple[str, str | None]]:
    table = kept.table
    if not kept.by:
        yield WHOLE, (kept.digests([WHOLE])[WHOLE] if table.serial else _in_duck(stage, table))
        return
    for month in _months(stage, table):
        there = kept.digests([month]) if table.serial else {}
        yield str(month), there.get(str(month)) or _in_duck(stage, table, month)


def _months(stage: Stage, table: Table) -> list[int]:
    """Return the months of which rows came, changed or went."""
    months = " UNION ".join(f"SELECT month FROM {rows}" for rows in touched(table))
    return [month for (month,) in stage.sql(f"{months} ORDER BY month").fetchall()]


def _in_duck(stage: Stage, table: Table, month: int | None = None) -> str:
    """Return the digest of the rows that a load leaves: the set's, and those it does not name."""
    fields = fields_of(table)
    names = ", ".join(fields)
    rows = f"SELECT {names} FROM new_{table.name}"
    if month is None:
        others = f"db_{table.name} ANTI JOIN new_{table.name} USING ({', '.join(table.key)})"
        rows += f" UNION ALL SELECT {names} FROM {others}"
    else:
        rows += f" WHERE month = {month}"
    texts = ", ".join(name for name, type_ in fields.items() if type_ == "VARCHAR")
    path = stage.duck.folder / f"{table.name}.digest.csv"
    stage.sql(
        f"COPY ({rows} ORDER BY {', '.join(table.key)}) TO {quoted(str(path))} "
        f"(FORMAT csv, HEADER false, FORCE_QUOTE ({texts}))"
    )
    digest = of_file(path)
    path.unlink()
    return digest
