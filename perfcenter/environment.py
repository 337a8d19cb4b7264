"""What settings.py reads from outside and checks, naming the variable that is wrong."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-64000;"
    "PRAGMA mmap_size=268435456;"
)


def database_from_url(url: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's database settings for DATABASE_URL; SQLite in `data_dir` when it is empty.

    >>> database_from_url("postgres://u:p@db/perf", Path("var"))["CONN_MAX_AGE"]
    60
    >>> database_from_url("mysql://db/perf", Path("var"))
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: DATABASE_URL starts with 'mysql'; expected \
sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME
    """
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{data_dir / 'perfcenter.sqlite3'}"
    scheme = urlsplit(url).scheme
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with {scheme!r}; "
            "expected sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME"
        )
    try:
        config = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if not config.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL names no database")
    if scheme == "sqlite":
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


def checked_hosts(hosts: list[str]) -> list[str]:
    """Return the host names; a name with a scheme, a port or a path would never match.

    >>> checked_hosts(["perf.bank.example", ".bank.example"])
    ['perf.bank.example', '.bank.example']
    >>> checked_hosts(["https://perf.bank.example"])
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: ALLOWED_HOSTS has 'https://perf.bank.example'; \
expected host names alone, such as perf.bank.example
    """
    for host in hosts:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS has {host!r}; expected host names alone, such as perf.bank.example"
            )
    return hosts


def checked_time_zone(name: str) -> str:
    """Return the name of a time zone that exists.

    >>> checked_time_zone("Asia/Nowhere")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: TIME_ZONE is 'Asia/Nowhere'; expected a name such \
as Asia/Shanghai
    """
    if name not in available_timezones():
        raise ImproperlyConfigured(f"TIME_ZONE is {name!r}; expected a name such as Asia/Shanghai")
    return name


def demo_secret_key(path: Path) -> str:
    """Return the key in `path`, making one that only its owner can read when there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
