"""What the audit log is to say of the tables that a load changes: what they come to.

A load has whole months and whole tables in DuckDB already, so it sorts and hashes what is there. A
sum of the rows' hashes could be corrected row by row and needs no order, but sums modulo 2^256 can
be forged: among some ten thousand rows that may vary, others with the same sum are found by a
generalised birthday search within minutes.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Collection, Iterator

from perfcenter.base.digests import of_file
from perfcenter.trail.keeping import Digests, numbered
from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.duck import quoted
from portfolio.kept import STORED, WHOLE, Stored
from portfolio.loading.diff import replaces
from portfolio.loading.months_changed import touched
from portfolio.loading.stage import Stage


def after_load(stage: Stage, changed: Collection[Table]) -> Digests:
    """Return the digests of what the tables hold once a load has changed them.

    Rows that the database numbers are read back, all others are in DuckDB.
    """
    found: dict[str, dict[str, str | None]] = {}
    for kept in STORED:
        if kept.table in changed:
            after = dict(_after(stage, kept))
            there = {key: digest for key, digest in after.items() if digest is not None}
            found[kept.table.name] = {**after, **numbered(there, kept.layout)}
    return found


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
    if not replaces(stage, table):
        others = f"db_{table.name} ANTI JOIN new_{table.name} USING ({', '.join(table.key)})"
        rows += f" UNION ALL SELECT {names} FROM {others}"
    if month is not None:
        rows = f"SELECT {names} FROM ({rows}) WHERE month = {month}"
    texts = ", ".join(name for name, type_ in fields.items() if type_ == "VARCHAR")
    path = stage.duck.folder / f"{table.name}.digest.csv"
    stage.sql(
        f"COPY ({rows} ORDER BY {', '.join(table.key)}) TO {quoted(str(path))} "
        f"(FORMAT csv, HEADER false, FORCE_QUOTE ({texts}))"
    )
    digest = of_file(path)
    path.unlink()
    return digest
