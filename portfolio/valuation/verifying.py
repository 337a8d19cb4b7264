"""Whether the monthly facts are what the rules make of what is loaded, made once more to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
from django.db import connection, transaction
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_file, of_text
from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from perfcenter.base.kept.shapes import malformed
from portfolio.duck import Duck, quoted
from portfolio.models import Fact, FactMonth
from portfolio.valuation.export import ExportColumn, Query, digest_of
from portfolio.valuation.facts import AMOUNTS, NOTHING_MADE, make
from portfolio.valuation.inputs import has_rows, read_inputs
from portfolio.valuation.rules import RULES_DIGEST, ValuationError, valuing

KEYS = ("manager", "product", "part", "classification")
TEXTS = ("manager", "product", "classification")
STORED = (
    ExportColumn("manager", "f.manager_id", "VARCHAR"),
    ExportColumn("product", "f.product_id", "VARCHAR"),
    ExportColumn("part", "f.part", "INTEGER"),
    ExportColumn("classification", "f.classification", "VARCHAR"),
    *(ExportColumn(name, f"f.{name}") for name in AMOUNTS),
)
MONTHS, ROWS = FactMonth._meta.db_table, Fact._meta.db_table


def broken_facts() -> Iterator[Finding]:
    """Yield the months whose facts are others than the rules make of the inputs.

    A month that other inputs or rules were used for is made anew before anything is scored of it,
    so nothing is said of it here.
    """
    yield from malformed(connection, FactMonth)
    yield from malformed(connection, Fact)
    months: dict[date, list[FactMonth]] = {}
    for number, month in readable(FactMonth.objects.all()):
        if month is None or not isinstance(month.base, date):
            yield _finding(MONTHS, f"id={number}")
            continue
        months.setdefault(month.base, []).append(month)
    for base, of_base in months.items():
        with valuing(base) as opened:
            for month in of_base:
                yield from _compared(opened, month)


def _compared(opened: Duck, month: FactMonth) -> Iterator[Finding]:
    made = _made_again(opened, month)
    if made is None:
        return
    digest, rows = made
    if digest != month.facts_digest:
        yield _finding(MONTHS, f"id={month.pk}")
    if rows != _stored(month):
        yield _finding(ROWS, f"fact_month_id={month.pk}")


def _made_again(opened: Duck, month: FactMonth) -> tuple[str, str] | None:
    """Return the digest of the facts and that of the rows to be stored; None for other inputs."""
    try:
        with transaction.atomic():
            inputs = read_inputs(opened, month.month, month.month)
            if of_text(f"{RULES_DIGEST} {inputs}") != month.inputs_digest:
                return None
            if not has_rows(opened):
                return NOTHING_MADE, NOTHING_MADE
            return make(opened), _rows_made(opened)
    except (*UNREADABLE, duckdb.Error, ValuationError):
        return None  # what is wrong with the inputs is found where they are


def _rows_made(opened: Duck) -> str:
    """Return the digest of the facts in DuckDB, as `digest_of` takes that of stored rows."""
    path = opened.folder / "again.csv"
    names = ", ".join(column.name for column in STORED)
    order = ", ".join(f"{name} NULLS FIRST" for name in KEYS)
    opened.connection.execute(
        f"COPY (SELECT {names} FROM made ORDER BY {order}) TO {quoted(str(path))} "  # noqa: S608 - our own names
        f"(FORMAT csv, HEADER false, FORCE_QUOTE ({', '.join(TEXTS)}))"
    )
    return of_file(path)


def _stored(month: FactMonth) -> str:
    """Return the digest of a month's rows; "" where they cannot be read."""
    source = f"{ROWS} f WHERE f.fact_month_id = %s"
    try:
        with transaction.atomic():
            return digest_of(Query(STORED, source, (month.pk,), KEYS))
    except UNREADABLE:
        return ""


def _finding(table: str, place: str) -> Finding:
    words = {"where": f"{table} {place}"}
    return Finding(table, place, _("%(where)s is not what the rules make of the ledger") % words)
