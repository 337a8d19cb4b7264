"""Monthly facts: made where they are missing or their inputs changed, and read as columns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection, transaction
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_file, of_text
from perfcenter.base.locks import Lock, held, hold, is_needed
from portfolio.duck import Duck, quoted
from portfolio.models import Fact, FactMonth
from portfolio.months import month_text, months_between
from portfolio.valuation.export import CHUNK, ExportColumn, Query
from portfolio.valuation.inputs import has_rows, read_inputs
from portfolio.valuation.rules import (
    RULES_DIGEST,
    ValuationError,
    share_out,
    valuing,
    within_range,
)

SORTED = "SELECT * FROM made ORDER BY manager, product, part, classification"
AMOUNTS = (
    "end_balance",
    "average_balance",
    "interest",
    "fees",
    "transfer",
    "risk_cost",
    "tax",
    "sales_income",
    "accounts",
    "age_weight",
)
STORED = ("fact_month_id", "manager_id", "product_id", "part", "classification", *AMOUNTS)
NOTHING_MADE = of_text("")

LOADED = (
    ExportColumn("month", "m.month", "INTEGER"),
    ExportColumn("manager", "f.manager_id", "VARCHAR"),
    ExportColumn("product", "f.product_id", "VARCHAR"),
    ExportColumn("family", "p.family", "VARCHAR"),
    ExportColumn("part", "f.part", "INTEGER"),
    ExportColumn("classification", "f.classification", "VARCHAR"),
    *(ExportColumn(name, f"f.{name}") for name in AMOUNTS),
)

KEYS = ("month", "manager", "product", "part", "classification")


def refresh_facts(
    base: date,
    first_month: int,
    last_month: int,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Make the facts of `base` and these months where missing or made from other inputs.

    Months whose inputs are the same stay untouched. `progress(done, months)` is called after each.
    Returns the digest of the inputs of all months, which the same inputs give on any database.
    """
    months = list(months_between(first_month, last_month))
    inputs = [f"{base.isoformat()}\n"]
    with valuing(base) as opened:
        for done, month in enumerate(months, start=1):
            with _alone():
                inputs.append(f"{month} {_refresh_month(opened, base, month)}\n")
            if progress:
                progress(done, len(months))
    return of_text("".join(inputs))


def load_facts(base: date, first_month: int, last_month: int) -> pd.DataFrame:
    """Return the facts of `base` and these months as columns, sorted by their keys, nobody first.

    `manager` is the staff_no, "" where the amounts are nobody's; `family` is the product's. All
    numbers are int64: money in fen, `accounts` in millionths, `age_weight` in fen x days.
    """
    _refuse_missing(base, first_month, last_month)
    query = Query(
        columns=LOADED,
        source=(
            "portfolio_fact f JOIN portfolio_factmonth m ON m.id = f.fact_month_id "
            "JOIN portfolio_product p ON p.code = f.product_id "
            "WHERE m.base = %s AND m.month BETWEEN %s AND %s"
        ),
        params=(base, first_month, last_month),
        order=KEYS,
    )
    with connection.cursor() as cursor:
        cursor.execute(query.select, query.params)
        rows = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else [()] * len(LOADED)
    return pd.DataFrame(
        {
            column.name: np.array([text or "" for text in values], dtype=object)
            if column.type == "VARCHAR"
            else np.array(values, dtype=np.int64)
            for column, values in zip(LOADED, columns, strict=True)
        }
    )


def _refuse_missing(base: date, first_month: int, last_month: int) -> None:
    made = set(FactMonth.objects.filter(base=base).values_list("month", flat=True))
    missing = [m for m in months_between(first_month, last_month) if m not in made]
    if missing:
        raise ValuationError(
            _("The ledger of %(month)s has not been valued yet") % {"month": month_text(missing[0])}
        )


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that sees one state of the inputs while nobody else makes facts.

    SQLite's transactions begin by taking the write lock. On PostgreSQL the lock comes before the
    snapshot, or it would show the facts as they were before the wait; in a transaction that is open
    already there is no snapshot, and the lock stays until its end.
    """
    if not is_needed() or connection.in_atomic_block:
        with transaction.atomic():
            hold(Lock.FACTS)
            yield
        return
    with held(Lock.FACTS), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _refresh_month(opened: Duck, base: date, month: int) -> str:
    inputs_digest = read_inputs(opened, month, month)
    made_from = of_text(f"{RULES_DIGEST} {inputs_digest}")
    if not FactMonth.objects.filter(base=base, month=month, inputs_digest=made_from).exists():
        with within_range(month):
            # Planning the rules would be all the work of a month to come.
            facts_digest = make(opened) if has_rows(opened) else NOTHING_MADE
        _store(opened, base, month, inputs_digest=made_from, facts_digest=facts_digest)
    return inputs_digest


def make(opened: Duck) -> str:
    """Make the table `made` in DuckDB; return the digest of its sorted rows."""
    share_out(opened)
    path = opened.folder / "made.csv"
    opened.connection.execute("CREATE OR REPLACE TABLE made AS SELECT * EXCLUDE (month) FROM facts")
    _copy_out(opened, SORTED, path)
    return of_file(path)


def _copy_out(opened: Duck, select: str, path: Path) -> None:
    opened.connection.execute(
        f"COPY ({select}) TO {quoted(str(path))} (FORMAT csv, HEADER false, DELIMITER ',')"
    )


def _store(opened: Duck, base: date, month: int, *, inputs_digest: str, facts_digest: str) -> None:
    fact_month, _created = FactMonth.objects.update_or_create(
        base=base,
        month=month,
        defaults={"inputs_digest": inputs_digest, "facts_digest": facts_digest},
    )
    Fact.objects.filter(fact_month=fact_month).delete()
    if facts_digest == NOTHING_MADE:
        return
    select = f"SELECT {fact_month.pk}, * FROM made"  # noqa: S608 - an integer of our own
    if connection.vendor == "postgresql":
        _store_postgres(opened, select)
    else:
        _store_sqlite(opened, select)


def _store_postgres(opened: Duck, select: str) -> None:
    path = opened.folder / "stored.csv"
    _copy_out(opened, select, path)
    with path.open("rb") as file, connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY portfolio_fact ({', '.join(STORED)}) FROM STDIN WITH (FORMAT csv)", file
        )
        cursor.execute("ANALYZE portfolio_fact")


def _store_sqlite(opened: Duck, select: str) -> None:
    places = ", ".join(["%s"] * len(STORED))
    insert = f"INSERT INTO portfolio_fact ({', '.join(STORED)}) VALUES ({places})"  # noqa: S608 - constants
    rows: Any = opened.connection.execute(select)
    with connection.cursor() as cursor:
        while chunk := rows.fetchmany(CHUNK):
            cursor.executemany(insert, chunk)
