"""Whatever somebody with all rights changes in the database, verify finds it and says where.

`python -m tests.verify_edits` makes many more such edits, on either database.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

from perfcenter.base import registry
from perfcenter.trail.heads import append, newest
from scoring.models import PoolShare
from tests.perfcenter.trail.edits.trying import counted, findings, tried
from tests.perfcenter.trail.edits.world import World, drop_triggers

pytestmark = pytest.mark.usefixtures("own_files")
EDITS, SEED = 20, 20260301


@pytest.fixture(scope="module")
def heads(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Path]:
    """A bank in which everything has happened, and the end of its log in a file."""
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        World(folder)
        file = folder / "heads.txt"
        file.write_text(f"{newest()}\n")
        yield file
        transaction.set_rollback(True)


def test_what_the_services_wrote_is_as_the_log_says_without_a_seal(heads, db):
    append()  # where the database is none in memory, it has a file of its own
    assert findings(heads) == set()


def test_every_table_that_is_kept_has_rows_to_be_edited(heads, db):
    """Shares of pools lie in blocks now; rows of them are those of older runs."""
    assert [each.model for each in registry.kept if not each.digests()] == [PoolShare]


def test_every_edit_is_found_and_placed(heads, db, english):
    drop_triggers()
    results = list(tried(EDITS, SEED, heads))
    missed = [str(one) for one in results if not (one.is_found and one.is_placed)]
    assert not missed, "\n".join([counted(results), *missed])
