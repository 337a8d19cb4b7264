"""What a day brings for contracts: a contract that is another one, a day that comes or is past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from perfcenter.models import Notice
from perfcenter.notices.hours import calendar
from perfcenter.notices.write import told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from reviews.contracts.read import CHANGED, call_of, standings_of
from reviews.telling.agreed import contract_changed, contract_due
from scoring.models import Cycle


def tell_of_contracts(today: date) -> int:
    """Tell who has a new contract to sign, and who is late; return how many notices came of it."""
    count = 0
    called = Cycle.objects.filter(published_at=None, contract_calls__isnull=False)
    for cycle in called.distinct().order_by("code"):
        with transaction.atomic():
            told = told_together(*_told(cycle, today))
            if told:
                record(actor=None, action="notice.day", target=cycle, wrote=told)
                count += Notice.objects.filter(telling__in=told[Notice]).count()
    return count


def _told(cycle: Cycle, today: date) -> Iterator[Written]:
    call = call_of(cycle)
    ended = set(cycle.participants.exclude(ended_on=None).values_list("manager", flat=True))
    open_ones = [
        one for one in standings_of(cycle) if one.is_open and one.manager.staff_no not in ended
    ]
    for one in open_ones:
        if one.state == CHANGED:
            yield contract_changed(cycle, one.manager.staff_no, one.digest)
    if call is None or call.due is None or call.due > calendar().next_workday(today):
        return
    staff = [one.manager.staff_no for one in open_ones]
    yield contract_due(cycle, staff, call.due, is_late=call.due < today)
