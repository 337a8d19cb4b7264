"""Whom something is told, what was told to whom, and what went out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from perfcenter.base.batches import batches
from perfcenter.models import Delivery, Notice, User
from perfcenter.notices.kinds import title_of

FAILURES = 20
"""So many of the last failures stand on the administrator's page."""


def logins_of(staff: Collection[str]) -> Iterator[User]:
    """Yield the open logins of people by staff number, with their lines of the staff file."""
    for some in batches(dict.fromkeys(staff)):
        yield from _open().filter(manager__in=some)


def in_role(role: str) -> QuerySet[User]:
    return _open().filter(role=role)


def _open() -> QuerySet[User]:
    return User.objects.filter(is_active=True).select_related("manager", "notice_choice")


def link_of(notice: Notice) -> str:
    """Return the page that a notice leads to; empty where there is none any more."""
    if not notice.place:
        return ""
    name, arguments = notice.place
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Told:
    """A notice with what went out of it, by channel."""

    notice: Notice
    out: dict[str, Delivery] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return title_of(self.notice.kind)

    @property
    def href(self) -> str:
        return link_of(self.notice)

    def state(self, channel: str) -> str:
        """Return how far it is by a channel, in words; empty where it does not go that way."""
        one = self.out.get(channel)
        return str(one.get_state_display()) if one else ""


def with_deliveries(notices: Iterable[Notice]) -> list[Told]:
    """Return notices with what went out of them, in one query."""
    listed = list(notices)
    out: dict[int, dict[str, Delivery]] = {}
    for some in batches(one.pk for one in listed):
        for each in Delivery.objects.filter(notice__in=some):
            out.setdefault(each.notice_id, {})[each.channel] = each
    return [Told(one, out.get(one.pk, {})) for one in listed]


def notices_found(search: dict[str, Any]) -> QuerySet[Notice]:
    """Return what everybody was told, by cycle, person, kind and what became of it outside."""
    found = Notice.objects.select_related("to")
    if cycle := search.get("cycle"):
        found = found.filter(cycle=cycle)
    if kind := search.get("kind"):
        found = found.filter(kind=kind)
    if words := search.get("q"):
        found = found.filter(Q(to__name__icontains=words) | Q(to__username__icontains=words))
    if state := search.get("state"):
        out = Delivery.objects.filter(notice=OuterRef("pk"), state=state)
        found = found.filter(Exists(out))
    return found


def cycles_told() -> Sequence[str]:
    codes = Notice.objects.exclude(cycle="").order_by("-cycle")
    return list(codes.values_list("cycle", flat=True).distinct())


def counts_by_channel() -> dict[str, dict[str, int]]:
    """Return how many are in each state, by channel."""
    found: dict[str, dict[str, int]] = {}
    counted = Delivery.objects.order_by().values_list("channel", "state").annotate(n=Count("pk"))
    for channel, state, number in counted:
        found.setdefault(channel, {})[state] = number
    return found


def last_failures() -> list[Delivery]:
    """Return what did not go out lately, those that are tried again among them, newest first."""
    wrong = Q(state__in=(Delivery.State.GIVEN_UP, Delivery.State.UNCLEAR))
    wrong |= Q(state=Delivery.State.WAITING, tries__gt=0)
    return list(
        Delivery.objects.filter(wrong)
        .select_related("to")
        .order_by("-claimed_at", "-pk")[:FAILURES]
    )
