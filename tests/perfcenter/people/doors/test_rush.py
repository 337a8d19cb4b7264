"""Tries at the same moment in several workers get no more than tries one after another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[4]
NAME = "perfcenter_rush"
LIMIT = 6


@pytest.fixture
def own_database(tmp_path, django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """The environment of a database that several processes write, of the suite's own kind."""
    url = os.environ.get("DATABASE_URL", "")
    if connection.vendor != "postgresql":
        yield {"DATABASE_URL": f"sqlite:///{tmp_path / 'rush.sqlite3'}", "DATA_DIR": str(tmp_path)}
        return
    with django_db_blocker.unblock():
        for statement in (f"DROP DATABASE IF EXISTS {NAME}", f"CREATE DATABASE {NAME}"):
            with connection.cursor() as cursor:
                cursor.execute(statement)
        yield {
            "DATABASE_URL": urlsplit(url)._replace(path=f"/{NAME}").geturl(),
            "DATA_DIR": str(tmp_path),
        }
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.perfcenter.people.doors.rush", *words],
        cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def said_by(process: subprocess.Popen[str]) -> str:
    out, _err = process.communicate(timeout=240)
    assert process.returncode == 0
    return out


def test_of_twenty_wrong_tries_at_once_six_are_looked_at(own_database, tmp_path):
    said_by(start(own_database, "prepare"))
    go = tmp_path / "go"
    workers = [start(own_database, "try", str(go)) for _ in range(2)]
    go.touch()
    statuses = [status for worker in workers for status in json.loads(said_by(worker))]
    assert len(statuses) == 20
    assert set(statuses) == {200, 429}
    found = json.loads(said_by(start(own_database, "count")))
    assert found == {"wrong": LIMIT, "looked_at": LIMIT, "broken": 0, "right": 429}
