"""The reminder before the last day of a survey, told to everybody who is asked, once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from perfcenter.models import Notice
from perfcenter.notices.hours import calendar
from perfcenter.trail.recording import record
from reviews.models import Survey
from reviews.surveys import telling


def remind_raters(today: date) -> int:
    """Remind in each survey that ends in so many days as it says; return how many were told.

    Where that is a day off it is told on the workday before.
    """
    count = 0
    before_next = calendar().next_workday(today) - timedelta(1)
    running = Survey.objects.filter(state=Survey.State.OPEN, closes_on__gte=today)
    for survey in running.exclude(remind_before=0).select_related("cycle").order_by("pk"):
        if survey.closes_on - timedelta(survey.remind_before) > before_next:
            continue
        with transaction.atomic():
            told = telling.reminded(survey, f"survey.reminded {survey.pk} {survey.closes_on}")
            if told:
                record(actor=None, action="notice.day", target=survey, wrote=told)
                count += Notice.objects.filter(telling__in=told[Notice]).count()
    return count
