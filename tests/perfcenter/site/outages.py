"""A site on a database of its own that is locked, slow, full, then gone; prints what it answered.

    python -m tests.perfcenter.site.outages

It is run by test_outages.py; what the site logs goes to stderr.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlencode

import django

TEXT = "写了一个下午的自评"
PATIENCE = 0.3


def main() -> None:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from tests import factories as make

    impatient(connection.settings_dict)
    branch = make.make_branch()
    user = make.make_user(make.make_manager(branch=branch))
    other = make.make_user(make.make_manager("M2", branch=branch))
    make.make_cycle(managers=[user.manager, other.manager])
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(user)
    client.get("/cycles/")  # the session is renewed for this hour

    def answers(url: str, **fields: str) -> list[Any]:
        begun = time.monotonic()
        send = client.post if fields else client.get
        words = {"data": urlencode(fields)} if fields else {}
        form = {"content_type": "application/x-www-form-urlencoded"} if fields else {}
        answer = send(url, **words, **form)
        page = answer.content.decode()
        quick = time.monotonic() - begun < 10
        return [answer.status_code, "Retry-After" in answer, TEXT in page, quick]

    report = reverse("reviews:report_edit", args=["2026"])
    fields = {"achievements": TEXT, "problems": TEXT * 300, "version": "0", "action": "save"}
    found = {"forbidden": answers(reverse("reviews:board", args=["2026"]))}
    for name, trouble in troubles(connection).items():
        with trouble():
            found[name] = answers(report, **fields)
    found["after"] = answers(report, **fields)[:1]
    gone(connection)
    found["gone"] = answers(report, **fields)
    found["gone, reading"] = answers(report)
    login = reverse("perfcenter:login")
    found["gone, logging in"] = answers(login, username=TEXT, password="x" * 9)
    print(json.dumps(found))  # noqa: T201


def impatient(settings: dict[str, Any]) -> None:
    """Wait a moment only, where the site waits for seconds."""
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"]["timeout"] = PATIENCE
    else:
        wait = f"{int(PATIENCE * 1000)}ms"
        settings["OPTIONS"]["options"] = f"-c lock_timeout={wait}"
    from django.db import connection

    connection.close()


def troubles(connection: Any) -> dict[str, Callable[[], Any]]:
    if connection.vendor == "sqlite":
        return {"locked": lambda: locked_file(connection), "full": lambda: full_file(connection)}
    return {"locked": lambda: locked_table(connection), "slow": lambda: slow_table(connection)}


@contextmanager
def locked_file(connection: Any) -> Iterator[None]:
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.rollback()
    other.close()


@contextmanager
def full_file(connection: Any) -> Iterator[None]:
    """The file may not grow, and its free pages are taken."""
    from django.db import OperationalError

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (x)")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        with suppress(OperationalError):
            while True:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(2000))")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def locked_table(connection: Any) -> Iterator[None]:
    """Somebody else keeps the table to herself; we wait for `lock_timeout`."""
    import psycopg2

    names = {"host", "port", "user", "password", "dbname"}
    known = {k: v for k, v in connection.get_connection_params().items() if k in names}
    other = psycopg2.connect(**known)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE reviews_annualreport IN ACCESS EXCLUSIVE MODE")
    yield
    other.rollback()
    other.close()


@contextmanager
def slow_table(connection: Any) -> Iterator[None]:
    """The same where `statement_timeout` ends the wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SET statement_timeout = 300")
    with locked_table(connection):
        yield
    connection.close()


def gone(connection: Any) -> None:
    """Lose the connection, and find nothing where it led."""
    connection.close()
    settings = connection.settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["NAME"] = "/nowhere/at/all.sqlite3"
    else:
        settings["HOST"] = "/nowhere"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    main()
