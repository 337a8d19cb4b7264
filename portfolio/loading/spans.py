"""What holds from when once a set is loaded: of owners, postings and rates, in DuckDB.

`clients`, `managers` and `products` say what holds from now on; `owners`, `postings` and `rates`
state history, and win for those whom they name. From the first month that a set speaks of on its
rows count, what held before stays. Nobody has a client taken over before her first month of
service: until then it stays with who had it.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portfolio.contract import FILES
from portfolio.contract.files import fields_of
from portfolio.duck import quoted
from portfolio.loading.stage import Stage
from portfolio.models.spans import BEGINNING, FIRST_DAY
from portfolio.months import first_day


@dataclass(frozen=True)
class Spanned:
    """A table of spans and the one whose rows say what holds now, with the file of each."""

    history: str
    now: str
    foreign: str
    start: str
    columns: tuple[str, ...]

    @property
    def spans(self) -> str:
        return FILES[self.history].table.name

    @property
    def of(self) -> str:
        return FILES[self.now].table.name

    @property
    def key(self) -> str:
        return FILES[self.now].table.key[0]

    @property
    def is_daily(self) -> bool:
        return self.start == "from_on"

    def literal(self, month: int) -> str:
        """Return the beginning of a month as this table counts time, in SQL."""
        if not self.is_daily:
            return str(month)
        day = FIRST_DAY if month == BEGINNING else first_day(month)
        return f"DATE {quoted(day.isoformat())}"


OWNERS = Spanned("owners", "clients", "client_id", "from_month", ("manager_id",))
POSTINGS = Spanned(
    "postings", "managers", "manager_id", "from_on",
    ("branch_id", "line", "level", "supervisor_id"),
)  # fmt: skip
RATES = Spanned(
    "rates", "products", "product_id", "from_month",
    ("ftp_rate", "provision_rate", "tax_rate", "risk_weight", "coefficient"),
)  # fmt: skip
ALL = (OWNERS, POSTINGS, RATES)


def spanned(stage: Stage) -> Iterator[Spanned]:
    """Yield the tables of spans that the set speaks of."""
    for one in ALL:
        if {one.history, one.now} & stage.sources.keys():
            yield one


def agree(stage: Stage) -> None:
    """Let the rows of `clients`, `managers` and `products` say what the histories end with.

    What the files themselves say is kept in `said_<table>`.
    """
    for one in spanned(stage):
        stage.sql(f"CREATE OR REPLACE TABLE said_{one.of} AS FROM new_{one.of}")
        if one.history not in stage.sources:
            continue
        stage.sql(
            f"CREATE OR REPLACE TABLE ends_{one.spans} AS SELECT * FROM new_{one.spans} "
            f"WHERE {one.foreign} IS NOT NULL QUALIFY row_number() OVER "
            f"(PARTITION BY {one.foreign} ORDER BY {one.start} DESC, _line) = 1"
        )
        stated = _stated_columns(stage, one)
        sets = ", ".join(f"{column} = e.{column}" for column in stated)
        stage.sql(
            f"UPDATE new_{one.of} SET {sets} FROM ends_{one.spans} e "
            f"WHERE new_{one.of}.{one.key} = e.{one.foreign}"
        )
        fields = fields_of(FILES[one.now].table)
        values = ", ".join(f"e.{name}" if name in stated else f"d.{name}" for name in fields)
        stage.sql(
            f"INSERT INTO new_{one.of} (_file, _line, {', '.join(fields)}) "
            f"SELECT e._file, e._line, {values} FROM db_{one.of} d "
            f"JOIN ends_{one.spans} e ON e.{one.foreign} = d.{one.key} "
            f"WHERE d.{one.key} NOT IN (SELECT {one.key} FROM said_{one.of} "
            f"WHERE {one.key} IS NOT NULL)"
        )


def settle(stage: Stage, start: int) -> None:
    """Make `new_<spans>` what is to hold of all whom the set names; changes hold from `start`."""
    for one in spanned(stage):
        _state(stage, one, start)
        _settle(stage, one)


def _stated_columns(stage: Stage, one: Spanned) -> list[str]:
    source = stage.sources[one.history]
    return [c.field for c in source.file.columns if c.field in one.columns and source.has(c)]


def _state(stage: Stage, one: Spanned, start: int) -> None:
    """Make `stated_<spans>`: what the set says, from when, and from when that can hold."""
    columns = ", ".join(one.columns)
    beginning = one.literal(BEGINNING)
    known = f"(SELECT DISTINCT {one.foreign} FROM db_{one.spans})"
    parts = []
    if one.history in stage.sources:
        parts.append(_of_history(stage, one))
        parts.append(_before_history(one))
    if one.now in stage.sources:
        others = (
            f"WHERE {one.key} NOT IN (SELECT {one.foreign} FROM ends_{one.spans})"
            if one.history in stage.sources
            else ""
        )
        parts.append(
            f"SELECT {one.key} AS {one.foreign}, CASE WHEN {one.key} IN {known} "
            f"THEN {one.literal(start)} ELSE {beginning} END AS {one.start}, {columns}, "
            f"_file, _line FROM said_{one.of} {others}"
        )
    held, join = f"s.{one.start}", ""
    if one is OWNERS:
        join = f"LEFT JOIN ({_hired(stage)}) h ON h.staff_no = s.manager_id"
        held = (
            f"CASE WHEN s.{one.start} > {BEGINNING} OR s.{one.foreign} IN {known} "
            f"THEN greatest(s.{one.start}, coalesce(h.month, {BEGINNING})) ELSE {BEGINNING} END"
        )
    stage.sql(
        f"CREATE OR REPLACE TABLE stated_{one.spans} AS "
        f"SELECT s.* RENAME {one.start} AS stated_from, {held} AS {one.start} "
        f"FROM ({' UNION ALL BY NAME '.join(parts)}) s {join}"
    )


def _of_history(stage: Stage, one: Spanned) -> str:
    """The rows of the history; a column that the file lacks is as it was then, at last as now."""
    stated = _stated_columns(stage, one)
    values = ", ".join(
        f"n.{column}"
        if column in stated
        else f"CASE WHEN n._is_last THEN p.{column} ELSE coalesce(d.{column}, p.{column}) END "
        f"AS {column}"
        for column in one.columns
    )
    return (
        f"SELECT n.{one.foreign}, n.{one.start}, {values}, n._file, n._line FROM (SELECT *, "
        f"row_number() OVER (PARTITION BY {one.foreign} ORDER BY {one.start} DESC) = 1 AS _is_last "
        f"FROM new_{one.spans}) n JOIN new_{one.of} p ON p.{one.key} = n.{one.foreign} "
        f"LEFT JOIN db_{one.spans} d ON d.{one.foreign} = n.{one.foreign} AND d.{one.start} = "
        f"(SELECT max(e.{one.start}) FROM db_{one.spans} e "
        f"WHERE e.{one.foreign} = n.{one.foreign} AND e.{one.start} <= n.{one.start})"
    )


def _before_history(one: Spanned) -> str:
    """What holds of somebody new before her history: a client is nobody's, others as they are."""
    columns = "NULL AS manager_id" if one is OWNERS else ", ".join(one.columns)
    return (
        f"SELECT {one.key} AS {one.foreign}, {one.literal(BEGINNING)} AS {one.start}, {columns}, "
        f"_file, _line FROM said_{one.of} WHERE {one.key} IN (SELECT {one.foreign} "
        f"FROM new_{one.spans} GROUP BY ALL HAVING min({one.start}) > {one.literal(BEGINNING)}) "
        f"AND {one.key} NOT IN (SELECT {one.foreign} FROM db_{one.spans})"
    )


def _hired(stage: Stage) -> str:
    """The first month of service of each manager, as the set leaves it."""
    columns = "staff_no, year(hired_on) * 100 + month(hired_on) AS month"
    known = f"SELECT {columns} FROM db_portfolio_manager"
    if not any(one is POSTINGS for one in spanned(stage)):
        return known
    return (
        f"SELECT {columns} FROM new_portfolio_manager UNION ALL {known} "
        "WHERE staff_no NOT IN (SELECT staff_no FROM new_portfolio_manager)"
    )


def _settle(stage: Stage, one: Spanned) -> None:
    columns = ", ".join(one.columns)
    same = f"row({columns}) IS NOT DISTINCT FROM lag(row({columns})) OVER following"
    later = (
        f"min({one.start}) OVER (PARTITION BY {one.foreign} ORDER BY stated_from "
        "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)"
    )
    stage.sql(
        f"CREATE OR REPLACE TABLE new_{one.spans} AS WITH counting AS ("
        f"SELECT * EXCLUDE stated_from FROM stated_{one.spans} "
        f"QUALIFY coalesce({one.start} < {later}, true)), before AS ("
        f"SELECT d.* EXCLUDE id, '' AS _file, CAST(NULL AS BIGINT) AS _line "
        f"FROM db_{one.spans} d JOIN (SELECT {one.foreign}, "
        f"min({one.start}) AS first FROM counting GROUP BY ALL) f "
        f"ON f.{one.foreign} = d.{one.foreign} AND d.{one.start} < f.first) "
        f"SELECT * FROM (FROM counting UNION ALL BY NAME FROM before) "
        f"WINDOW following AS (PARTITION BY {one.foreign} ORDER BY {one.start}) "
        f"QUALIFY row_number() OVER following = 1 OR NOT ({same})"
    )


def moved(one: Spanned) -> str:
    """The keys of whom something changes that were known, with the first day or month of it."""
    differing = " UNION ALL ".join(
        f"SELECT {one.foreign}, {one.start} FROM (SELECT {one.foreign}, {one.start}, "
        f"{', '.join(one.columns)} FROM {left} EXCEPT SELECT {one.foreign}, {one.start}, "
        f"{', '.join(one.columns)} FROM {right})"
        for left, right in ((_new(one), _old(one)), (_old(one), _new(one)))
    )
    return (
        f"SELECT {one.foreign}, min({one.start}) AS first FROM ({differing}) "
        f"WHERE {one.foreign} IN (SELECT {one.foreign} FROM db_{one.spans}) GROUP BY ALL"
    )


def _new(one: Spanned) -> str:
    return f"new_{one.spans}"


def _old(one: Spanned) -> str:
    return (
        f"(SELECT * FROM db_{one.spans} "
        f"WHERE {one.foreign} IN (SELECT {one.foreign} FROM new_{one.spans}))"
    )
