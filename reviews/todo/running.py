"""What HR has to see to in each open cycle: people who are late, and the publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.registry import Task
from perfcenter.models import User
from portfolio.models import BookMonth
from reviews.models import PublicationRequest
from reviews.report.turns import late_for, turns_of
from reviews.todo.words import joined, until
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle


def to_run(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield HR's own tasks; those of reviewing who has no supervisor are told elsewhere."""
    if not user.is_hr:
        return
    today, overdue = timezone.localdate(), late_for(user)
    prepared = {one.cycle_id: one for one in _prepared()}
    shown = set()
    cycles = [cycle for cycle in turns_of(user).cycles if not cycle.is_published]
    unscored = _to_score(cycles)
    for cycle in cycles:
        board, title = reverse("reviews:board", args=[cycle.code]), cycle_title(cycle)
        if cycle.pk in unscored:
            words = _("Score for the first time")
            yield cycle.self_review_due, Task(words, words, title, board, "ring", "")
        if late := overdue.get(cycle.pk):
            words = ngettext(
                "%(count)s report is overdue: remind its people",
                "%(count)s reports are overdue: remind their people",
                late,
            ) % {"count": whole(late)}
            days = (cycle.self_review_due, cycle.review_due)
            first = min((day for day in days if day), default=today)
            href = f"{board}?state=overdue#people"
            yield first, Task(words, words, title, href, "triangle", "bad")
        asked = prepared.get(cycle.pk)
        if asked is not None and asked.asked_by_id != user.pk:
            yield cycle.publish_due, _second(asked, title)
        together = cycle.round_id or f"cycle {cycle.pk}"
        due = cycle.publish_due
        if due and asked is None and together not in shown and _reviews_are_over(cycle, today):
            shown.add(together)
            words = _("Publish the grades")
            mark = ("triangle", "bad") if due < today else ("ring", "")
            note = joined(title, until(due))
            yield due, Task(words, words, note, f"{board}#publication", *mark)


def _to_score(cycles: list[Cycle]) -> set[int]:
    """Return the cycles that were never scored and have a month of the ledger to score."""
    without = Cycle.objects.filter(pk__in=[cycle.pk for cycle in cycles], runs=None)
    months = BookMonth.objects.filter(
        month__gte=OuterRef("first_month"), month__lte=OuterRef("last_month")
    )
    return set(without.filter(Exists(months)).values_list("pk", flat=True))


def _prepared() -> Any:
    found = PublicationRequest.objects.filter(state=PublicationRequest.State.ASKED)
    return found.select_related("asked_by")


def _second(asked: PublicationRequest, title: str) -> Task:
    words = _("Look at the publication that %(name)s prepared") % {"name": asked.asked_by.name}
    href = reverse("reviews:board_publish", args=[asked.cycle.code])
    return Task(words, words, title, href, "clock", "own")


def _reviews_are_over(cycle: Cycle, today: date) -> bool:
    """Whether the publication is what comes next."""
    day = cycle.review_due or cycle.publish_due
    return day is not None and day <= today
