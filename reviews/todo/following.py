"""Feedback interviews to hold and to confirm, plans to review, recognitions to decide on."""

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
from reviews.feedback.read import owed_by, to_confirm, to_decide, to_review
from reviews.feedback.who import may_read
from reviews.todo.words import joined, until
from scoring.cycles.titles import cycle_title
from scoring.models import Participant

Due = tuple[date | None, Task]
NAMED = 3
"""So many plans have a line of their own; of more there is one line."""


def to_follow(user: User) -> Iterator[Due]:
    """Yield what the user owes about published results, and what waits for her answer."""
    today = timezone.localdate()
    for interview in to_confirm(user):
        words = _("Confirm the record of your feedback interview")
        place = [interview.cycle.code, interview.manager_id]
        href = f"{reverse('reviews:feedback', args=place)}#answer"
        yield None, Task(words, words, cycle_title(interview.cycle), href, "ring", "")
    for owed in owed_by(user):
        mark = ("triangle", "bad") if owed.due < today else ("ring", "")
        note = joined(cycle_title(owed.cycle), until(owed.due))
        page = reverse("reviews:feedback_list", args=[owed.cycle.code])
        if owed.interviews:
            words = ngettext(
                "Hold %(count)s feedback interview",
                "Hold %(count)s feedback interviews",
                owed.interviews,
            ) % {"count": whole(owed.interviews)}
            yield owed.due, Task(words, words, note, f"{page}?stage=none#people", *mark)
        if owed.plans:
            words = ngettext(
                "Write %(count)s improvement plan",
                "Write %(count)s improvement plans",
                owed.plans,
            ) % {"count": whole(owed.plans)}
            yield owed.due, Task(words, words, note, f"{page}?plan=lacking#people", *mark)
    yield from _plans(user, today)
    yield from _recognitions(user)


def feedback_link(user: User, participant: Participant) -> tuple[Link, ...]:
    """Return the way from a published sheet to the feedback on it, for whoever may read it."""
    cycle, manager = participant.cycle, participant.manager
    if not cycle.is_published or not may_read(user, cycle, manager):
        return ()
    there = reverse("reviews:feedback", args=[cycle.code, manager.staff_no])
    return (Link(_("Feedback"), there, is_since=True),)


def _plans(user: User, today: date) -> Iterator[Due]:
    plans = to_review(user, today)
    for plan in plans[:NAMED]:
        words = _("Review the improvement plan of %(name)s") % {"name": plan.manager.name}
        href = reverse("reviews:improvement", args=[plan.cycle.code, plan.manager_id])
        late = plan.review_on is not None and plan.review_on < today
        mark = ("triangle", "bad") if late else ("ring", "")
        note = joined(cycle_title(plan.cycle), until(plan.review_on))
        yield plan.review_on, Task(words, words, note, f"{href}#review", *mark)
    if rest := plans[NAMED:]:
        words = ngettext(
            "Review %(count)s more improvement plan",
            "Review %(count)s more improvement plans",
            len(rest),
        ) % {"count": whole(len(rest))}
        href = f"{reverse('reviews:feedback_list', args=[rest[0].cycle.code])}?plan=open#people"
        yield rest[0].review_on, Task(words, words, until(rest[0].review_on), href, "ring", "")


def _recognitions(user: User) -> Iterator[Due]:
    waiting = to_decide(user)
    if not waiting:
        return
    words = ngettext(
        "Decide on %(count)s recognition", "Decide on %(count)s recognitions", len(waiting)
    ) % {"count": whole(len(waiting))}
    first = waiting[0]
    if len(waiting) == 1:
        href = reverse("reviews:recognition", args=[first.pk])
    else:
        href = f"{reverse('reviews:recognition_list', args=[first.cycle.code])}?state=proposed"
    yield None, Task(words, words, cycle_title(first.cycle), href, "ring", "")
