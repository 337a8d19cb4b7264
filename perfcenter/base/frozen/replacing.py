"""SQLite's REPLACE, which deletes the row it replaces without a word to the DELETE trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from perfcenter.base.frozen.declaration import Frozen, Rule

ID = ("id",)


def with_replacing(connection: Any, frozen: Frozen) -> Iterator[Rule]:
    """Yield the rules as SQLite needs them: no row takes the place of one that stays.

    `INSERT OR REPLACE` takes it with a new row, `UPDATE OR REPLACE` with one that may change. A
    unique index that is partial or on an expression is not looked at: a frozen table needs another.
    """
    keys = _unique_keys(connection, frozen.table)
    met = f"SELECT 1 FROM {frozen.table} AS OLD WHERE"  # noqa: S608 - our own names
    # To replace a row changes it: its fixed columns and what is allowed would count for nothing.
    is_free_at_first = frozen.once and not (frozen.fixed or frozen.allowed)
    still = f" AND ({frozen.once})" if is_free_at_first else ""
    # First: the newest trigger fires first, and a sealed whole refuses an INSERT as such.
    yield frozen.rule("INSERT", f"EXISTS ({met} ({_same([ID, *keys])}){still})", name="replace")
    for rule in frozen.rules():
        if rule.event == "UPDATE" and frozen.may_change and keys:
            taken = f"EXISTS ({met} OLD.id <> NEW.id AND ({_same(keys)}))"
            yield rule._replace(refused=f"{rule.refused} OR {taken}")
        else:
            yield rule


def _same(keys: Iterable[tuple[str, ...]]) -> str:
    return " OR ".join(
        "(" + " AND ".join(f"OLD.{column} = NEW.{column}" for column in key) + ")" for key in keys
    )


def _unique_keys(connection: Any, table: str) -> list[tuple[str, ...]]:
    """Return the columns of every unique index that holds for all rows, in order of their names."""
    keys = set()
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list({table})")
        for _number, name, is_unique, _origin, is_partial in cursor.fetchall():
            if is_unique and not is_partial:
                cursor.execute(f"PRAGMA index_info({name})")
                keys.add(tuple(column for _rank, _id, column in cursor.fetchall()))
    return sorted(key for key in keys if None not in key)
