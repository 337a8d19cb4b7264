"""Migrations say what they change, and a database made under an older name of one goes on."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OWN = {"perfcenter", "portfolio", "scoring", "reviews"}
ON_DISK = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
RENAMED = [
    pytest.param(key, migration.replaces, id=".".join(key))
    for key, migration in ON_DISK.items()
    if key[0] in OWN and migration.replaces
]


def test_only_the_first_migration_of_an_app_is_called_initial():
    later = {key for key in ON_DISK if key[0] in OWN and not key[1].startswith("0001_")}
    assert {key for key in later if "initial" in key[1] or "auto" in key[1]} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "older"), RENAMED)
def test_a_database_that_knows_a_migration_by_its_older_name_has_nothing_to_apply(key, older):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*key)
    for name in older:
        recorder.record_applied(*name)

    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    call_command("migrate", verbosity=0)
    assert key in MigrationRecorder(connection).applied_migrations()
