"""Messages of an application: to one person each, under a token that is asked for when needed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry, Delivery, NoticeChoice, User
from perfcenter.notices import applications
from perfcenter.notices.sending import send_due
from perfcenter.notices.trying import send_test
from tests.perfcenter.notices.conftest import told

pytestmark = pytest.mark.django_db
SECRET = "application-secret"
WECOM, DINGTALK = Delivery.Channel.WECOM_APP, Delivery.Channel.DINGTALK_APP


class Gateway:
    """A stand-in for both chat programs: it hands out tokens and takes messages under them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.good = ""
        self.holds: object = 7200
        self.says: dict[str, Any] = {"errcode": 0}
        self.refuses_tokens = 0
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                gateway.asked.append(self.path)
                sent = parse_qs(urlsplit(self.path).query)
                if SECRET not in (sent.get("corpsecret") or sent.get("appsecret") or []):
                    return self.say({"errcode": 40013})
                gateway.good = f"token-{len(gateway.asked)}"
                said = {"errcode": 0, "access_token": gateway.good, "expires_in": gateway.holds}
                return self.say(said)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                token = parse_qs(urlsplit(self.path).query)["access_token"][0]
                if token != gateway.good or gateway.refuses_tokens:
                    gateway.refuses_tokens = max(0, gateway.refuses_tokens - 1)
                    return self.say({"errcode": 42001})
                gateway.got.append((urlsplit(self.path).path, body))
                return self.say(gateway.says)

            def say(self, said: dict[str, Any]) -> None:
                body = json.dumps(said).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def gateway(monkeypatch, settings) -> Iterator[Gateway]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    applications.forget_tokens()
    made = Gateway()
    settings.SENDS_EMAIL = False
    settings.WECOM_APP_ADDRESS = settings.DINGTALK_APP_ADDRESS = made.address
    settings.WECOM_CORP_ID, settings.WECOM_APP_SECRET, settings.WECOM_AGENT_ID = "c", SECRET, "7"
    settings.DINGTALK_APP_KEY, settings.DINGTALK_APP_SECRET = "k", SECRET
    settings.DINGTALK_AGENT_ID = "8"
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def wecom(gateway, settings) -> Gateway:
    settings.DINGTALK_APP_ADDRESS = ""
    return gateway


def failed() -> Delivery:
    assert send_due().failed == 1
    return Delivery.objects.get()


def test_each_person_gets_a_message_of_her_own(clock, reachable, gateway):
    told(reachable, text="机密")
    assert send_due().sent == 2
    (path, wecom), (work, dingtalk) = gateway.got
    assert (path, wecom["touser"], wecom["agentid"]) == ("/cgi-bin/message/send", "WM1", 7)
    assert work == "/topapi/message/corpconversation/asyncsend_v2"
    assert (dingtalk["userid_list"], dingtalk["agent_id"]) == ("DM1", 8)
    for text in (wecom["text"]["content"], dingtalk["msg"]["text"]["content"]):
        assert "述职报告被退回" in text
        assert "/notices/" in text
        assert "机密" not in text


def test_what_is_due_to_her_is_one_message_and_nobody_elses(clock, reachable, cast, wecom):
    cast.colleague.manager.wecom_id = "WM2"
    cast.colleague.manager.save()
    way = NoticeChoice.Way.AT_ONCE
    NoticeChoice.objects.create(user=cast.colleague, email=way, chat=way)
    told(reachable, User.objects.select_related("manager").get(pk=cast.colleague.pk))
    told(reachable, kind="report.approved")
    assert send_due().sent == 3
    assert sorted(body["touser"] for _path, body in wecom.got) == ["WM1", "WM2"]


def test_a_token_is_asked_for_once_as_long_as_it_holds(clock, reachable, wecom, monkeypatch):
    for _number in range(2):
        told(reachable)
        send_due()
    assert len(wecom.asked) == 1
    later = applications.monotonic() + 7200 - applications.MARGIN
    monkeypatch.setattr(applications, "monotonic", lambda: later + 1)
    told(reachable)
    assert send_due().sent == 1
    assert len(wecom.asked) == 2


def test_a_token_that_is_refused_is_asked_for_anew_once(clock, reachable, wecom):
    told(reachable)
    send_due()
    wecom.refuses_tokens = 1
    told(reachable)
    assert send_due().sent == 1
    assert len(wecom.asked) == 2
    wecom.refuses_tokens = 5
    told(reachable)
    assert send_due().failed == 1
    assert Delivery.objects.first().why == "应用通知被拒收：42001"
    assert len(wecom.asked) == 3


def test_another_secret_makes_another_token(clock, reachable, wecom, settings):
    told(reachable)
    send_due()
    settings.WECOM_CORP_ID = "other"
    told(reachable)
    send_due()
    assert len(wecom.asked) == 2


@pytest.mark.parametrize(
    "says",
    [{"errcode": 60111}, {"errcode": 81013}, {"errcode": 0, "invaliduser": "WM1"}],
)
def test_somebody_whom_it_does_not_know_stops_nobody_else(clock, reachable, wecom, says):
    told(reachable)
    wecom.says = says
    one = failed()
    assert "无此用户" in one.why
    assert one.state == "waiting"


def test_dingtalk_says_under_another_number_what_is_wrong(clock, reachable, gateway, settings):
    settings.WECOM_APP_ADDRESS = ""
    told(reachable)
    gateway.says = {"errcode": 88, "sub_code": "60121", "sub_msg": "no such user"}
    assert "60121" in failed().why


@pytest.mark.parametrize("says", [{"errcode": 45009}, {}, {"errcode": "none"}])
def test_a_message_that_is_not_taken_is_tried_again_later(clock, reachable, wecom, says):
    told(reachable)
    wecom.says = says
    assert failed().why.startswith("应用通知被拒收")


def test_no_secret_or_token_is_in_what_is_said_logged_or_kept(
    clock, reachable, wecom, cast, settings, caplog
):
    caplog.set_level(logging.DEBUG)
    settings.WECOM_APP_SECRET = "wrong-secret"
    told(reachable)
    one = failed()
    assert one.why == "应用未获令牌：40013"
    with pytest.raises(Refused, match="40013"):
        send_test(channel=WECOM, to="WM1", actor=cast.administrator)
    settings.WECOM_APP_ADDRESS = "http://127.0.0.1:1"
    with pytest.raises(Refused, match="无法连接"):
        send_test(channel=WECOM, to="WM1", actor=cast.administrator)
    kept = str([*AuditEntry.objects.values(), *Delivery.objects.values()]) + caplog.text
    assert not [word for word in ("wrong-secret", "token-", SECRET) if word in kept]


def test_nothing_is_called_unless_an_address_is_given(clock, reachable, gateway, settings):
    settings.WECOM_APP_ADDRESS = settings.DINGTALK_APP_ADDRESS = ""
    told(reachable)
    assert not send_due().is_anything
    assert (gateway.asked, gateway.got) == ([], [])


def test_the_administrator_tries_it_and_sees_what_comes_of_it(clock, wecom, cast, login):
    client = login(cast.administrator)
    answer = client.post(f"/notices/channels/{WECOM}/test/", {f"{WECOM}-to": "WM9"})
    assert answer.status_code == 302
    assert wecom.got[0][1]["touser"] == "WM9"
    page = client.get("/notices/channels/").content.decode()
    assert SECRET not in page
    assert "127.0.0.1" in page
