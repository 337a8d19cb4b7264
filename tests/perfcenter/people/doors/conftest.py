"""Somebody in front of a door, and a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from perfcenter.people.doors import record

LOGIN, PASSWORD = "/login/", "/password/"
RIGHT, WRONG = "secret", "wrong"


@pytest.fixture(autouse=True)
def _no_flood_before():
    record.tally.clear()


@pytest.fixture
def knock(client: Client, cast):
    """Try a name and a password at the login; return the answer."""
    client.cookies["django_language"] = "en"

    def try_once(username: str = "M1", password: str = WRONG, *, address: str = "10.0.0.1"):
        form = {"username": username, "password": password}
        return client.post(LOGIN, form, REMOTE_ADDR=address)

    return try_once


@pytest.fixture
def later() -> Callable[..., None]:
    """Let time pass for the tries that are remembered."""

    def passes(**time: float) -> None:
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(**time))

    return passes


def is_in(answer) -> bool:
    return answer.status_code == 302
