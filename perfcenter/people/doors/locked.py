"""Which names and addresses have to wait, and letting them in again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.names import normal
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.people.access import check_administrator
from perfcenter.people.doors import tries
from perfcenter.people.doors.record import UNKNOWN
from perfcenter.trail.recording import Thing, record, thing_of
from perfcenter.ui.requests import read_address


@dataclass(frozen=True)
class Locked:
    """A name or an address that has to wait; `row` is one of its rows in the table of tries."""

    by: str
    value: str
    row: int
    users: tuple[User, ...]
    wrong: int
    until: datetime

    @property
    def is_address(self) -> bool:
        return self.by == tries.ADDRESS

    @property
    def who(self) -> str:
        """The address, or the logins; a name that nobody has may be somebody's password."""
        if self.is_address:
            return self.value
        users = [f"{user.name} {user.username}" for user in self.users]
        return _("; ").join(users) or _("a name that nobody has")


def locked() -> list[Locked]:
    """Return who has to wait, addresses first, then those who wait longest."""
    found = [*_locked(tries.ADDRESS), *_locked(tries.NAME)]
    return sorted(found, key=lambda each: (not each.is_address, -each.until.timestamp()))


def unlock_name(*, name: str, actor: User | None = None) -> None:
    """Let the tries with a name begin anew, however it is written."""
    check_administrator(actor)
    value = normal(name)
    with transaction.atomic():
        if not AccessAttempt.objects.filter(username=value).exists():
            raise Refused(_("There are no wrong tries with this name"))
        user = User.objects.filter(normal_name=value).first()
        tries.forget_name(value)
        record(actor=actor, action="login.unlock", target=thing_of(user) if user else UNKNOWN)


def unlock_address(*, address: str, actor: User | None = None) -> None:
    """Let the tries from an address begin anew."""
    check_administrator(actor)
    network = tries.network_of(read_address(address))
    with transaction.atomic():
        if not network or not AccessAttempt.objects.filter(ip_address=network).exists():
            raise Refused(_("There are no wrong tries from this address"))
        tries.forget_address(network)
        target = Thing("address", network, network)
        record(actor=actor, action="login.unlock", target=target)


def unlock_row(*, by: str, row: int, actor: User | None = None) -> None:
    """Unlock the name, or the address, of a row of the list."""
    attempt = AccessAttempt.objects.filter(pk=row).first()
    if attempt is None:
        check_administrator(actor)
        raise Refused(_("It was unlocked already"))
    if by == tries.ADDRESS:
        unlock_address(address=attempt.ip_address or "", actor=actor)
    else:
        unlock_name(name=attempt.username, actor=actor)


def _locked(by: str) -> Iterator[Locked]:
    now = timezone.now()
    waiting = {value: count for value, count in tries.counts_of(by).items() if count.waits_at(now)}
    rows = {
        getattr(row, by): row.pk
        for row in AccessAttempt.objects.filter(**{f"{by}__in": waiting}).order_by("-pk")
    }
    users: dict[str, list[User]] = {}
    if by == tries.NAME:
        for user in User.objects.filter(normal_name__in=waiting).order_by("username"):
            users.setdefault(user.normal_name, []).append(user)
    for value, count in waiting.items():
        if value in rows:
            until = now + count.waits_at(now)
            yield Locked(by, value, rows[value], tuple(users.get(value, ())), count.wrong, until)
