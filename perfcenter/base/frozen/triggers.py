"""The triggers of a frozen table in the words of either database, and those it has.

On PostgreSQL each trigger has a function of its own name that holds the condition: the text of a
function is kept as it was written, a trigger's own condition is not, and could not be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfcenter.base.frozen.declaration import ALWAYS, Frozen, Rule
from perfcenter.base.frozen.replacing import with_replacing

POSTGRESQL = "postgresql"
NAMES = (
    "no_update",
    "no_delete",
    "no_insert",
    "no_truncate",
    "no_replace",
    "fixed",  # of `immutable.fix`, now a part of no_update
)
BODY = """
BEGIN
    IF {refused} THEN
        RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN {row};
END
"""
ROW = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD", "TRUNCATE": "NULL"}
KEPT_BY_POSTGRESQL = """
SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid, true) || p.prosrc,
    t.tgenabled = 'A'
    OR (t.tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
"""
KEPT_BY_SQLITE = "SELECT tbl_name, name, sql, TRUE FROM sqlite_master WHERE type = 'trigger'"


class Trigger(NamedTuple):
    """A trigger that must be there: how it is made, and the text the database keeps of it."""

    table: str
    name: str
    statements: tuple[str, ...]
    text: str


class Kept(NamedTuple):
    """What the database has of a trigger."""

    text: str
    is_on: bool


def triggers(connection: Any, frozen: Frozen) -> list[Trigger]:
    """Return the triggers that the declaration asks for."""
    if connection.vendor == POSTGRESQL:
        rules = [*frozen.rules(), frozen.rule("TRUNCATE", ALWAYS)]
        return [
            _once_a_statement(frozen, rule)
            if rule.event == "INSERT"
            else _for_postgresql(frozen.table, rule)
            for rule in rules
        ]
    return [_for_sqlite(frozen.table, rule) for rule in with_replacing(connection, frozen)]


def kept(connection: Any) -> dict[tuple[str, str], Kept]:
    """Return the triggers that the database has, by table and name."""
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == POSTGRESQL
        cursor.execute(KEPT_BY_POSTGRESQL if is_postgresql else KEPT_BY_SQLITE)
        return {(table, name): Kept(*rest) for table, name, *rest in cursor.fetchall()}


def freezing(connection: Any, frozen: Frozen) -> Iterator[str]:
    """Yield the statements that freeze the table, whatever triggers it has."""
    yield from thawing(connection, frozen)
    for trigger in triggers(connection, frozen):
        yield from trigger.statements


def thawing(connection: Any, frozen: Frozen) -> Iterator[str]:
    """Yield the statements that take the triggers away, those of `immutable` too."""
    for name in (f"{frozen.table}_{name}" for name in NAMES):
        if connection.vendor == POSTGRESQL:
            yield f"DROP TRIGGER IF EXISTS {name} ON {frozen.table}"
            yield f"DROP FUNCTION IF EXISTS {name}()"
        else:
            yield f"DROP TRIGGER IF EXISTS {name}"


def _for_postgresql(table: str, rule: Rule) -> Trigger:
    scope = "STATEMENT" if rule.event == "TRUNCATE" else "ROW"
    body = BODY.format(refused=rule.refused, message=rule.message, row=ROW[rule.event])
    function = f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    trigger = (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {table} "
        f"FOR EACH {scope} EXECUTE FUNCTION {rule.name}()"
    )
    return Trigger(table, rule.name, (function, trigger), trigger + body)


def _once_a_statement(frozen: Frozen, rule: Rule) -> Trigger:
    """Ask of all rows that a statement added at once: a COPY may add hundreds of thousands."""
    if frozen.part_of is None:
        raise ValueError(f"{frozen.table} is no part of anything")
    whole, column = frozen.part_of
    refused = f"EXISTS (SELECT 1 FROM {whole} WHERE id IN (SELECT {column} FROM added))"  # noqa: S608 - our own names
    body = BODY.format(refused=refused, message=rule.message, row="NULL")
    function = f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    trigger = (
        f"CREATE TRIGGER {rule.name} AFTER INSERT ON {frozen.table} "
        f"REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION {rule.name}()"
    )
    return Trigger(frozen.table, rule.name, (function, trigger), trigger + body)


def _for_sqlite(table: str, rule: Rule) -> Trigger:
    refused = rule.refused.replace("IS NOT DISTINCT FROM", "IS")
    refused = refused.replace("IS DISTINCT FROM", "IS NOT")
    trigger = (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {table} WHEN {refused} "
        f"BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
    )
    return Trigger(table, rule.name, (trigger,), trigger)
