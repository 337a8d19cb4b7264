"""Which months the changes of a set bear on: what was scored of other months stays as it was."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.loading.spans import ALL, moved
from portfolio.loading.stage import Stage
from portfolio.months import EVER, Span

MONTHLY = ("month", "month")
UNDATED = (
    "CASE WHEN month <> 0 THEN month WHEN cycle = '' AND year <> 0 THEN year * 100 + {} ELSE {} END"
)
DATED_OR_NOT = (UNDATED.format(1, EVER[0]), UNDATED.format(12, EVER[1]))


def _of_day(column: str) -> str:
    return f"year({column}) * 100 + month({column})"


def _of_time(column: str) -> str:
    return f"CAST(replace({column}[:7], '-', '') AS INTEGER)"


SPANS: dict[str, tuple[str, str]] = {
    "portfolio_ledgerrow": MONTHLY,
    "portfolio_sale": MONTHLY,
    "portfolio_costpool": MONTHLY,
    "portfolio_recovery": MONTHLY,
    "portfolio_target": DATED_OR_NOT,
    "portfolio_value": DATED_OR_NOT,
    "portfolio_share": (f"coalesce(from_month, {EVER[0]})", f"coalesce(to_month, {EVER[1]})"),
    "portfolio_absence": (_of_day("from_on"), f"coalesce({_of_day('to_on')}, {EVER[1]})"),
    "portfolio_training": (_of_day("completed_on"), _of_day("completed_on")),
    "portfolio_incident": (_of_day("occurred_on"), _of_day("occurred_on")),
    "portfolio_certificate": (_of_day("obtained_on"), _of_day("obtained_on")),
    "portfolio_serviceticket": (_of_time("opened_at"), _of_time("opened_at")),
}
"""The first and the last month that a row bears on. A row of another table bears on all months
when it is changed; when it is new on none, since nothing scored so far could refer to it, but:"""
NEW: dict[str, tuple[str, str]] = {
    "portfolio_client": (f"coalesce({_of_day('opened_on')}, {EVER[0]})", f"{EVER[1]}"),
    "portfolio_account": (_of_day("opened_on"), _of_day("opened_on")),
}
"""A new client is counted in every month from her first day on, a new account in its own."""
SPANNED = {one.spans: one for one in ALL}
BY_DATE = {one.of: one.columns for one in ALL}
"""Columns whose changes bear on the months of their spans alone."""
UNSCORED = {"portfolio_generalledgerrow"}
VALUED = {
    "portfolio_ledgerrow", "portfolio_sale", "portfolio_share", "portfolio_account",
    "portfolio_product", "portfolio_client", "portfolio_ownership", "portfolio_rate",
}  # fmt: skip
"""What account-months are valued from."""


def bears_on(stage: Stage, tables: list[Table]) -> Span | None:
    """Return the first and last month that the changes of these tables bear on; None for none."""
    found = [span for table in tables if (span := _of_table(stage, table))]
    if not found:
        return None
    return min(first for first, _last in found), max(last for _first, last in found)


def revalued(stage: Stage, tables: list[Table]) -> list[Span]:
    """Return the months whose account-months may be worth something else."""
    found: list[Span] = []
    for table in tables:
        if table.name not in VALUED:
            continue
        if SPANS.get(table.name) is MONTHLY:
            months = " UNION ".join(f"SELECT month FROM {rows}" for rows in touched(table))
            found += [(month, month) for (month,) in stage.sql(months).fetchall()]
        elif span := _of_table(stage, table):
            found.append(span)
    return found


def _of_table(stage: Stage, table: Table) -> Span | None:
    name = table.name
    if name in UNSCORED:
        return None
    if name in SPANNED:
        one = SPANNED[name]
        start = _of_day("first") if one.is_daily else "first"
        found = stage.sql(f"SELECT min({start}) FROM ({moved(one)})").fetchone()
        return (int(found[0]), EVER[1]) if found and found[0] is not None else None
    if name not in SPANS and _is_altered(stage, table):
        return EVER
    if name not in SPANS and name not in NEW:
        return None
    first, last = SPANS.get(name) or NEW[name]
    months = " UNION ALL ".join(
        f"SELECT {first} AS first, {last} AS last FROM {rows}"
        for rows in (touched(table) if name in SPANS else [f"fresh_{name}"])
    )
    found = stage.sql(f"SELECT min(first), max(last) FROM ({months})").fetchone()
    return (int(found[0]), int(found[1])) if found and found[0] is not None else None


def _is_altered(stage: Stage, table: Table) -> bool:
    """Whether known rows change in what is not dated."""
    dated = BY_DATE.get(table.name, ())
    plain = ", ".join(name for name in fields_of(table) if name not in dated)
    return bool(
        stage.count(
            f"SELECT count(*) FROM (SELECT {plain} FROM altered_{table.name} "
            f"EXCEPT SELECT {plain} FROM db_{table.name})"
        )
        or stage.count(f"SELECT count(*) FROM gone_{table.name}")
    )


def touched(table: Table) -> Iterator[str]:
    """Yield the rows that come, those that change, as they were and will be, and those that go."""
    name = table.name
    yield f"fresh_{name}"
    yield f"altered_{name}"
    keys = ", ".join(table.key or ("id",))
    yield f"db_{name} SEMI JOIN gone_{name} USING ({keys})"
    if table.key:
        yield f"db_{name} SEMI JOIN altered_{name} USING ({keys})"
