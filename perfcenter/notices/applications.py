"""Messages of a bank's own application in WeCom and DingTalk: to one person, under a token.

The token is asked for with the application's secret, holds for a time, and stays in this process
alone; neither it nor the secret is in what is said of a failure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from perfcenter.base.said import gettext as _
from perfcenter.models import Delivery
from perfcenter.notices.calling import NotSent, ask

Channel = Delivery.Channel
MARGIN = 300.0
"""So many seconds before its end a token is no longer used."""
LONGEST_TOKEN = 7200.0


@dataclass(frozen=True)
class Application:
    """How an application of a chat program is spoken to; `settings` are the names of its four."""

    settings: tuple[str, str, str, str]  # address, who, secret, number of the application
    token_at: str
    named: tuple[str, str]  # what who and secret are called there
    send_at: str
    message: Callable[[str, str, int], Mapping[str, Any]]
    bad_token: frozenset[int]
    unknown: frozenset[int]

    @property
    def given(self) -> tuple[str, str, str, int]:
        address, who, secret, number = (getattr(settings, name) for name in self.settings)
        return address.rstrip("/"), who, secret, int(number or 0)


def _for_wecom(text: str, to: str, number: int) -> Mapping[str, Any]:
    return {"touser": to, "msgtype": "text", "agentid": number, "text": {"content": text}}


def _for_dingtalk(text: str, to: str, number: int) -> Mapping[str, Any]:
    said = {"msgtype": "text", "text": {"content": text}}
    return {"userid_list": to, "agent_id": number, "msg": said}


APPLICATIONS = {
    Channel.WECOM_APP: Application(
        ("WECOM_APP_ADDRESS", "WECOM_CORP_ID", "WECOM_APP_SECRET", "WECOM_AGENT_ID"),
        "/cgi-bin/gettoken",
        ("corpid", "corpsecret"),
        "/cgi-bin/message/send",
        _for_wecom,
        frozenset({40001, 40014, 42001}),
        frozenset({40003, 60111, 81013}),
    ),
    Channel.DINGTALK_APP: Application(
        ("DINGTALK_APP_ADDRESS", "DINGTALK_APP_KEY", "DINGTALK_APP_SECRET", "DINGTALK_AGENT_ID"),
        "/gettoken",
        ("appkey", "appsecret"),
        "/topapi/message/corpconversation/asyncsend_v2",
        _for_dingtalk,
        frozenset({40001, 40014, 42001}),
        frozenset({33012, 60121}),
    ),
}


def send_by_application(channel: str, to: str, text: str) -> None:
    """Send a text to one person; NotSent where she is unknown, or it is not taken.

    A token that holds no longer is asked for anew, once.
    """
    one = APPLICATIONS[Channel(channel)]
    code, answer = _sent(one, to, text)
    if code in one.bad_token:
        _forget(one)
        code, answer = _sent(one, to, text)
    if code in one.unknown or answer.get("invaliduser"):
        words = {"code": str(code or answer["invaliduser"])[:20]}
        why = _("No such user, or the application does not reach her: %(code)s") % words
        raise NotSent(why, is_of_person=True)
    if code != 0:
        raise NotSent(_("The application's message was refused: %(code)s") % {"code": str(code)})


def _sent(one: Application, to: str, text: str) -> tuple[int, dict[str, Any]]:
    address, _who, _secret, number = one.given
    place = f"{address}{one.send_at}?{urlencode({'access_token': _token(one)})}"
    answer = ask(place, one.message(text, to, number))
    return _code(answer), answer


@dataclass(frozen=True)
class _Token:
    value: str
    until: float
    asked_with: str  # a digest: other settings make another token


_tokens: dict[str, _Token] = {}
_lock = Lock()


def _token(one: Application) -> str:
    """Return a token that still holds; asked for where there is none."""
    address, who, secret, _number = one.given
    asked_with = hashlib.sha256(f"{address}\n{who}\n{secret}".encode()).hexdigest()
    with _lock:
        known = _tokens.get(one.send_at)
        if known and known.asked_with == asked_with and monotonic() < known.until:
            return known.value
        names = dict(zip(one.named, (who, secret), strict=True))
        answer = ask(f"{address}{one.token_at}?{urlencode(names)}")
        value, code = answer.get("access_token"), _code(answer)
        if code != 0 or not isinstance(value, str) or not value:
            raise NotSent(_("The application was given no token: %(code)s") % {"code": str(code)})
        holds = answer.get("expires_in")
        seconds = float(holds) if isinstance(holds, int) else LONGEST_TOKEN
        until = monotonic() + min(seconds, LONGEST_TOKEN) - MARGIN
        _tokens[one.send_at] = _Token(value, until, asked_with)
        return value


def _forget(one: Application) -> None:
    with _lock:
        _tokens.pop(one.send_at, None)


def forget_tokens() -> None:
    """Ask for each token anew."""
    with _lock:
        _tokens.clear()


def _code(answer: dict[str, Any]) -> int:
    """Return the number of what went wrong; DingTalk hides some of them behind another one."""
    for name in ("sub_code", "errcode"):
        found = str(answer.get(name, ""))
        if found.isascii() and found.lstrip("-").isdecimal():
            return int(found)
    return -1
