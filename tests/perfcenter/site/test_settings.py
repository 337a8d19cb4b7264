"""Settings come from the environment; a wrong value stops the start and is named."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = ("DATABASE_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "LANGUAGE_CODE", "TIME_ZONE",
        "HTTPS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "DATA_DIR", "BANK_NAME",
        "SCRIPT_NAME", "EXPORTS_AT_ONCE")  # fmt: skip
PRODUCTION = {"ALLOWED_HOSTS": "perf.bank.example", "SECRET_KEY": "k" * 64 + "!aB3" * 4}
PRINTED = "from django.conf import settings as s; print(s.{name})"


def manage(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env={**kept, "DATA_DIR": str(folder), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def setting(folder: Path, name: str, **environment: str) -> str:
    done = manage(folder, "shell", "--no-imports", "-c", PRINTED.format(name=name), **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "2"),
        ("BEHIND_PROXY", "perhaps"),
        ("DATABASE_URL", "mysql://u@h/d"),
        ("DATABASE_URL", "postgres://u@h:port/d"),
        ("DATABASE_URL", "postgres://u@h/"),
        ("LANGUAGE_CODE", "fr"),
        ("TIME_ZONE", "Asia/Nowhere"),
        ("CSRF_TRUSTED_ORIGINS", "perf.bank.example"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3"),
        ("DATA_DIR", ""),
        ("DATA_DIR", "/proc/perfcenter"),
        ("ALLOWED_HOSTS", "https://perf.bank.example"),
        ("ALLOWED_HOSTS", "perf.bank.example:8000"),
        ("ALLOWED_HOSTS", "*"),
        ("SCRIPT_NAME", "perf"),
        ("SCRIPT_NAME", "/perf center"),
        ("EXPORTS_AT_ONCE", "0"),
        ("EXPORTS_AT_ONCE", "many"),
    ],
)
def test_a_wrong_value_fails_at_start_and_names_the_variable(tmp_path, name, value):
    done = manage(tmp_path, "check", **{"SECRET_KEY": "x" * 60, name: value})
    assert done.returncode != 0
    assert name in done.stderr


def test_production_needs_a_secret_key(tmp_path):
    done = manage(tmp_path, "check", ALLOWED_HOSTS="perf.bank.example")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_a_short_secret_key_does_not_start_a_production_site(tmp_path):
    done = manage(tmp_path, "check", ALLOWED_HOSTS="perf.bank.example", SECRET_KEY="x")
    assert done.returncode != 0
    assert "SECRET_KEY has 1 characters" in done.stderr


def test_a_secret_key_of_one_sign_does_not_start_a_production_site(tmp_path):
    done = manage(tmp_path, "check", ALLOWED_HOSTS="perf.bank.example", SECRET_KEY=" " * 60)
    assert done.returncode != 0
    assert "SECRET_KEY has 60 characters, 1 different" in done.stderr


def test_spaces_between_hosts_do_not_count(tmp_path):
    environment = {**PRODUCTION, "ALLOWED_HOSTS": "a.example, b.example"}
    assert setting(tmp_path, "ALLOWED_HOSTS", **environment) == "['a.example', 'b.example']"


def test_a_folder_that_is_made_is_private(tmp_path):
    setting(tmp_path / "new", "DATA_DIR")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_the_deployment_check_is_clean_with_production_settings(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_without_hosts_only_this_machine_is_served(tmp_path):
    assert setting(tmp_path, "ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]']"
    assert setting(tmp_path, "DEBUG") == "False"


def test_the_demos_key_is_made_once_and_private(tmp_path):
    first, second = setting(tmp_path, "SECRET_KEY"), setting(tmp_path, "SECRET_KEY")
    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_chinese_and_shanghai_time_unless_asked_otherwise(tmp_path):
    assert setting(tmp_path, "LANGUAGE_CODE") == "zh-hans"
    assert setting(tmp_path, "TIME_ZONE") == "Asia/Shanghai"
