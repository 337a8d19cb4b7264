"""Every table that is declared frozen is, on either database, and whatever opens it is named."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from perfcenter.base import registry
from perfcenter.base.frozen import Frozen
from perfcenter.base.frozen.triggers import NAMES, freezing, kept, thawing, triggers
from perfcenter.base.frozen.verifying import Fault, broken_triggers
from tests.thawing import execute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
every_frozen_table = pytest.mark.parametrize(
    "frozen", list(registry.frozen), ids=lambda each: each.table
)
APPS = ("perfcenter", "portfolio", "scoring", "reviews")


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def found(fault: Fault) -> set[str]:
    broken = broken_triggers(connection, registry.frozen)
    return {each.name for each in broken if each.fault is fault}


def names(frozen: Frozen) -> set[str]:
    return {trigger.name for trigger in triggers(connection, frozen)}


def test_after_all_migrations_every_declared_table_is_frozen():
    broken = list(broken_triggers(connection, registry.frozen))
    tables = {each.table for each in broken}
    steps = [f"Freeze({frozen})" for frozen in registry.frozen if frozen.table in tables]
    assert not broken, "\n".join(
        [
            *map(str, broken),
            "A migration altered these tables, or nobody froze them. Add at its end:",
            *steps,
        ]
    )


def test_every_table_that_a_migration_froze_is_declared():
    ours = {table for table, name in kept(connection) if name.removeprefix(f"{table}_") in NAMES}
    assert ours == {frozen.table for frozen in registry.frozen}


def test_every_declared_table_is_one_of_a_model():
    tables = connection.introspection.table_names()
    assert {frozen.table for frozen in registry.frozen} <= set(tables)


@every_frozen_table
def test_a_trigger_taken_away_is_named(frozen):
    execute(*thawing(connection, frozen))
    assert found(Fault.MISSING) == names(frozen)


@every_frozen_table
def test_a_trigger_that_does_nothing_any_more_is_named(frozen):
    for trigger in triggers(connection, frozen):
        if on_postgresql():
            nothing = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
            execute(f"CREATE OR REPLACE FUNCTION {trigger.name}() {nothing}")
        else:
            nothing = re.sub(r"BEGIN .*; END$", "BEGIN SELECT 1; END", trigger.text)
            execute(f"DROP TRIGGER {trigger.name}", nothing)
    assert found(Fault.OTHER) == names(frozen)


@every_frozen_table
def test_a_trigger_that_is_never_asked_is_named(frozen):
    name = f"{frozen.table}_no_update"
    if on_postgresql():
        execute(
            f"DROP TRIGGER {name} ON {frozen.table}",
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {frozen.table} "
            f"FOR EACH ROW WHEN (FALSE) EXECUTE FUNCTION {name}()",
        )
    else:
        (update,) = (each for each in triggers(connection, frozen) if each.name == name)
        execute(f"DROP TRIGGER {name}", re.sub("WHEN .* BEGIN", "WHEN FALSE BEGIN", update.text))
    assert found(Fault.OTHER) == {name}


@every_frozen_table
def test_a_trigger_switched_off_is_named(frozen):
    if not on_postgresql():
        return  # SQLite cannot switch one off
    execute(f"ALTER TABLE {frozen.table} DISABLE TRIGGER USER")
    assert found(Fault.OFF) == names(frozen)


def test_triggers_that_a_replica_leaves_out_are_named():
    if not on_postgresql():
        return
    execute("SET LOCAL session_replication_role = replica")
    assert found(Fault.OFF) == set().union(*map(names, registry.frozen))


def test_to_freeze_again_changes_nothing():
    before = kept(connection)
    for frozen in registry.frozen:
        execute(*freezing(connection, frozen))
    assert kept(connection) == before


def imported(file: Path) -> list[str]:
    """Return the names of the project's modules that a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    whole = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    parts = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return [name for name in whole + parts if name.startswith(APPS)]


@pytest.mark.parametrize("app", APPS)
def test_a_migration_carries_its_declarations_and_imports_no_live_code(app):
    for file in (Path(apps.get_app_config(app).path) / "migrations").glob("*.py"):
        assert all(name.startswith("perfcenter.base.") for name in imported(file)), file
