"""What the tests of all apps ask for, and how the suite runs."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation

from perfcenter.models import User
from tests import factories
from tests.cast import Cast, make_cast
from tests.own_database import own_database

DATABASE = {"db", "transactional_db", "django_db_setup"}
"""The fixtures without which nothing reaches the database."""


@pytest.fixture(scope="module")
def own_site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The environment of a site with a database of its own; tests with it are marked `django_db`.

    It is made before a test's transaction begins, in which nothing can be copied.
    """
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("own")) as env:
        yield env


ALIKE = (
    "tests/golden/",
    "tests/perfcenter/demo/",
    "tests/perfcenter/site/test_downloads_recorded.py",
    "tests/perfcenter/site/test_under_a_path.py",
    "tests/perfcenter/site/unsent/",
    "tests/perfcenter/trail/test_verify_command.py",
    "tests/portfolio/loading/test_load_command.py",
    "tests/portfolio/loading/test_load_keys.py",
    "tests/portfolio/loading/test_load_many_errors.py",
    "tests/portfolio/loading/test_load_numbers.py",
    "tests/portfolio/loading/test_load_refuses.py",
    "tests/portfolio/valuation/test_detail.py",
    "tests/portfolio/valuation/test_mixing.py",
    "tests/portfolio/valuation/test_owned.py",
    "tests/reviews/deck/",
    "tests/reviews/masters/",
    "tests/reviews/previews/",
    "tests/reviews/test_a_large_bank.py",
    "tests/scoring/card/",
    "tests/scoring/comparing/",
    "tests/scoring/editor/",
    "tests/scoring/explanation/",
    "tests/scoring/runs/test_before_bounds.py",
    "tests/scoring/runs/test_leavers.py",
    "tests/scoring/sheet/",
)
"""What these try lies above the database, and others ask the same of it: they run on SQLite."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that reach the database: the others say the same whichever it is."""
    for item in items:
        if item.nodeid.startswith(ALIKE):
            item.add_marker("alike")
        asked = DATABASE.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """Spare the collector what stays to the end: walking it takes a fifteenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


def vault_in(folder: Path) -> dict[str, Any]:
    """Return the setting of a vault in a folder."""
    location = {"location": str(folder / "vault")}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": location}


@pytest.fixture(scope="session", autouse=True)
def _unsynced() -> Iterator[None]:
    """No power fails in a test: waiting for the disk at each file of the vault is most of a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _plain_settings(tmp_path_factory) -> Iterator[None]:
    """Fast passwords, static files without a manifest; for what modules and sessions keep too."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    folder = tmp_path_factory.mktemp("data")
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": plain, "vault": vault_in(folder)},
        DATA_DIR=folder,
    ):
        yield


@pytest.fixture(scope="session")
def keeping(django_db_setup, django_db_blocker) -> Callable[[], AbstractContextManager[None]]:
    """A block whose rows stay from test to test of a module or class, and are gone after it."""

    @contextmanager
    def block() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block


@pytest.fixture
def own_files(settings, tmp_path) -> None:
    """The site's own files are those of this test alone."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def own_vault(settings, tmp_path) -> None:
    """What is put into the vault is this test's alone."""
    settings.STORAGES = {**settings.STORAGES, "vault": vault_in(tmp_path)}


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def cycle(cast):
    """The year 2026; all take part but the supervisor elsewhere."""
    return factories.make_cycle(managers=cast.participants)


@pytest.fixture
def login(client: Client):
    """Return a client logged in as the user given."""

    def as_user(user: User) -> Client:
        client.force_login(user)
        return client

    return as_user


@pytest.fixture
def english():
    """Commands and pages speak English."""
    with translation.override("en"):
        yield
