"""A migration that alters a frozen table on SQLite: its triggers go, and come back by `Freeze`."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from perfcenter.base import registry
from perfcenter.base.frozen import Freeze, Thaw
from perfcenter.base.frozen.triggers import kept, triggers
from perfcenter.base.frozen.verifying import Fault, broken_triggers

ALIAS = "altered"
APPS = {"perfcenter", "portfolio", "scoring", "reviews"}
FROZEN = {frozen.table: frozen for frozen in registry.frozen}
RESULT, RUN = FROZEN["scoring_result"], FROZEN["scoring_scorerun"]
PARTS = [frozen for frozen in registry.frozen if frozen.part_of]
NOTE = migrations.AddField("result", "note", models.TextField(default=""))


class Database:
    """A database of SQLite's own, whatever the suite runs on: its tables are altered for good."""

    def __init__(self, file: Path) -> None:
        own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": {}}
        connections.settings[ALIAS] = {**connections.settings["default"], **own}
        self.connection = connections[ALIAS]

    def close(self) -> None:
        self.connection.close()
        del connections[ALIAS], connections.settings[ALIAS]

    def migrate(self, **to: str) -> ProjectState:
        """Bring our apps to their last migrations, but those given to that one."""
        executor = MigrationExecutor(self.connection)
        last = dict(leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in APPS)
        with connections["default"].execute_wrapper(_refuse):
            return executor.migrate([*{**last, **to}.items()])

    def run(self, *operations: Any, backwards: bool = False) -> None:
        """Run one migration of `scoring` behind its last one."""
        state = MigrationExecutor(self.connection).loader.project_state()
        migration = migrations.Migration("altered", "scoring")
        migration.operations = list(operations)
        with self.connection.schema_editor(atomic=True) as schema_editor:
            (migration.unapply if backwards else migration.apply)(state, schema_editor)

    def broken(self) -> set[str]:
        found = list(broken_triggers(self.connection, registry.frozen))
        assert all(each.fault is Fault.MISSING for each in found)
        return {each.name for each in found}


def _refuse(execute: Any, sql: str, *_rest: Any) -> None:
    raise AssertionError(f"a migration of another database asks the site's own: {sql}")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory, django_db_blocker) -> Path:
    file = tmp_path_factory.mktemp("altering") / "migrated.sqlite3"
    with django_db_blocker.unblock():
        database = Database(file)
        try:
            database.migrate()
        finally:
            database.close()
    return file


@pytest.fixture
def database(migrated, tmp_path, django_db_blocker) -> Iterator[Database]:
    with django_db_blocker.unblock():
        database = Database(Path(shutil.copy(migrated, tmp_path)))
        yield database
        database.close()


def test_a_field_takes_the_triggers_away_and_freeze_brings_them_back(database):
    assert not database.broken()
    database.run(NOTE)
    assert database.broken() == {each.name for each in triggers(database.connection, RESULT)}
    database.run(Freeze(RESULT))
    assert not database.broken()


def test_a_table_is_frozen_before_and_behind_the_migration_that_alters_it(database):
    steps = Thaw(RESULT), NOTE, Freeze(RESULT)
    database.run(*steps)
    assert not database.broken()
    database.run(*steps, backwards=True)
    assert not database.broken()


def test_a_whole_is_altered_while_its_parts_are_thawed(database):
    """SQLite renames no table while the trigger of another one names a table that is gone."""
    note = migrations.AddField("scorerun", "note", models.TextField(default=""))
    with pytest.raises(OperationalError, match="error in trigger"):
        database.run(note, Freeze(RUN))
    assert not database.broken()
    database.run(Thaw(RUN, *PARTS), note, Freeze(RUN, *PARTS))
    assert not database.broken()


def test_a_new_unique_key_is_one_more_that_is_not_replaced(database):
    once = models.UniqueConstraint(name="comment_once", fields=["run", "rank"])
    database.run(Thaw(RESULT), migrations.AddConstraint("result", once), Freeze(RESULT))
    assert not database.broken()
    no_replace = kept(database.connection)["scoring_result", "scoring_result_no_replace"]
    assert "OLD.rank = NEW.rank" in no_replace.text


def test_migrations_lead_back_to_tables_that_are_not_frozen(database):
    before = kept(database.connection)
    # Those behind these need tables of scoring that come later.
    others = {"reviews": "0003_frozen_as_declared", "portfolio": "0002_loads_stay"}
    database.migrate(scoring="0004_frozen_as_declared", **others)
    declared = kept(database.connection)
    database.migrate(scoring="0003_cycles_stay_what_they_are", **others)
    assert kept(database.connection) == declared
    database.migrate(scoring="0001_initial", **others)
    assert not [name for _, name in kept(database.connection) if name.startswith("scoring")]
    database.migrate()
    assert kept(database.connection) == before
