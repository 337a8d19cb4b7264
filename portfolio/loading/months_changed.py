"""Which months the changes of a set bear on: what was scored of other months stays as it was."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from portfolio.contract import Table
from portfolio.loading.stage import Stage
from portfolio.months import EVER, Span

MONTHLY = ("month", "month")
WHOLE_CYCLES = (f"CASE month WHEN 0 THEN {EVER[0]} ELSE month END",
                f"CASE month WHEN 0 THEN {EVER[1]} ELSE month END")  # fmt: skip


def _of_day(column: str) -> str:
    return f"year({column}) * 100 + month({column})"


SPANS: dict[str, tuple[str, str]] = {
    "portfolio_ledgerrow": MONTHLY,
    "portfolio_sale": MONTHLY,
    "portfolio_costpool": MONTHLY,
    "portfolio_target": WHOLE_CYCLES,
    "portfolio_value": WHOLE_CYCLES,
    "portfolio_share": (f"coalesce(from_month, {EVER[0]})", f"coalesce(to_month, {EVER[1]})"),
    "portfolio_absence": (_of_day("from_on"), f"coalesce({_of_day('to_on')}, {EVER[1]})"),
    "portfolio_training": (_of_day("completed_on"), _of_day("completed_on")),
    "portfolio_incident": (_of_day("occurred_on"), _of_day("occurred_on")),
    "portfolio_certificate": (_of_day("obtained_on"), _of_day("obtained_on")),
}
"""The first and the last month that a row bears on. A row of another table bears on none when it
is new, since nothing scored so far could refer to it, and on all months when it is changed."""


def bears_on(stage: Stage, tables: list[Table]) -> Span | None:
    """Return the first and last month that the changes of these tables bear on; None for none."""
    found = [span for table in tables if (span := _of_table(stage, table))]
    if not found:
        return None
    return min(first for first, _last in found), max(last for _first, last in found)


def _of_table(stage: Stage, table: Table) -> Span | None:
    name = table.name
    if name not in SPANS:
        changed = f"SELECT count(*) FROM altered_{name}", f"SELECT count(*) FROM gone_{name}"
        return EVER if any(stage.count(query) for query in changed) else None
    first, last = SPANS[name]
    months = " UNION ALL ".join(
        f"SELECT {first} AS first, {last} AS last FROM {rows}" for rows in touched(table)
    )
    found = stage.sql(f"SELECT min(first), max(last) FROM ({months})").fetchone()
    return (int(found[0]), int(found[1])) if found and found[0] is not None else None


def touched(table: Table) -> Iterator[str]:
    """Yield the rows that come, those that change, as they were and will be, and those that go."""
    name = table.name
    yield f"fresh_{name}"
    yield f"altered_{name}"
    keys = ", ".join(table.key or ("id",))
    yield f"db_{name} SEMI JOIN gone_{name} USING ({keys})"
    if table.key:
        yield f"db_{name} SEMI JOIN altered_{name} USING ({keys})"
