"""An address is called: JSON there and back, no redirection, no long wait."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from perfcenter.base.said import gettext as _

TIMEOUT = 10.0
LARGEST = 65_536
"""Seconds until an answer, and bytes of it."""


class NotSent(Exception):  # noqa: N818 - it says what happened
    """Nothing went out; says why, without the address, which holds a key.

    `is_of_person`: the way works, for her alone it does not.
    """

    def __init__(self, why: str, *, is_of_person: bool = False) -> None:
        super().__init__(why)
        self.is_of_person = is_of_person


class Stay(HTTPRedirectHandler):
    """A robot that moved is not followed: the key would go wherever the answer says."""

    def redirect_request(self, *_args: Any, **_words: Any) -> None:
        return None


def call(address: str, message: dict[str, Any]) -> None:
    """Send a message to a robot; NotSent where it does not answer that it took it."""
    code = ask(address, message).get("errcode")
    if code != 0:
        raise NotSent(_("The robot refused it: %(code)s") % {"code": str(code)[:20]})


def ask(address: str, message: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what is answered to a message, or without one to a question; NotSent without any."""
    body, headers = None, {"Content-Type": "application/json; charset=utf-8"}
    if message is not None:
        body = json.dumps(message, ensure_ascii=False).encode()
    method = "GET" if body is None else "POST"
    request = Request(address, body, headers, method=method)  # noqa: S310 - checked: http or https
    try:
        with build_opener(Stay).open(request, timeout=TIMEOUT) as answer:
            said = json.loads(answer.read(LARGEST))
    except HTTPError as error:
        error.close()
        raise NotSent(
            _("The other side answered %(status)s") % {"status": str(error.code)}
        ) from None
    except TimeoutError:
        raise NotSent(_("No answer in time")) from None
    except URLError as error:
        is_late = isinstance(error.reason, TimeoutError)
        raise NotSent(_("No answer in time") if is_late else _("Not reached")) from None
    except (OSError, HTTPException):
        raise NotSent(_("Not reached")) from None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise NotSent(_("The answer is none of a chat program"))
    return said
