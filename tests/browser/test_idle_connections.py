"""Browsers open connections ahead of need; who leaves them idle holds nobody up."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser
IDLE = 6  # what a browser opens at most to one site


def test_idle_connections_hold_nobody_up(server):
    place = urlsplit(server)
    idle = [socket.create_connection((place.hostname, place.port)) for _ in range(IDLE)]
    try:
        with urlopen(f"{server}/login/", timeout=60) as answer:
            assert answer.status == 200
    finally:
        for one in idle:
            one.close()
