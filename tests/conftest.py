"""The cast that the tests are about, and how the suite runs."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import translation

from perfcenter.models import User
from tests import factories


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    """Fast passwords and static files without a manifest; nothing of a test stays on disk."""
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


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
