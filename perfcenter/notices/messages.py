"""What goes out: that something waits, and where. No name, score or amount leaves the site.

A robot speaks in a chat that others read too, and an e-mail is kept by others' servers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Collection, Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import get_script_prefix, reverse

from perfcenter.base.formats import whole
from perfcenter.base.said import gettext as _
from perfcenter.base.said import ngettext
from perfcenter.models import Delivery
from perfcenter.notices.applications import send_by_application
from perfcenter.notices.calling import NotSent, call
from perfcenter.notices.kinds import title_of

Channel = Delivery.Channel


def site_link() -> str:
    """Return the address of one's notices, from outside."""
    path = reverse("notices:notice_list").removeprefix(get_script_prefix().rstrip("/"))
    return f"{settings.SITE_ADDRESS}{path}"


def send(channel: str, addresses: Sequence[str], kinds: Sequence[str]) -> None:
    """Send what is told of these kinds: to several people by a robot, else to the first one."""
    if channel == Channel.EMAIL:
        send_email(addresses[0], kinds)
    elif channel in Delivery.IN_GROUPS:
        send_robot(channel, addresses)
    else:
        send_application(channel, addresses[0], kinds)


def send_email(address: str, kinds: Sequence[str]) -> None:
    """Tell one person of her notices, of these kinds."""
    subject, titles = _subject(kinds), _titles(kinds)
    how = _("How you are told is chosen there too.")
    body = "\n".join((_("In Perfcenter there waits for you:"), *titles, "", site_link(), "", how))
    try:
        connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
        EmailMessage(subject, body, to=[address], connection=connection).send()
    except SMTPRecipientsRefused:
        raise NotSent(_("The mail server knows no such address"), is_of_person=True) from None
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        # The words of a server may repeat addresses.
        said = {"why": type(error).__name__}
        raise NotSent(_("The mail server did not take it: %(why)s") % said) from None


def send_application(channel: str, to: str, kinds: Sequence[str]) -> None:
    """Tell one person of her notices, of these kinds, by the bank's application."""
    send_by_application(channel, to, "\n".join((_subject(kinds), *_titles(kinds), site_link())))


def _subject(kinds: Sequence[str]) -> str:
    counted = ngettext("%(count)s new notice", "%(count)s new notices", len(kinds))
    return _("Perfcenter: %(words)s") % {"words": counted % {"count": whole(len(kinds))}}


def _titles(kinds: Sequence[str]) -> list[str]:
    return [f"- {title_of(kind)}" for kind in dict.fromkeys(kinds)]


def send_robot(channel: str, people: Collection[str]) -> None:
    """Let the robot of a chat program name people, by their ids there."""
    text = "\n".join((_("There are new notices for you in Perfcenter."), site_link()))
    if channel == Channel.WECOM:
        call(settings.WECOM_WEBHOOK, for_wecom(text, people))
    else:
        call(_signed(settings.DINGTALK_WEBHOOK), for_dingtalk(text, people))


def for_wecom(text: str, people: Collection[str]) -> dict[str, Any]:
    """Return the message as WeCom's robots read it."""
    return {"msgtype": "text", "text": {"content": text, "mentioned_list": list(people)}}


def for_dingtalk(text: str, people: Collection[str]) -> dict[str, Any]:
    """Return the message as DingTalk's robots read it: names stand in the text as well."""
    named = " ".join(f"@{one}" for one in people)
    return {
        "msgtype": "text",
        "text": {"content": f"{text}\n{named}"},
        "at": {"atUserIds": list(people), "isAtAll": False},
    }


def _signed(address: str) -> str:
    """Return DingTalk's address with the time and its signature, where a secret is given."""
    secret = settings.DINGTALK_SECRET
    if not secret:
        return address
    now = str(int(time.time() * 1000))
    digest = hmac.new(secret.encode(), f"{now}\n{secret}".encode(), hashlib.sha256).digest()
    sign = quote(base64.b64encode(digest), safe="")
    joined = "&" if "?" in address else "?"
    return f"{address}{joined}timestamp={now}&sign={sign}"
