"""Lists of notices: one's own, and what everybody was told, with what went out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from perfcenter.models import Delivery
from perfcenter.notices.applications import APPLICATIONS
from perfcenter.notices.read import Told, with_deliveries
from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.tags.numbers import stamp

NOTICES = Listing(
    name="notices",
    title=_("Notices"),
    columns=(
        Column("at", _("When"), lambda one: stamp(one.notice.made_at), order="pk", is_name=True),
    ),
    first="-at",
    last="-pk",
    size=25,
    dress=lambda notices: [Told(one) for one in notices],
    lines="notices/_lines.html",
)


def _state(channel: str) -> Column:
    return Column(
        channel,
        Delivery.Channel(channel).label,
        lambda told: told.state(channel),
        hint=lambda told: told.out[channel].why if channel in told.out else "",
        is_sorted=False,
        is_extra=channel in APPLICATIONS,
    )


def _read(told: Told) -> str | None:
    return stamp(told.notice.read_at) if told.notice.read_at else None


TOLD = Listing(
    name="told",
    title=_("Who was told what"),
    columns=(
        Column(
            "at", _("When"), lambda told: stamp(told.notice.made_at), order="pk", place="p4 nowrap"
        ),
        Column(
            "who",
            _("To whom"),
            lambda told: told.notice.to.name,
            order=in_code_points("to__name"),
            place="p1",
            is_name=True,
        ),
        Column(
            "number",
            _("User name"),
            lambda told: told.notice.to.username,
            order=in_code_points("to__username"),
        ),
        Column("kind", _("Kind"), lambda told: told.title, order="kind", place="p2"),
        Column("text", _("What"), lambda told: told.notice.text, is_sorted=False, place="p3"),
        Column("cycle", _("Cycle"), lambda told: told.notice.cycle, order="cycle", is_extra=True),
        Column("read", _("Read at"), _read, order="read_at"),
        *(_state(channel) for channel in Delivery.Channel),
    ),
    first="-at",
    last="-pk",
    dress=with_deliveries,
)
