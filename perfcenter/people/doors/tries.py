"""The wrong tries in django-axes' table: a row for each name from each address.

A try is counted before its password is looked at and taken back when it was right, so that tries
at the same moment find each other's counts, in whichever process they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone

from perfcenter.base.locks import Lock, hold
from perfcenter.base.registry import Door
from perfcenter.models import User
from perfcenter.people.doors.limits import Count, Limit, Standing, standing

NAME, ADDRESS = "username", "ip_address"
DAY = timedelta(days=1)
NETWORK = 64
"""Bits of an IPv6 address that tell one network from another; a device picks the rest itself."""


def limit_of(by: str) -> Limit:
    """Return the limit of a name, or of an address, behind which a whole bank may sit."""
    if by == NAME:
        return Limit(settings.AXES_FAILURE_LIMIT, longest=timedelta(hours=12), memory=DAY)
    return Limit(settings.ADDRESS_TRIES, longest=timedelta(hours=1), memory=timedelta(hours=1))


@dataclass(frozen=True)
class Outcome:
    """Whether a try is let through to the password, and what there is after it if it is wrong."""

    is_allowed: bool
    after: Standing


def count_try(name: str, address: str | None) -> Outcome:
    """Count a try with a name in its normal form, unless there is something to wait for."""
    network = network_of(address)
    before = _standing(name, network)
    if not before.is_open:  # most tries of a flood end here, without a write
        return Outcome(is_allowed=False, after=before)
    with transaction.atomic():
        hold(Lock.DOORS)
        before = _standing(name, network)
        if not before.is_open:
            return Outcome(is_allowed=False, after=before)
        now = timezone.now()
        AccessAttempt.objects.filter(attempt_time__lte=now - DAY).delete()
        row = {NAME: name, ADDRESS: network, "user_agent": ""}
        more = {"failures_since_start": F("failures_since_start") + 1, "attempt_time": now}
        if not AccessAttempt.objects.filter(**row).update(**more):
            AccessAttempt.objects.create(**row, failures_since_start=1)
        return Outcome(is_allowed=True, after=_standing(name, network))


def forgive(user: User, address: str | None) -> None:
    """Take the wrong tries of a name back, because its owner was there.

    Where several logins have names that differ by capitals alone, only the right try itself is
    taken back: with the password of one nobody gets more tries at another.
    """
    tries = AccessAttempt.objects.filter(username=user.normal_name)
    if not tries.exists():
        return
    with transaction.atomic():
        hold(Lock.DOORS)
        if User.objects.filter(normal_name=user.normal_name).count() == 1:
            tries.delete()
        else:
            tries.filter(ip_address=network_of(address), failures_since_start__gt=0).update(
                failures_since_start=F("failures_since_start") - 1
            )


def forget_name(name: str) -> None:
    """Let the tries with a name, in its normal form, begin anew."""
    AccessAttempt.objects.filter(username=name).delete()


def forget_address(address: str) -> None:
    """Let the tries from an address begin anew; they count on for the names they were made with."""
    AccessAttempt.objects.filter(ip_address=address).update(ip_address=None)


def counts_of(by: str) -> dict[str, Count]:
    """Return the count of every name, or of every address, that is remembered."""
    limit = limit_of(by)
    groups = _remembered(limit).exclude(**{by: None}).order_by().values(by)
    rows = groups.annotate(wrong=Sum("failures_since_start"), last=Max("attempt_time"))
    return {row[by]: Count(limit, row["wrong"], row["last"]) for row in rows}


def network_of(address: str | None) -> str | None:
    """Return the address as it is counted.

    >>> network_of("10.0.0.7"), network_of("2001:db8:1:2:3:4:5:6")
    ('10.0.0.7', '2001:db8:1:2::')
    """
    if address is None:
        return None
    parsed = ip_address(address)
    if not isinstance(parsed, IPv6Address):
        return address
    host = 128 - NETWORK
    return str(IPv6Address(int(parsed) >> host << host))


def _standing(name: str, network: str | None) -> Standing:
    address = None if network is None else _count(ADDRESS, network)
    return standing(_count(NAME, name), address, timezone.now())


def _count(by: str, value: str) -> Count:
    limit = limit_of(by)
    found = _remembered(limit).filter(**{by: value})
    row = found.aggregate(wrong=Sum("failures_since_start"), last=Max("attempt_time"))
    return Count(limit, row["wrong"] or 0, row["last"])


def _remembered(limit: Limit) -> QuerySet[Any]:
    since = timezone.now() - limit.memory
    rows: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__gt=since)
    return rows


LINKS = Door(
    lets_in=lambda name, address: count_try(name, address).is_allowed, take_back=forget_name
)
"""The same counts for links that open a page without a login."""
