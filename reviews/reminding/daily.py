"""What is due by the next workday, and what is overdue: told once each, without anybody's doing.

Before a day off that is the day before: what is due on Sunday is told on Friday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from perfcenter.base.formats import whole
from perfcenter.base.registry import NoticeKind
from perfcenter.base.said import gettext as _
from perfcenter.base.said import ngettext
from perfcenter.models import Notice
from perfcenter.notices.hours import calendar
from perfcenter.notices.read import logins_of
from perfcenter.notices.write import tell, told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from reviews.models import AnnualReport
from reviews.report.members import has_left, people_of
from reviews.steps.due import WRITING, due_on
from reviews.telling.kinds import DUE, OVERDUE
from scoring.cycles.reviewers import deciding_now
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle


class Owed(NamedTuple):
    """Who owes a step by when: her own report, or her decision on so many."""

    who: str
    due: date
    to_decide: int = 0  # 0: she writes


def tell_what_is_due(today: date) -> int:
    """Tell what each open cycle waits for; return how many notices came of it."""
    count = 0
    for cycle in Cycle.objects.filter(published_at=None).order_by("code"):
        with transaction.atomic():
            told = told_together(*_told(cycle, today))
            if told:
                record(actor=None, action="notice.day", target=cycle, wrote=told)
                count += Notice.objects.filter(telling__in=told[Notice]).count()
    return count


def _told(cycle: Cycle, today: date) -> Iterator[Written]:
    """Tell of each day that comes or is past; `once` names it, so that it is told once."""
    last = calendar().next_workday(today)
    groups: dict[tuple[NoticeKind, date, int], list[str]] = {}
    for one in _owed(cycle):
        kind = OVERDUE if one.due < today else DUE if one.due <= last else None
        if kind is not None:
            groups.setdefault((kind, one.due, one.to_decide), []).append(one.who)
    for (kind, due, to_decide), staff in sorted(groups.items(), key=lambda one: one[0][1:]):
        step = "review" if to_decide else "write"
        page = "reviews:queue_cycle" if to_decide else "reviews:report_edit"
        yield tell(
            kind=kind.code,
            to=logins_of(staff),
            text=_text(cycle, due, to_decide, is_late=kind is OVERDUE),
            place=(page, [cycle.code]),
            about=cycle,
            cycle=cycle.code,
            once=f"{kind.code} {step} {cycle.pk} {due.isoformat()}",
        )


def _text(cycle: Cycle, due: date, to_decide: int, *, is_late: bool) -> str:
    said = {"cycle": cycle_title(cycle), "day": due.isoformat(), "count": whole(to_decide)}
    if not to_decide:
        text = (
            _("%(cycle)s: your self-review was due on %(day)s")
            if is_late
            else _("%(cycle)s: your self-review is due on %(day)s")
        )
        return text % said
    if is_late:
        late = ngettext(
            "%(cycle)s: %(count)s self-review to review was due on %(day)s",
            "%(cycle)s: %(count)s self-reviews to review were due on %(day)s",
            to_decide,
        )
        return late % said
    soon = ngettext(
        "%(cycle)s: %(count)s self-review to review is due on %(day)s",
        "%(cycle)s: %(count)s self-reviews to review are due on %(day)s",
        to_decide,
    )
    return soon % said


def _owed(cycle: Cycle) -> Iterator[Owed]:
    """Yield what is awaited in a cycle; reports that wait for HR stand on its board."""
    people = people_of(cycle).exclude(has_left(cycle))
    waiting: Counter[str] = Counter()
    deciding: Mapping[str, str | None] = deciding_now(cycle)
    for who, state, until in people.values_list("staff_no", "state", "until"):
        due = due_on(cycle, state, until)
        if due is None:
            continue
        if state in WRITING:
            yield Owed(who, due)
        elif state == AnnualReport.State.SUBMITTED and (reviewer := deciding.get(who)):
            waiting[reviewer] += 1
    if cycle.review_due is not None:
        for reviewer, number in sorted(waiting.items()):
            yield Owed(reviewer, cycle.review_due, number)
