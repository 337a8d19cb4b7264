"""A database that is locked, full or gone: 503, what was typed, when to try again, a short log."""

from __future__ import annotations

import errno
import json
import sqlite3
import subprocess
import sys

import duckdb
import psycopg2
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection

from perfcenter.base.outages import is_outage
from tests.own_database import ROOT

pytestmark = pytest.mark.django_db

UNAVAILABLE = [503, True, True, True]  # status, Retry-After, the text, within ten seconds


@pytest.fixture(scope="module")
def site(own_site):
    """What a site with troubles answered, and what it logged."""
    command = [sys.executable, "-m", "tests.perfcenter.site.outages"]
    done = subprocess.run(command, env=own_site, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_a_locked_database_answers_503_with_the_text_and_when_to_try_again(site):
    assert site[0]["locked"] == UNAVAILABLE


def test_so_does_one_that_is_full_or_slow(site):
    assert site[0]["full" if connection.vendor == "sqlite" else "slow"] == UNAVAILABLE


def test_so_does_one_that_is_gone(site):
    assert site[0]["gone"] == site[0]["gone, logging in"] == UNAVAILABLE
    assert site[0]["gone, reading"][:2] == [503, True]


def test_afterwards_the_same_form_is_taken(site):
    assert site[0]["after"] == [302]


def test_the_log_holds_a_line_for_each_and_neither_traceback_nor_name(site):
    answered, log = site
    assert answered["forbidden"][0] == 403
    assert "Forbidden (Permission denied): /cycles/2026/board/" in log
    assert log.count("Service Unavailable: /cycles/2026/report/: ") >= 3
    assert "Traceback" not in log
    assert "Manager M1" not in log


def of_sqlite(code: int) -> Exception:
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    return caused_by(OperationalError("x"), cause)


def of_postgresql(code: str) -> Exception:
    return caused_by(OperationalError("x"), type("E", (psycopg2.Error,), {"pgcode": code})())


def caused_by(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_BUSY),
        of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
        of_sqlite(sqlite3.SQLITE_FULL),
        of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
        of_sqlite(sqlite3.SQLITE_READONLY),
        of_sqlite(sqlite3.SQLITE_CANTOPEN),
        of_postgresql("55P03"),
        of_postgresql("57014"),
        of_postgresql("57P01"),
        of_postgresql("40P01"),
        of_postgresql("53100"),
        of_postgresql("53300"),
        caused_by(OperationalError("x"), psycopg2.OperationalError("Connection refused")),
        caused_by(InterfaceError("x"), psycopg2.InterfaceError("connection already closed")),
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException("Could not write: No space left on device"),
        caused_by(ValueError("no"), of_sqlite(sqlite3.SQLITE_BUSY)),
    ],
    ids=repr,
)
def test_what_passes_is_an_outage(error):
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        of_sqlite(sqlite3.SQLITE_ERROR),
        of_postgresql("42P01"),
        caused_by(IntegrityError("x"), psycopg2.IntegrityError("twice")),
        OSError(errno.ENOENT, "No such file"),
        duckdb.IOException("no such file"),
        ValueError("no"),
    ],
    ids=repr,
)
def test_a_mistake_is_none(error):
    assert not is_outage(error)
