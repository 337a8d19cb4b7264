"""The site's own role on PostgreSQL does all that the site does, and takes no trigger away."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from perfcenter.base import registry
from tests.perfcenter.trail.edits.world import World
from tests.thawing import execute

pytestmark = pytest.mark.django_db
ROLE = "perf_site"
REFUSED = r"permission denied|must be owner"


@pytest.fixture
def as_site(capsys):
    """The role, made and granted what the command prints."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles")
    execute(f"CREATE ROLE {ROLE}")
    call_command("grants", ROLE)
    execute(*capsys.readouterr().out.splitlines(), f"SET ROLE {ROLE}")


def test_everything_that_happens_in_a_bank_goes_through(as_site, tmp_path):
    assert World(tmp_path).published.is_published


@pytest.mark.parametrize("table", [frozen.table for frozen in registry.frozen])
def test_no_trigger_is_taken_away(table, as_site):
    for statement in (
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"DROP TRIGGER {table}_no_update ON {table}",
        f"DROP FUNCTION {table}_no_update() CASCADE",
        f"TRUNCATE {table} CASCADE",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            execute(statement)


def test_the_command_is_for_postgresql(english):
    if connection.vendor == "postgresql":
        return
    with pytest.raises(CommandError, match="knows no roles"):
        call_command("grants", ROLE)
