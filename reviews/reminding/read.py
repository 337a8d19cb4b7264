"""Who was last reminded of what, and when."""

from __future__ import annotations

from collections.abc import Collection

from perfcenter.base.batches import batches
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from reviews.models import Reminder
from scoring.models import Cycle


@once_a_page
def last_reminders(user: User) -> dict[tuple[int, str], Reminder]:
    """Return the user's last reminder in each open cycle, by cycle and step."""
    if not user.is_manager:
        return {}
    sent = Reminder.objects.filter(manager=user.manager_id, cycle__published_at=None)
    found: dict[tuple[int, str], Reminder] = {}
    for one in sent.select_related("sent_by").order_by("sent_at", "id"):
        found[one.cycle_id, one.step] = one
    return found


def last_reminded(cycle: Cycle, staff: Collection[str], step: str) -> dict[str, Reminder]:
    """Return the last reminder of each of these people in a cycle, by staff number."""
    found: dict[str, Reminder] = {}
    for some in batches(staff):
        sent = Reminder.objects.filter(cycle=cycle, step=step, manager__in=some)
        newest_last = sent.select_related("sent_by").order_by("sent_at", "id")
        found |= {one.manager_id: one for one in newest_last}
    return found
