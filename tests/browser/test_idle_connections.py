"""Browsers open connections ahead of need; who leaves them idle holds nobody up."""

from __future__ import annotations

import socket
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
IDLE = 6  # what a browser opens at most to one site


def test_idle_connections_hold_nobody_up(server):
    place = urlsplit(server)
    idle = [socket.create_connection((place.hostname, place.port)) for _ in range(IDLE)]
    try:
        asking = HTTPConnection(place.netloc, timeout=60)
        asking.request("GET", "/login/")
        assert asking.getresponse().status == 200
        asking.close()
    finally:
        for one in idle:
            one.close()
