"""What a process says when it starts: whether what must stay can be changed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from perfcenter.base.frozen.triggers import thawing
from perfcenter.site.starting import report_broken_triggers
from scoring.models.frozen import FROZEN
from tests.thawing import execute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def _stay_connected(monkeypatch):
    """A process closes its connection before it serves; a test needs its own once more."""
    monkeypatch.setattr(connection, "close", lambda: None)


def test_nothing_is_said_of_tables_that_are_frozen(caplog):
    report_broken_triggers()
    assert not caplog.records


def test_each_trigger_that_is_missing_is_named(caplog):
    execute(*thawing(connection, FROZEN[0]))
    report_broken_triggers()
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert "the trigger scoring_scheme_no_update is missing" in record.getMessage()
    assert "the trigger scoring_scheme_no_delete is missing" in record.getMessage()


def test_a_process_starts_while_the_database_is_away(caplog, monkeypatch):
    def away():
        raise OperationalError("no connection")

    monkeypatch.setattr(connection, "cursor", away)
    report_broken_triggers()
    (record,) = caplog.records
    assert record.levelname == "WARNING"


def test_the_door_gunicorn_comes_in_by_looks_at_the_triggers(tmp_path):
    """Here of an empty database, in a process of its own."""
    own = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
        "DATA_DIR": str(tmp_path),
        "LANGUAGE_CODE": "en",
    }
    begun = subprocess.run(
        [sys.executable, "-c", "import perfcenter.wsgi"],
        cwd=settings.BASE_DIR, env=own, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "the trigger perfcenter_auditentry_no_update is missing" in begun.stderr
