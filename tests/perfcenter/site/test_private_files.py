"""What holds the bank's data or a password is made for its owner alone, in any folder."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from perfcenter.site.environment import database_from_url, secret_key
from tests.factories import make_manager

ROOT = Path(__file__).resolve().parents[3]
WRITE_AND_LOOK = """
from django.db import connection
from django.contrib.sessions.models import Session
from django.utils import timezone
Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
import os
for name in sorted(os.listdir(os.environ["DATA_DIR"])):
    print(name, oct(os.stat(os.path.join(os.environ["DATA_DIR"], name)).st_mode & 0o777))
"""


@pytest.fixture
def open_folder(tmp_path):
    """A folder that everybody may read, and a umask that leaves everything readable."""
    tmp_path.chmod(0o755)
    before = os.umask(0)
    yield tmp_path
    os.umask(before)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_the_database_and_its_log_are_private(open_folder):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def manage(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env={**kept, "DATA_DIR": str(open_folder)},
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    manage("migrate", "sessions", "--verbosity", "0")
    modes = dict(
        line.split() for line in manage("shell", "--no-imports", "-c", WRITE_AND_LOOK).splitlines()
    )
    assert modes == {
        "perfcenter.sqlite3": "0o600",
        "perfcenter.sqlite3-shm": "0o600",
        "perfcenter.sqlite3-wal": "0o600",
        "secret_key": "0o600",
    }


def test_a_database_elsewhere_is_private_too(open_folder):
    database_from_url(f"sqlite:///{open_folder / 'bank.sqlite3'}", open_folder / "nowhere")
    assert mode(open_folder / "bank.sqlite3") == 0o600


def test_a_database_that_is_there_keeps_its_rows_and_its_mode(open_folder):
    file = open_folder / "bank.sqlite3"
    file.write_bytes(b"rows")
    file.chmod(0o640)
    database_from_url(f"sqlite:///{file}", open_folder)
    assert (file.read_bytes(), mode(file)) == (b"rows", 0o640)


def test_a_folder_that_takes_no_file_is_named(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL: .*: Permission denied"):
        database_from_url(f"sqlite:///{tmp_path / 'bank.sqlite3'}", tmp_path)


def test_the_secret_key_is_private(open_folder):
    secret_key("", open_folder, is_public=False)
    assert mode(open_folder / "secret_key") == 0o600


def test_the_file_of_one_time_passwords_is_private(open_folder, db):
    make_manager("M8")
    call_command("create_users", str(open_folder / "passwords.csv"))
    assert mode(open_folder / "passwords.csv") == 0o600
