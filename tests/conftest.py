"""The cast that the tests are about, and how the suite runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from perfcenter.models import User
from tests import factories

DATABASE = {"db", "transactional_db", "django_db_setup"}
"""The fixtures without which nothing reaches the database."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that reach the database: the others say the same whichever it is."""
    for item in items:
        asked = DATABASE.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    """Fast passwords and static files without a manifest; nothing of a test stays on disk."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def keeping(django_db_setup, django_db_blocker) -> Callable[[], AbstractContextManager[None]]:
    """A block whose rows stay from test to test of a module or class, and are gone after it."""

    @contextmanager
    def block() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block


@dataclass(frozen=True)
class Cast:
    """Everybody the permission rules tell apart."""

    manager: User
    colleague: User
    supervisor: User
    director: User
    supervisor_elsewhere: User
    outsider: User
    hr: User
    auditor: User
    administrator: User


@pytest.fixture
def cast(db) -> Cast:
    """A manager, her colleague, their supervisor and his director; a supervisor elsewhere with
    her own manager (the outsider); HR, an auditor, an administrator."""
    north = factories.make_branch("B1", parent=factories.make_branch("HO"))
    south = factories.make_branch("B2", parent=north.parent)
    director = factories.make_manager("D1", branch=north.parent, supervisor=None)
    supervisor = factories.make_manager("S1", branch=north, supervisor=director)
    elsewhere = factories.make_manager("S2", branch=south, supervisor=director)
    return Cast(
        manager=factories.make_user(
            factories.make_manager("M1", branch=north, supervisor=supervisor)
        ),
        colleague=factories.make_user(
            factories.make_manager("M2", branch=north, supervisor=supervisor)
        ),
        supervisor=factories.make_user(supervisor),
        director=factories.make_user(director),
        supervisor_elsewhere=factories.make_user(elsewhere),
        outsider=factories.make_user(
            factories.make_manager("M3", branch=south, supervisor=elsewhere)
        ),
        hr=factories.make_user(role=User.Role.HR),
        auditor=factories.make_user(role=User.Role.AUDITOR),
        administrator=factories.make_user(role=User.Role.ADMINISTRATOR),
    )


@pytest.fixture
def cycle(cast):
    """The year 2026; all take part but the supervisor elsewhere."""
    everybody = (cast.manager, cast.colleague, cast.supervisor, cast.director, cast.outsider)
    return factories.make_cycle(managers=[user.manager for user in everybody])


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
