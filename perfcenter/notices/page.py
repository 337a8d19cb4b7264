"""The administrator's page: each channel, what waits in it, and the bank's hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.models import Delivery, User
from perfcenter.notices.channels import Channel, address_of, configured, goes_to, is_configured
from perfcenter.notices.forms import TestForm
from perfcenter.notices.hours import calendar
from perfcenter.notices.read import counts_by_channel

State = Delivery.State


@dataclass(frozen=True)
class Way:
    """A channel: whether it is set up, where it goes, and how many notices are how far in it."""

    channel: Channel
    is_configured: bool
    goes_to: str
    counts: list[tuple[str, str]]
    form: TestForm

    @property
    def title(self) -> str:
        return str(self.channel.label)


def ways(given: TestForm | None = None, channel: str = "") -> list[Way]:
    counts = counts_by_channel()
    return [
        Way(
            one,
            is_configured(one),
            goes_to(one),
            [
                (str(state.label), whole(counts.get(one, {}).get(state, 0)))
                for state in State
                if state != State.SENDING or counts.get(one, {}).get(state)
            ],
            given if given is not None and one == channel else TestForm(channel=one),
        )
        for one in Channel
    ]


def bank_hours() -> list[tuple[str, str]]:
    """Return the hours and days of the bank, in words."""
    own = calendar()
    quiet = _("%(begins)s to %(ends)s")
    times = own.quiet and {"begins": f"{own.quiet[0]:%H:%M}", "ends": f"{own.quiet[1]:%H:%M}"}
    return [
        (_("Quiet hours"), quiet % times if times else _("none")),
        (_("Once a day at"), f"{own.daily_at:%H:%M}"),
        (_("Holidays given"), whole(len(own.holidays))),
        (_("Workdays at weekends given"), whole(len(own.workdays))),
    ]


def addresses(user: User) -> list[dict[str, Any]]:
    """Return where the user is reached, of the channels that are set up."""
    return [{"title": one.label, "address": address_of(user, one)} for one in configured()]
