"""What is told: `tell` in the transaction of what it is about, and what people do with notices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone

from perfcenter.base.said import kept
from perfcenter.models import Delivery, Notice, NoticeChoice, User
from perfcenter.notices import hours
from perfcenter.notices.channels import channels_of
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record

BATCH = 500
Place = tuple[str, list[str]]
"""The name of a page's address, and its arguments."""
HERSELF = "*"
"""The argument that is the staff number of whoever is told."""

_in_site_alone: ContextVar[bool] = ContextVar("in_site_alone", default=False)


@contextmanager
def in_site_alone() -> Iterator[None]:
    """Let nothing go out of what is told in this block: it tells of what was long ago."""
    token = _in_site_alone.set(True)
    try:
        yield
    finally:
        _in_site_alone.reset(token)


def tell(
    *,
    kind: str,
    to: Iterable[User],
    text: str,
    place: Place | None = None,
    about: models.Model | None = None,
    cycle: str = "",
    once: str = "",
    actor: User | None = None,
) -> Written:
    """Tell people something, in the caller's transaction; nobody is told of what she does herself.

    Returns what the caller's entry of the audit log answers for. Whoever has no open login is not
    told; with `once`, nor is who was told of the event before.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind}: notices are made inside the transaction of what they tell")
    people = {one.pk: one for one in to if one.is_active and one != actor}
    if once:
        known = Notice.objects.filter(once=once).values_list("to", flat=True)
        for pk in set(known) & people.keys():
            del people[pk]
    if not people:
        return {}
    now, telling = timezone.now(), uuid4().hex
    made = Notice.objects.bulk_create(
        [
            Notice(
                to=one,
                kind=kind,
                said=kept(text),
                about_type=about._meta.label if about else "",
                about_key=str(about.pk) if about else "",
                cycle=cycle,
                place=_place(place, one),
                telling=telling,
                once=once,
                made_at=now,
            )
            for one in people.values()
        ],
        batch_size=BATCH,
    )
    if not _in_site_alone.get():
        Delivery.objects.bulk_create(_deliveries(made), batch_size=BATCH)
    return {Notice: [telling]}


def _place(place: Place | None, to: User) -> list[Any]:
    if place is None:
        return []
    name, arguments = place
    return [name, [to.manager_id if one == HERSELF else one for one in arguments]]


def told_together(*parts: Written) -> dict[type[models.Model], Collection[Any]]:
    """Return what several tellings, and what else was written, came to."""
    found: dict[type[models.Model], list[Any]] = {}
    for part in parts:
        for model, keys in part.items():
            found.setdefault(model, []).extend(keys)
    return dict(found)


def _deliveries(made: Collection[Notice]) -> Iterator[Delivery]:
    """Yield what goes out, and when: at once, or with what the day brings, as each wants it."""
    now = timezone.now()
    at_once, daily = hours.soonest(now), hours.next_daily(now)
    choices = {one.user_id: one for one in NoticeChoice.objects.filter(user__in=_batch(made))}
    for notice in made:
        choice = choices.get(notice.to_id) or NoticeChoice()
        for channel in channels_of(notice.to):
            way = choice.way(channel)
            if way != NoticeChoice.Way.NONE:
                when = at_once if way == NoticeChoice.Way.AT_ONCE else daily
                yield Delivery(notice=notice, to_id=notice.to_id, channel=channel, next_try=when)


def _batch(made: Collection[Notice]) -> Any:
    """Return the people of notices that have one telling, however many, as a query."""
    telling = next(iter(made)).telling
    return Notice.objects.filter(telling=telling).order_by().values("to")


def mark_read(*, notice: Notice, actor: User) -> None:
    """Keep when she read it first."""
    now = timezone.now()
    Notice.objects.visible_to(actor).unread().filter(pk=notice.pk).update(read_at=now)


def mark_all_read(*, actor: User, until: int) -> int:
    """Mark what she has not read, up to the newest notice that the page showed."""
    unread = Notice.objects.visible_to(actor).unread().filter(pk__lte=until)
    return unread.update(read_at=timezone.now())


def choose(
    *, email: str, chat: str = NoticeChoice.Way.DAILY, address: str = "", actor: User
) -> NoticeChoice:
    """Keep how she wants to be told from now on; what waits already goes out as it was to.

    An `address` counts only for who is in no staff file.
    """
    with transaction.atomic():
        made, _is_new = NoticeChoice.objects.update_or_create(
            user=actor, defaults={"email": email, "chat": chat, "address": address}
        )
        record(
            actor=actor,
            action="notice.choose",
            target=actor,
            detail={"email": email, "chat": chat},
        )
    return made
