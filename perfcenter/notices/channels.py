"""By which ways something goes out of the site, and under which address of whom."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from perfcenter.models import Delivery, NoticeChoice, User

Channel = Delivery.Channel
FIELDS = {
    Channel.EMAIL: "email",
    Channel.WECOM: "wecom_id",
    Channel.DINGTALK: "dingtalk_id",
    Channel.WECOM_APP: "wecom_id",
    Channel.DINGTALK_APP: "dingtalk_id",
}
"""The field of the staff file that holds somebody's address."""


def is_configured(channel: str) -> bool:
    """Whether an address is given to which this goes; without one nothing is sent."""
    return bool(settings.SENDS_EMAIL if channel == Channel.EMAIL else _called(channel))


def configured() -> list[Channel]:
    return [channel for channel in Channel if is_configured(channel)]


def address_of(user: User, channel: str) -> str:
    """Return where the user is reached, by the staff file; empty where it says nothing.

    Who is in no staff file, such as human resources, has given her e-mail address herself.
    """
    if user.manager is None:
        given: NoticeChoice | None = getattr(user, "notice_choice", None)
        return given.address if given and channel == Channel.EMAIL else ""
    found: str = getattr(user.manager, FIELDS[Channel(channel)])
    return found


def channels_of(user: User) -> Iterator[Channel]:
    """Yield the ways by which the user is reached now."""
    return (channel for channel in configured() if address_of(user, channel))


def goes_to(channel: str) -> str:
    """Return the host that a channel calls; never the address, which holds a key."""
    if channel == Channel.EMAIL:
        return settings.EMAIL_HOST
    return urlsplit(_called(channel)).hostname or ""


def _called(channel: str) -> str:
    found: str = {
        Channel.WECOM: settings.WECOM_WEBHOOK,
        Channel.DINGTALK: settings.DINGTALK_WEBHOOK,
        Channel.WECOM_APP: settings.WECOM_APP_ADDRESS,
        Channel.DINGTALK_APP: settings.DINGTALK_APP_ADDRESS,
    }[Channel(channel)]
    return found
