"""What stands in the top bar for whom. A page that is not there yet is left out, never faked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from perfcenter.models import User
from scoring.models import Cycle

MY_PAGES = ("perfcenter:home", "scoring:sheet")
APPROVALS = ("reviews:queue", "reviews:review")
# An auditor has neither a board nor a queue of her own: both are read out of the cycles.
READ_IN_CYCLES = ("scoring:cycle", "reviews:board", *APPROVALS)


@dataclass(frozen=True)
class Item:
    """A link of the top bar; it is active on the pages whose URL names start with `covers`."""

    title: str
    url: str
    covers: tuple[str, ...]

    def is_active(self, view_name: str) -> bool:
        return view_name.startswith(self.covers)


def items_for(user: User) -> list[Item]:
    """Return the pages a user works with, in the order of her day."""
    return list(_items(user))


def newest_cycle(user: User) -> str | None:
    """Return the code of the newest cycle she takes part in; for HR and auditors of all cycles."""
    cycles = Cycle.objects.order_by("-last_month", "-first_month", "code")
    if not user.sees_everyone:
        if user.manager_id is None:
            return None
        cycles = cycles.filter(participants__manager=user.manager_id)
    return cycles.values_list("code", flat=True).first()


def _items(user: User) -> Iterator[Item]:
    if user.is_administrator:
        yield from _item(_("Users"), "perfcenter:user_list", ("perfcenter:user",))
        return
    newest = newest_cycle(user)
    if user.is_hr and newest:
        yield from _item(_("Progress"), "reviews:board", ("reviews:board",), newest)
    if user.is_manager:
        yield from _item(_("My performance"), "perfcenter:home", MY_PAGES)
    if user.is_manager and newest:
        yield from _item(_("Self-review"), "reviews:report_edit", ("reviews:report_edit",), newest)
    if user.is_hr or user.is_supervisor:
        yield from _item(_("Self-review approvals"), "reviews:queue", APPROVALS)
    if user.is_manager:
        yield from _item(_("History"), "scoring:cycle_list", ("scoring:cycle",))
    if user.sees_everyone:
        covers = READ_IN_CYCLES if user.is_auditor else ("scoring:cycle",)
        yield from _item(_("Cycles"), "scoring:cycle_list", covers)
        yield from _item(_("Schemes"), "scoring:scheme_list", ("scoring:scheme",))
    if user.sees_everyone:
        yield from _item(_("Audit log"), "perfcenter:audit_list", ("perfcenter:audit",))


def _item(title: str, name: str, covers: tuple[str, ...], *args: object) -> Iterator[Item]:
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return
    yield Item(title, url, covers)
