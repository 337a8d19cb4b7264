"""What settings.py reads from outside and checks, naming the variable that is wrong."""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9_.-]+(:[0-9]+)?")
PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
SHORTEST_KEY, LEAST_DIFFERENT = 50, 5  # as Django's own check has it
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
    if config.get("NAME") in {None, "", ":memory:"}:
        raise ImproperlyConfigured("DATABASE_URL names no database")
    if scheme == "sqlite":
        file = Path(str(config["NAME"]))
        if not file.parent.is_dir():
            raise ImproperlyConfigured(
                f"DATABASE_URL names a file in {file.parent}, which is no folder"
            )
        try:
            make_private(file)
        except OSError as error:
            raise ImproperlyConfigured(f"DATABASE_URL: {file}: {error.strerror}") from error
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


def make_private(file: Path) -> None:
    """Make the file, empty and for its owner alone, where there is none.

    SQLite would make it as readable as the folder and the umask let it be, and gives the files of
    its log the mode of this one.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


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
    hosts = [host.strip() for host in hosts]
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


def checked_address_tries(tries: int, of_a_name: int) -> int:
    """Return how many wrong tries an address has; behind one stand several names, so no fewer.

    >>> checked_address_tries(5, of_a_name=6)
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: ADDRESS_TRIES is 5; expected 6 or more, the tries \
that a name has
    """
    if tries < of_a_name:
        raise ImproperlyConfigured(
            f"ADDRESS_TRIES is {tries}; expected {of_a_name} or more, the tries that a name has"
        )
    return tries


def checked_origins(origins: list[str]) -> list[str]:
    """Return the origins, each a scheme and a host name.

    >>> checked_origins(["perf.bank.example"])
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: CSRF_TRUSTED_ORIGINS has 'perf.bank.example'; \
expected origins such as https://perf.bank.example
    """
    origins = [origin.strip() for origin in origins]
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"CSRF_TRUSTED_ORIGINS has {origin!r}; "
                "expected origins such as https://perf.bank.example"
            )
    return origins


def at_least_one(variable: str, number: int) -> int:
    """Return the number, which has to be 1 or more.

    >>> at_least_one("EXPORTS_AT_ONCE", 0)
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: EXPORTS_AT_ONCE is 0; expected 1 or more
    """
    if number < 1:
        raise ImproperlyConfigured(f"{variable} is {number}; expected 1 or more")
    return number


def checked_publishers(number: int) -> int:
    """Return how many persons of HR a publication takes: one prepares, another one publishes.

    >>> checked_publishers(3)
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: PUBLISHERS is 3; expected 2, or 1 where a single \
person works in human resources
    """
    if number not in {1, 2}:
        raise ImproperlyConfigured(
            f"PUBLISHERS is {number}; expected 2, or 1 where a single person works in human "
            "resources"
        )
    return number


def checked_path(path: str) -> str:
    """Return the path under which the site is, without a slash at its end; empty at a host's top.

    >>> checked_path("/perf/"), checked_path("/")
    ('/perf', '')
    >>> checked_path("perf")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ImproperlyConfigured: SCRIPT_NAME is 'perf'; expected a path such as \
/perf
    """
    bare = path.rstrip("/")
    if not PATH.fullmatch(bare):
        raise ImproperlyConfigured(f"SCRIPT_NAME is {path!r}; expected a path such as /perf")
    return bare


def data_folder(name: str) -> Path:
    """Return the folder of the database and the secret key, made private where it is not there."""
    if not name:
        raise ImproperlyConfigured("DATA_DIR is empty; expected a folder")
    folder = Path(name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR is {name!r}: {error.strerror}") from error
    return folder


def storage_of(backend: str, options: Any, folder: Path) -> dict[str, Any]:
    """Return the settings of the vault's storage: a private folder unless a class is named.

    >>> storage_of("", {}, Path("var/vault"))["OPTIONS"]["location"]
    'var/vault'
    >>> storage_of("storages.S3Storage", {"bucket_name": "perf"}, Path("var"))["OPTIONS"]
    {'bucket_name': 'perf'}
    """
    if not isinstance(options, dict):
        raise ImproperlyConfigured(
            'VAULT_OPTIONS is no table; expected JSON such as {"bucket_name": "perf"}'
        )
    if backend:
        return {"BACKEND": backend, "OPTIONS": options}
    private = {
        "location": str(folder),
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {**private, **options},
    }


def secret_key(given: str, folder: Path, *, is_public: bool) -> str:
    """Return the key given, or where others cannot reach the site one that is made in `folder`."""
    if given:
        if is_public and (len(given) < SHORTEST_KEY or len(set(given)) < LEAST_DIFFERENT):
            raise ImproperlyConfigured(
                f"SECRET_KEY has {len(given)} characters, {len(set(given))} different; "
                f"expected {SHORTEST_KEY} random ones"
            )
        return given
    if is_public:
        raise ImproperlyConfigured("SECRET_KEY is required when ALLOWED_HOSTS is given")
    try:
        return demo_secret_key(folder / "secret_key")
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR is {str(folder)!r}: {error.strerror}") from error


def demo_secret_key(path: Path) -> str:
    """Return the key in `path`, making one that only its owner can read when there is none."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
