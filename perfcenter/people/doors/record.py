"""The entries that the doors leave in the audit trail."""

from __future__ import annotations

from django.http import HttpRequest

from perfcenter.base.numbers.rounding import units
from perfcenter.models import User
from perfcenter.people.doors.backend import find_user
from perfcenter.people.doors.limits import Standing
from perfcenter.people.doors.tries import network_of
from perfcenter.trail.recording import Thing, record_first
from perfcenter.trail.tally import Tally, is_round
from perfcenter.ui.requests import current_address, user_of

LONGEST = 150
UNKNOWN = Thing("name", "", "—")
"""The object of a try with a name that nobody has."""
tally = Tally()


def record_login(user: User) -> None:
    """Record that somebody gets in, before she does."""
    record_first(actor=user, action="login.open", target=user)


def record_logout(user: User) -> None:
    record_first(actor=user, action="login.close", target=user)


def record_failure(request: HttpRequest, typed: str, after: Standing | None) -> None:
    """Record a wrong try, and the waits that it leads to, of the name, of the address.

    What was typed as a name is kept, and shown on no page: people type passwords into it.
    """
    detail = {"typed": typed[:LONGEST], "page": request.path}
    target = find_user(typed) or UNKNOWN
    actor = user_of(request)
    record_first(actor=actor, action="login.fail", target=target, detail=detail)
    if after is None:
        return
    address = network_of(current_address() or None) or ""
    for waits, locked in (
        (after.name_waits, target),
        (after.address_waits, Thing("address", address, address)),
    ):
        if waits:
            minutes = {"minutes": units(waits.total_seconds() / 60)}
            record_first(actor=actor, action="login.lock", target=locked, detail=minutes)


def record_refused_try(request: HttpRequest, typed: str) -> None:
    """Record the 1st, 10th, 100th... try in a row from an address that was not looked at."""
    times = tally.add(current_address())
    if not is_round(times):
        return
    record_first(
        actor=user_of(request),
        action="login.refuse",
        target=find_user(typed) or UNKNOWN,
        detail={"typed": typed[:LONGEST], "page": request.path, "times": times},
    )
