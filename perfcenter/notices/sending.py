"""What waits goes out: claimed, sent outside any transaction, and what came of it kept.

A sender that is killed leaves a claim. Whether its message went out nobody knows, so that it is
not sent again: the row says so after a while.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation

from perfcenter.base.said import Kept, kept, of_error
from perfcenter.base.said import gettext as _
from perfcenter.models import Delivery, User
from perfcenter.notices import hours
from perfcenter.notices.calling import NotSent
from perfcenter.notices.channels import Channel, address_of, configured
from perfcenter.notices.messages import send

State = Delivery.State
AGAIN_AFTER = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240))
"""How long after each try that came to nothing; after the last one it is given up."""
STALE = timedelta(minutes=10)
"""So long a claim is that of a sender that may still live."""
NAMED_AT_ONCE = 40
"""People whom one message of a robot names."""
LONGEST = 60.0
"""Seconds after which a worker goes back to its jobs."""


@dataclass
class Sent:
    """How many notices went out, did not, and are given up for good."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0

    @property
    def is_anything(self) -> bool:
        return bool(self.sent or self.failed or self.given_up)


def send_due(*, seconds: float = LONGEST) -> Sent:
    """Send what is due; of a channel that fails nothing more in this pass."""
    found, ends = Sent(), monotonic() + seconds
    found.given_up += _give_up_lost()
    with translation.override(settings.LANGUAGE_CODE):
        for channel in configured():
            while monotonic() < ends:
                claimed = _claim(channel)
                if not claimed or not _send(channel, claimed, found):
                    break
    return found


def _claim(channel: Channel) -> list[Delivery]:
    """Take what goes out in one message; of two senders one gets it.

    A robot's message names several people; any other has all that is due to one.
    """
    now, claim = timezone.now(), uuid4().hex
    if hours.soonest(now) > now:
        return []
    due = Delivery.objects.filter(channel=channel, state=State.WAITING, next_try__lte=now)
    first = due.order_by("next_try", "id").values_list("to", flat=True).first()
    if first is None:
        return []
    people = [first]
    if channel in Delivery.IN_GROUPS:
        others = due.order_by("to").values_list("to", flat=True).distinct()
        people = list(dict.fromkeys([first, *others[:NAMED_AT_ONCE]]))[:NAMED_AT_ONCE]
    with transaction.atomic():
        due.filter(to__in=people).update(
            state=State.SENDING, claim=claim, claimed_at=now, tries=F("tries") + 1
        )
    mine = Delivery.objects.filter(claim=claim, state=State.SENDING)
    return list(mine.select_related("notice", "to__manager", "to__notice_choice").order_by("id"))


def _send(channel: Channel, claimed: list[Delivery], found: Sent) -> bool:
    """Send what was claimed; return whether the channel works."""
    people = {one.to_id: one.to for one in claimed}
    reached = {pk: address_of(user, channel) for pk, user in people.items()}
    nowhere = [one for one in claimed if not _may_be_told(one.to, reached[one.to_id])]
    sent = [one for one in claimed if one not in nowhere]
    _end(nowhere, State.GIVEN_UP, kept(_("No address any more, or the login is closed")))
    found.given_up += len(nowhere)
    if not sent:
        return True
    addresses = list(dict.fromkeys(reached[one.to_id] for one in sent))
    try:
        send(channel, addresses, [one.notice.kind for one in sent])
    except NotSent as error:
        _try_again(sent, kept(of_error(error)), found)
        return error.is_of_person
    _end(sent, State.SENT)
    found.sent += len(sent)
    return True


def _may_be_told(user: User, address: str) -> bool:
    return bool(address) and user.is_active


def _end(rows: Collection[Delivery], state: State, reason: Kept = "") -> None:
    """Keep what came of a claim, unless it was taken for lost meanwhile."""
    _mine(rows).update(state=state, reason=reason, ended_at=timezone.now())


def _try_again(rows: Collection[Delivery], reason: Kept, found: Sent) -> None:
    now = timezone.now()
    last = [one for one in rows if one.tries > len(AGAIN_AFTER)]
    _end(last, State.GIVEN_UP, reason)
    found.given_up += len(last)
    for tries in sorted({one.tries for one in rows if one not in last}):
        some = [one for one in rows if one.tries == tries]
        when = hours.soonest(now + AGAIN_AFTER[tries - 1])
        _mine(some).update(state=State.WAITING, reason=reason, next_try=when, claim="")
        found.failed += len(some)


def _mine(rows: Collection[Delivery]) -> QuerySet[Delivery]:
    """Return the rows as long as they are claimed by who claimed them."""
    claims = {one.claim for one in rows}
    found = Delivery.objects.filter(pk__in=[one.pk for one in rows], claim__in=claims)
    return found.filter(state=State.SENDING)


def _give_up_lost() -> int:
    """Send nothing again whose sender ended in the middle: perhaps it went out."""
    now = timezone.now()
    lost = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - STALE)
    if not lost.exists():  # a look that finds nothing locks nothing
        return 0
    reason = _("The sender ended while it sent; perhaps it went out")
    return lost.update(state=State.UNCLEAR, reason=kept(reason), ended_at=now)
