"""Settings come from the environment; a wrong value stops the start and is named."""

from __future__ import annotations

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

ROOT = Path(__file__).resolve().parents[3]
OURS = ("DATABASE_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "LANGUAGE_CODE", "TIME_ZONE",
        "HTTPS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "DATA_DIR", "BANK_NAME",
        "SCRIPT_NAME", "EXPORTS_AT_ONCE")  # fmt: skip
PRODUCTION = {"ALLOWED_HOSTS": "perf.bank.example", "SECRET_KEY": "k" * 64 + "!aB3" * 4}
WRONG = (ImproperlyConfigured, EnvError)


def environment(folder: Path, given: dict[str, str]) -> dict[str, str]:
    """The variables of this process, with ours as given and no others of ours."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "DATA_DIR": str(folder), **given}


def settings(folder: Path, **given: str) -> dict[str, Any]:
    """Read the file of settings as a start with these variables would; ours stay as they are."""
    with patch.dict(os.environ, environment(folder, given), clear=True):
        return runpy.run_path(str(ROOT / "perfcenter" / "settings.py"))


def check(folder: Path, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Start for real, and let Django check itself."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", *words],
        cwd=ROOT, env=environment(folder, given), capture_output=True, text=True, check=False,
    )  # fmt: skip


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
        ("ADDRESS_TRIES", "5"),
        ("ADDRESS_TRIES", "many"),
    ],
)
def test_a_wrong_value_is_refused_with_the_name_of_its_variable(tmp_path, name, value):
    with pytest.raises(WRONG, match=name):
        settings(tmp_path, **{"SECRET_KEY": "x" * 60, name: value})


@pytest.mark.parametrize(("name", "value"), [("DEBUG", "maybe"), ("DATABASE_URL", "mysql://h/d")])
def test_a_start_with_a_wrong_value_fails_and_names_the_variable(tmp_path, name, value):
    done = check(tmp_path, **{"SECRET_KEY": "x" * 60, name: value})
    assert done.returncode != 0
    assert name in done.stderr


def test_production_needs_a_secret_key(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is required"):
        settings(tmp_path, ALLOWED_HOSTS="perf.bank.example")


def test_a_short_secret_key_does_not_start_a_production_site(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY has 1 characters"):
        settings(tmp_path, ALLOWED_HOSTS="perf.bank.example", SECRET_KEY="x")


def test_a_secret_key_of_one_sign_does_not_start_a_production_site(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY has 60 characters, 1 different"):
        settings(tmp_path, ALLOWED_HOSTS="perf.bank.example", SECRET_KEY=" " * 60)


def test_spaces_between_hosts_do_not_count(tmp_path):
    given = {**PRODUCTION, "ALLOWED_HOSTS": "a.example, b.example"}
    assert settings(tmp_path, **given)["ALLOWED_HOSTS"] == ["a.example", "b.example"]


def test_a_folder_that_is_made_is_private(tmp_path):
    settings(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_the_deployment_check_is_clean_with_production_settings(tmp_path):
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_without_hosts_only_this_machine_is_served(tmp_path):
    read = settings(tmp_path)
    assert read["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert read["DEBUG"] is False


def test_the_demos_key_is_made_once_and_private(tmp_path):
    first, second = settings(tmp_path)["SECRET_KEY"], settings(tmp_path)["SECRET_KEY"]
    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_chinese_and_shanghai_time_unless_asked_otherwise(tmp_path):
    read = settings(tmp_path)
    assert (read["LANGUAGE_CODE"], read["TIME_ZONE"]) == ("zh-hans", "Asia/Shanghai")
