"""What is to be done about published results: acknowledged, and decided where somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import plain, whole
from perfcenter.base.registry import Notice, Task
from perfcenter.models import User
from reviews.acknowledging.read import owed_by
from reviews.appeals.listing import about
from reviews.appeals.naming import stuck
from reviews.appeals.read import waiting_for, without_decider
from reviews.todo.words import joined, reminded, until
from scoring.cycles.titles import cycle_title
from scoring.models import Participant, Result
from scoring.runs.in_force import amendments_of
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite

NAMED = 3
"""So many queries have a line of their own; of more there is one line."""
Due = tuple[date | None, Task]


def to_acknowledge(user: User) -> Iterator[Due]:
    """Yield the published results that the user has not answered to yet."""
    for cycle, last, reminder in owed_by(user):
        title = _("Acknowledge your result")
        note = joined(cycle_title(cycle), until(last), reminded(reminder))
        href = reverse("reviews:acknowledge", args=[cycle.code])
        yield last, Task(title, title, note, href, *_mark(last))


def to_answer(user: User) -> Iterator[Due]:
    """Yield the queries and appeals that the user decides on."""
    waiting = waiting_for(user)
    if 0 < len(waiting) <= NAMED:
        for one in waiting:
            title = _("Decide on the appeal") if one.is_appeal else _("Decide on the query")
            note = joined(one.manager.name, about(one), until(one.due_on))
            href = reverse("reviews:objection", args=[one.pk])
            yield one.due_on, Task(title, title, note, href, *_mark(one.due_on))
    elif waiting:
        words = ngettext(
            "Decide on %(count)s query or appeal",
            "Decide on %(count)s queries and appeals",
            len(waiting),
        ) % {"count": whole(len(waiting))}
        first = waiting[0].due_on
        href = f"{reverse('reviews:objection_list')}?state=open"
        yield first, Task(words, words, until(first), href, *_mark(first))
    if count := without_decider(user):
        words = ngettext(
            "Give %(count)s query or appeal to somebody who decides",
            "Give %(count)s queries and appeals to somebody who decides",
            count,
        ) % {"count": whole(count)}
        href = f"{reverse('reviews:objection_list')}?state=open&assignee=none"
        yield None, Task(words, words, "", href, "ring", "")


def to_name(user: User) -> Iterator[Due]:
    """Yield that an administrator has to name who decides, where nobody may."""
    if not user.is_administrator:
        return
    waiting = stuck()
    if waiting:
        words = ngettext(
            "Name who decides on %(count)s query or appeal",
            "Name who decides on %(count)s queries and appeals",
            len(waiting),
        ) % {"count": whole(len(waiting))}
        first = waiting[0].due_on
        href = reverse("reviews:objection_stuck_list")
        yield first, Task(words, words, until(first), href, *_mark(first))


def amended(participant: Participant) -> Iterator[Notice]:
    """Say above a published sheet that another result counts, and why."""
    cycle, staff_no = participant.cycle, participant.manager_id
    run = cycle.published_run_id
    found = amendments_of([run], [staff_no]).get((run, staff_no)) if run else None
    if run is None or found is None:
        return
    was = Result.objects.get(run=run, manager=staff_no)
    scheme = definition(cycle.scheme)
    before, after = (
        plain(one.composite, places_of_composite(one.composite, scheme, None))
        for one in (was, found)
    )
    text = _("Amended: the composite score is %(after)s instead of %(before)s. Reason: %(reason)s")
    href = reverse("reviews:amendment", args=[cycle.code, staff_no, found.number])
    said = {"after": after, "before": before, "reason": found.reason}
    yield Notice("own", text % said, href, _("See both results"), is_since=True)


def _mark(last: date) -> tuple[str, str]:
    return ("triangle", "bad") if last < timezone.localdate() else ("ring", "")
