"""A database of a test's own, for processes and threads beside the test: nothing is rolled back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
NAME = "perfcenter_own"


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of a site whose database is a copy of the test database as migrated."""
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with make(folder) as url:
        yield {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(folder), "LANGUAGE_CODE": "en"}


def run_module(module: str, *words: str, env: dict[str, str]) -> str:
    """Run a module of the tests in a process of its own; return what it printed."""
    return _run("-m", module, *words, env=env)


def manage(*words: str, env: dict[str, str]) -> str:
    """Run a command of the project in a process of its own; return what it printed."""
    return _run("manage.py", *words, env=env)


def manage_all(commands: Iterable[Sequence[str]], env: dict[str, str]) -> list[str]:
    """Run commands of the project one after the other in one process; return what each printed.

    Of a command that takes a second, a process of its own would take two more to begin.
    """
    given = json.dumps([list(words) for words in commands])
    printed: list[str] = json.loads(_run("-m", "tests.commands", given, env=env))
    return printed


def _run(*words: str, env: dict[str, str]) -> str:
    command = [sys.executable, *words]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[str]:
    path = folder / "own.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    connection.close()
    yield f"sqlite:///{path}"


@contextmanager
def _on_postgresql(folder: Path) -> Iterator[str]:
    settings = connection.settings_dict
    name = f"{NAME}_{settings['NAME']}"
    connection.close()  # nobody may be connected to what is copied
    server = psycopg2.connect(
        host=settings["HOST"], port=settings["PORT"] or None, user=settings["USER"],
        password=settings["PASSWORD"] or None, dbname="postgres",
    )  # fmt: skip
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{settings["NAME"]}"')
        host = quote(settings["HOST"], safe="")
        port = f":{settings['PORT']}" if settings["PORT"] else ""
        yield f"postgres://{settings['USER']}@{host}{port}/{name}"
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        server.close()
