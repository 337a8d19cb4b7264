"""What a set that is right may still not do: take rows from a month, change a closed month."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, Table
from portfolio.contract.sentences import Sentence, filled
from portfolio.loading.diff import MONTHS
from portfolio.loading.months_changed import touched
from portfolio.loading.result import Problem, shown
from portfolio.loading.spans import OWNERS, RATES, Spanned, moved, spanned
from portfolio.loading.stage import Stage
from portfolio.loading.terms import FROM_FIELD, REPLACE_CHOICE, ROWS_CHOICE, ROWS_FIELD
from portfolio.months import month_text

FEWER = _(
    "all rows of a month that is stored: {count} would go, such as {names}; --replace if that is "
    "meant, --rows to change only the rows of the file"
)
FEWER_ON_PAGE = _(
    "all rows of a month that is stored: {count} would go, such as {names}; if that is meant, "
    "choose “{replace}” under “{field}”, or “{rows}” to change only the rows of the file"
)
CLOSED = _(
    "nothing that changes {month}, which is closed: `reopen_month {month}` opens it again, or "
    "--from a later month"
)
CLOSED_ON_PAGE = _(
    "nothing that changes {month}, which is closed: the page of the month opens it again, or put a "
    "later month under “{field}”"
)
SHOWN = 3
NAMED_BY = {
    "ledger": "account_id",
    "sales": "manager_id || ' ' || product_id",
    "pools": "name",
    "recoveries": "manager_id",
    "general_ledger": "branch_id || ' ' || product_id",
}


def guard(stage: Stage, closed: list[int]) -> Iterator[Problem]:
    """Yield what stands against the changes of a set, given the months that are closed."""
    for name, source in stage.sources.items():
        table = source.file.table
        if table.scope == MONTHS and not stage.terms.replaces:
            yield from _fewer(stage, name, table)
    if not closed:
        return
    months = "SELECT unnest(?::INTEGER[]) AS month"
    stage.sql(f"CREATE OR REPLACE TABLE closed_months AS {months}", closed)
    for name, source in stage.sources.items():
        if source.file.table.scope == MONTHS:
            yield from _closed(stage, name, source.file.table)
    if "assignments" in stage.sources:
        yield from _closed_shares(stage)
    for one in spanned(stage):
        if one in (OWNERS, RATES):
            yield from _closed_spans(stage, one)


def _fewer(stage: Stage, name: str, table: Table) -> Iterator[Problem]:
    """Yield the months that would have fewer rows; a change without key goes and comes."""
    key = ", ".join(table.key or ("id",))
    rows = stage.sql(
        f"SELECT g.month, count(*) - coalesce(any_value(f.count), 0), "
        f"list(g.name ORDER BY g.name)[:{SHOWN}] "
        f"FROM (SELECT month, {NAMED_BY[name]} AS name FROM db_{table.name} "
        f"SEMI JOIN gone_{table.name} USING ({key})) g "
        f"LEFT JOIN (SELECT month, count(*) AS count FROM fresh_{table.name} "
        f"WHERE {'false' if table.key else 'true'} GROUP BY month) f USING (month) "
        "GROUP BY g.month HAVING count(*) > coalesce(any_value(f.count), 0) ORDER BY g.month"
    ).fetchall()
    for month, count, names in rows:
        listed = ", ".join(shown(text) for text in names)
        expected = _would_go(stage, count, listed)
        yield Problem(f"{name}.csv", None, "month", month_text(month), expected)


def _would_go(stage: Stage, count: int, names: str) -> Sentence:
    if not stage.terms.on_page:
        return filled(FEWER, count=count, names=names)
    choices = {"field": ROWS_FIELD, "replace": REPLACE_CHOICE, "rows": ROWS_CHOICE}
    return filled(FEWER_ON_PAGE, count=count, names=names, **choices)


def _closed(stage: Stage, name: str, table: Table) -> Iterator[Problem]:
    changed = " UNION ALL BY NAME ".join(
        f"SELECT month, {'_line' if rows.startswith(('fresh', 'altered')) else 'NULL'} AS _line "
        f"FROM {rows}"
        for rows in touched(table)
    )
    rows = stage.sql(
        f"SELECT month, min(_line) FROM ({changed}) SEMI JOIN closed_months USING (month) "
        "GROUP BY month ORDER BY month"
    ).fetchall()
    for month, line in rows:
        yield Problem(f"{name}.csv", line, "month", month_text(month), _sentence(stage, month))


def _closed_shares(stage: Stage) -> Iterator[Problem]:
    """Yield the accounts whose shares would be others in a closed month."""
    fields = "account_id, manager_id, share"
    held = (
        f"SELECT {fields}, c.month FROM {{}} s JOIN closed_months c "
        "ON (s.from_month IS NULL OR s.from_month <= c.month) "
        "AND (s.to_month IS NULL OR s.to_month >= c.month)"
    )
    new = held.format("new_portfolio_share")
    old = held.format(
        "(FROM db_portfolio_share WHERE account_id IN (SELECT account_id FROM new_portfolio_share))"
    )
    rows = stage.sql(
        f"SELECT n._line, d.account_id, d.month FROM (SELECT account_id, min(month) AS month FROM "
        f"(({new} EXCEPT ALL {old}) UNION ALL ({old} EXCEPT ALL {new})) GROUP BY ALL) d "
        "JOIN (SELECT account_id, min(_line) AS _line FROM new_portfolio_share GROUP BY ALL) n "
        "USING (account_id) ORDER BY n._line"
    ).fetchall()
    for line, account, month in rows:
        column = stage.sources["assignments"].name_of(FILES["assignments"].column("account_no"))
        yield Problem("assignments.csv", line, column, shown(account), _sentence(stage, month))


def _closed_spans(stage: Stage, one: Spanned) -> Iterator[Problem]:
    """Yield those of whom something else would hold in a closed month."""
    columns = ", ".join(one.columns)
    stage.sql(f"CREATE OR REPLACE TABLE moved_{one.spans} AS {moved(one)}")
    held = (
        f"SELECT {one.foreign}, {columns}, c.month FROM (SELECT *, lead({one.start}) OVER "
        f"(PARTITION BY {one.foreign} ORDER BY {one.start}) AS until FROM {{}} "
        f"WHERE {one.foreign} IN (SELECT {one.foreign} FROM moved_{one.spans})) s "
        f"JOIN closed_months c ON s.{one.start} <= c.month AND c.month < coalesce(s.until, 299913)"
    )
    rows = stage.sql(
        f"SELECT s._file, s._line, d.{one.foreign}, d.month FROM (SELECT {one.foreign}, "
        f"min(month) AS month FROM ({held.format(f'new_{one.spans}')} EXCEPT "
        f"{held.format(f'db_{one.spans}')}) GROUP BY ALL) d "
        f"JOIN (SELECT {one.foreign}, arg_min(_file, _line) AS _file, min(_line) AS _line "
        f"FROM stated_{one.spans} GROUP BY ALL) s USING ({one.foreign}) ORDER BY s._file, s._line"
    ).fetchall()
    for name, line, key, month in rows:
        column = FILES[name].key[0]
        yield Problem(
            f"{name}.csv", line, stage.sources[name].name_of(column), shown(key),
            _sentence(stage, month),
        )  # fmt: skip


def _sentence(stage: Stage, month: int) -> Sentence:
    if stage.terms.on_page:
        return filled(CLOSED_ON_PAGE, month=month_text(month), field=FROM_FIELD)
    return filled(CLOSED, month=month_text(month))
