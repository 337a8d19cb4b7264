"""A bank whose people can be reached, and a workday's morning."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from perfcenter.models import Delivery, Notice, NoticeChoice, User
from perfcenter.notices.write import tell

Clock = Callable[[str], datetime]


@pytest.fixture(autouse=True)
def _plain_hours(settings):
    settings.NOTICES_QUIET, settings.WECOM_WEBHOOK, settings.DINGTALK_WEBHOOK = None, "", ""


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """Set the clock of the notices to a time of the bank's day."""

    def at(text: str) -> datetime:
        moment = timezone.make_aware(datetime.fromisoformat(text))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    at("2026-11-30 10:00")  # a Monday
    return at


@pytest.fixture
def reachable(cast) -> User:
    """M1, reached in every way, and told at once."""
    manager = cast.manager.manager
    manager.email, manager.wecom_id, manager.dingtalk_id = "m1@bank.example", "WM1", "DM1"
    manager.save()
    way = NoticeChoice.Way.AT_ONCE
    NoticeChoice.objects.create(user=cast.manager, email=way, chat=way)
    return User.objects.select_related("manager").get(pk=cast.manager.pk)


def told(*to: User, **words: Any) -> list[Notice]:
    """Tell people of something."""
    given = {"kind": "report.returned", "text": "内容", "place": ("perfcenter:home", []), **words}
    with transaction.atomic():
        found = tell(to=to, **given)
    return list(Notice.objects.filter(telling__in=found.get(Notice, [])).order_by("to"))


def out() -> list[tuple[str, str]]:
    """Return every delivery's channel and state."""
    return list(Delivery.objects.order_by("channel").values_list("channel", "state"))


class Robot:
    """A stand-in for a chat program's robot: what it got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status, self.says, self.moved_to = 200, '{"errcode": 0, "errmsg": "ok"}', ""
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robot.got.append((self.path, json.loads(body)))
                self.send_response(robot.status)
                if robot.moved_to:
                    self.send_header("Location", robot.moved_to)
                said = robot.says.encode()
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/send?key=secret-key"


@pytest.fixture
def robot(monkeypatch) -> Iterator[Robot]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Robot()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()
