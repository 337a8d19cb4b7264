"""Talks that are due this month, and check-ins that wait for one's confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.registry import Link, Task
from perfcenter.models import User
from reviews.meetings.read import may_see_check_in, talks_due, to_confirm
from reviews.todo.words import joined, until
from scoring.cycles.titles import cycle_title
from scoring.models import Participant


def to_talk(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the talks of this month, and what is to be confirmed."""
    today = timezone.localdate()
    for one in talks_due(user, today):
        words = ngettext(
            "Talk with %(count)s of your people", "Talk with %(count)s of your people", one.missing
        ) % {"count": whole(one.missing)}
        mark = ("triangle", "bad") if one.is_overdue(today) else ("ring", "")
        href = reverse("reviews:talk_list", args=[one.cycle.code])
        note = joined(cycle_title(one.cycle), until(one.due))
        yield one.due, Task(words, words, note, f"{href}#people", *mark)
    for check_in in to_confirm(user):
        words = _("Confirm the mid-year check-in")
        if check_in.manager_id != user.manager_id:
            said = {"name": check_in.manager.name}
            words = _("Confirm the mid-year check-in of %(name)s") % said
        place = [check_in.cycle.code, check_in.manager_id]
        href = reverse("reviews:talks_with", args=place)
        note = cycle_title(check_in.cycle)
        yield None, Task(words, words, note, f"{href}#check-in", "ring", "")


def talks_link(user: User, participant: Participant) -> tuple[Link, ...]:
    """Return the way from somebody's sheet to the talks with her, for whoever may read them."""
    cycle, manager = participant.cycle, participant.manager
    if not may_see_check_in(user, cycle, manager):
        return ()
    return (Link(_("Talks"), reverse("reviews:talks_with", args=[cycle.code, manager.staff_no])),)
